"""Stances: how head, pictures and legs of an article can share a frame."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from newsletter.model.issue import Slot
from newsletter.press.art import NO_ART, Art
from newsletter.press.galley import Galley
from newsletter.press.heads import Head, Shop
from newsletter.press.legs import Measure, drops
from newsletter.press.prices import (
    WIDE,
    art_price,
    head_price,
    stance_price,
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


@dataclass(frozen=True, slots=True)
class Ground:
    """Where head and pictures stand in a frame, whatever the size of the head."""

    measure: Measure
    head_columns: int
    art: Art
    price: float
    key: int
    """Columns of the head; 0 where pictures stand above it."""

    beside: int
    """Columns beside the head."""

    def drops(self, depth: int) -> tuple[int, ...]:
        """Count for each leg the lines above it if the head takes so many."""
        return drops(self.measure, self.head_columns, depth, self.art)


class PricedHead(NamedTuple):
    """A head, and what it adds to the price of its ground."""

    head: Head
    price: float


class Stance(NamedTuple):
    """How the parts of a frame stand to each other, and what that costs."""

    ground: Ground
    head: Head
    white: int
    price: float
    depth: int
    """Grid lines that the head takes."""


def grounds(
    galley: Galley, measure: Measure, makings: Makings, shop: Shop
) -> Iterator[tuple[Ground, list[PricedHead]]]:
    """List the ways in which head and pictures can stand, with the heads that fit."""
    priced: dict[int, list[PricedHead]] = {}
    for ground in _grounds(galley, measure, makings, shop):
        over = ground.head_columns
        if over not in priced:
            priced[over] = [
                PricedHead(head, head_price(galley, head, shop))
                for head in makings.heads(over)
            ]
        yield ground, priced[over]


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
    whole = bool(art.lines) and art.columns == measure.columns
    lowered = whole and galley.article.slot is not Slot.LEAD
    head_columns = measure.columns - beside
    return Ground(
        measure=measure,
        head_columns=head_columns,
        art=art,
        price=price,
        key=0 if lowered else head_columns,
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
