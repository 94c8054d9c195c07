"""Stances: how head, pictures and legs of an article can share a frame."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from newsletter.model.issue import Slot
from newsletter.press.art import NO_ART, Art
from newsletter.press.galley import Galley
from newsletter.press.heads import Head, Shop
from newsletter.press.legs import Measure, drops, under_art
from newsletter.press.prices import (
    MOST_WHITE,
    WIDE,
    art_price,
    head_price,
    stance_price,
    white_price,
    width_price,
)

Galleys: TypeAlias = Callable[[int], tuple[Galley, ...]]
"""Gives the article set to a measure, ems, in all its lengths."""


class Makings(NamedTuple):
    """What an article's frames are made of."""

    galleys: Galleys
    heads: Callable[[int], tuple[Head, ...]]
    """Gives the head set over so many columns, in all its sizes."""

    arts: Callable[[int], tuple[Art, ...]]
    """Gives all ways to show the pictures over so many columns."""


class Fall(NamedTuple):
    """How far the legs of a frame begin below its top, grid lines."""

    least: int
    most: int
    total: int
    """Of all legs."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where head and pictures stand in a frame, whatever the size of the head."""

    measure: Measure
    head_columns: int
    art: Art
    price: float
    key: int
    """Columns of the head; 0 where pictures stand above it."""

    plain: int
    """Legs that only the head stands over."""

    others: int
    """Legs that pictures stand over, or nothing."""

    beside: int
    """Columns beside the head."""

    def fall(self, depth: int) -> Fall:
        """Tell where legs begin if the head takes so many lines."""
        other = self.art.lines if self.beside else self.art.lines + depth
        total = self.plain * depth + self.others * other
        if not self.others:
            return Fall(depth, depth, total)
        if not self.plain:
            return Fall(other, other, total)
        return Fall(min(depth, other), max(depth, other), total)


class Stance(NamedTuple):
    """How the parts of a frame stand to each other, and what that costs."""

    ground: Ground
    head: Head
    white: int
    price: float
    depth: int
    """Grid lines that the head takes."""

    @property
    def drops(self) -> tuple[int, ...]:
        """For each leg the lines from the frame's top to its first line."""
        ground = self.ground
        return drops(ground.measure, ground.head_columns, self.depth, ground.art)


def stances(
    galley: Galley, measure: Measure, makings: Makings, most_white: int, shop: Shop
) -> Iterator[Stance]:
    """List the ways in which head, pictures and legs can share a frame."""
    priced: dict[int, list[tuple[Head, float]]] = {}
    for ground in _grounds(galley, measure, makings, shop):
        over = ground.head_columns
        if over not in priced:
            heads = makings.heads(over)
            priced[over] = [(head, head_price(galley, head, shop)) for head in heads]
        whites = [(n, white_price(n, over)) for n in range(most_white + 1)]
        for head, own in priced[over]:
            price, height = ground.price + own, head.height
            for white, extra in whites:
                yield Stance(ground, head, white, price + extra, height + white)


def most_white(galley: Galley) -> int:
    """Tell how many extra grid lines of white the article's head may take."""
    return MOST_WHITE[galley.article.slot]


def _grounds(
    galley: Galley, measure: Measure, makings: Makings, shop: Shop
) -> Iterator[Ground]:
    columns = measure.columns
    plain = measure.legs == columns
    wide = width_price(galley, columns, shop) + (0.0 if plain else WIDE)
    for art in _arts(galley, columns, makings):
        price = wide + art_price(galley, art, shop)
        if plain or art.columns in (0, columns):
            yield _ground(galley, measure, art, 0, price)
        for beside in _besides(galley, columns, art) if plain else ():
            own = price + stance_price(galley, art)
            yield _ground(galley, measure, art, beside, own)


def _ground(
    galley: Galley, measure: Measure, art: Art, beside: int, price: float
) -> Ground:
    others = beside or under_art(measure, art)
    whole = bool(art.lines) and art.columns == measure.columns
    lowered = whole and galley.article.slot is not Slot.LEAD
    head_columns = measure.columns - beside
    return Ground(
        measure=measure,
        head_columns=head_columns,
        art=art,
        price=price,
        key=0 if lowered else head_columns,
        plain=measure.legs - others,
        others=others,
        beside=beside,
    )


def _besides(galley: Galley, columns: int, art: Art) -> tuple[int, ...]:
    """List how many columns may run up beside the head: a picture's own, or text's."""
    if not galley.lines or columns < 2:
        return ()
    if art.lines:
        return (art.columns,) if art.columns < columns else ()
    most = columns // 3 if galley.article.slot is Slot.LEAD else columns // 2
    return tuple(range(1, most + 1))


def _arts(galley: Galley, columns: int, makings: Makings) -> Iterator[Art]:
    if galley.part > 1 or not galley.article.photos:
        yield NO_ART
        return
    narrowest = columns if not galley.lines else 1
    for across in range(narrowest, columns + 1):
        yield from makings.arts(across)
