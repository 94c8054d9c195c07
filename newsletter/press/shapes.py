"""Shapes: every height an article can take in so many columns, and what it costs.

A shape fills its frame to the last line: white goes into the head, columns end
level, pictures take whole lines.  Heights count one more grid line, the white
that parts the frame from what stands below it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from newsletter.model.issue import Slot
from newsletter.press.art import NO_ART, Art, arts
from newsletter.press.galley import Galley
from newsletter.press.heads import Head, Shop
from newsletter.press.legs import Legs, Measure, drops, level_legs, measures
from newsletter.press.prices import (
    LONGER,
    MOST_WHITE,
    UNUSED,
    WIDE,
    art_price,
    head_price,
    leg_price,
    stance_price,
    stub_price,
    white_price,
    width_price,
)

SEPARATOR = 1
_LEAST_LEG = 2
"""Lines of a leg, on the average, below which a frame is too wide for its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One way an article can stand in a rectangle."""

    galley: Galley
    columns: int
    height: int
    """Grid lines, separator included."""

    cost: float
    head: Head
    head_columns: int
    """Columns from the left that the head stands over; text or a picture runs up
    beside it in the others (串文题)."""

    white: int
    """Extra grid lines of white in the head."""

    art: Art
    measure: Measure
    legs: Legs

    @property
    def drops(self) -> tuple[int, ...]:
        """For each leg the lines from the frame's top to its first line."""
        return drops(self.measure, self.head_columns, self.head_depth, self.art)

    @property
    def unused(self) -> float:
        """Grid cells at the foot of its legs that stay white."""
        lines = self.height - SEPARATOR
        room = sum(lines - drop for drop in self.drops)
        notice = 1 if self.jumps else 0
        first = self.legs[0][0] if self.legs else 0
        return (room - (self.taken - first) - notice) * self.measure.cells

    @property
    def art_first(self) -> bool:
        """Whether pictures over the whole frame stand above its head.

        So two frames side by side need not have their heads level.
        """
        is_lead = self.galley.article.slot is Slot.LEAD
        return bool(self.art.lines) and self.art.columns == self.columns and not is_lead

    @property
    def art_line(self) -> int:
        """Grid lines from the frame's top to its pictures."""
        raised = self.art_first or self.head_columns < self.columns
        return 0 if raised else self.head_depth

    @property
    def head_line(self) -> int:
        """Grid lines from the frame's top to its head."""
        return self.art.lines if self.art_first else 0

    @property
    def head_depth(self) -> int:
        """Grid lines that its head takes, white included."""
        return self.head.height + self.white

    @property
    def head_size(self) -> float:
        """Type size of the headline, points; 0 for a continuation, which has none."""
        return self.head.size if self.galley.part == 1 else 0.0

    @property
    def head_reaches(self) -> bool:
        """Whether the head reaches the frame's right edge."""
        return self.head_columns == self.columns

    @property
    def taken(self) -> int:
        """How many lines of the galley stand here; fewer than all means a jump."""
        return self.legs[-1][1] if self.legs else 0

    @property
    def jumps(self) -> bool:
        """Whether the article goes on elsewhere."""
        return self.taken < len(self.galley.lines)


Galleys: TypeAlias = Callable[[int], tuple[Galley, ...]]
"""Gives the article set to a measure, ems, in all its lengths."""

HeadsOf: TypeAlias = Callable[[int], tuple[Head, ...]]
"""Gives the article's head set over so many columns, in all its sizes."""

Key: TypeAlias = tuple[int, int, float]
"""Height, head columns (0: no head at the top) and head size: of the shapes alike in
them only the cheapest is of use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How the parts of a frame stand to each other, and what that costs."""

    measure: Measure
    head_columns: int
    head: Head
    white: int
    art: Art
    price: float
    depth: int
    """Grid lines that the head takes."""

    drops: tuple[int, ...]
    """For each leg the lines from the frame's top to its first line."""

    def key(self, height: int, galley: Galley) -> Key:
        """Name the shapes that could be exchanged for one of this stance."""
        whole = bool(self.art.lines) and self.art.columns == self.measure.columns
        lowered = whole and galley.article.slot is not Slot.LEAD
        return height, 0 if lowered else self.head_columns, self.head.size


def shapes(
    galleys: Galleys, heads_of: HeadsOf, columns: int, shop: Shop
) -> tuple[Shape, ...]:
    """List the shapes across so many columns, the cheapest of each key."""
    hopper = _Hopper({}, {})
    for measure in measures(columns, shop):
        lengths = galleys(measure.ems)
        if not lengths or _is_too_wide(lengths[0], measure, shop):
            continue
        for stance in stances(lengths[0], measure, heads_of, shop):
            for galley in lengths:
                hopper.offer(stance, galley)
    return tuple(hopper.best.values())


def _is_too_wide(galley: Galley, measure: Measure, shop: Shop) -> bool:
    """Tell whether a text makes such short legs that its frame is of no use.

    Across the whole page a frame is always of use: it may have to stand alone.
    """
    if measure.columns == shop.grid.columns and measure.legs == measure.columns:
        return False
    kept = galley.article.photos or galley.article.pins.span
    least = 1 if kept else _LEAST_LEG
    return bool(galley.lines) and len(galley.lines) < least * (measure.legs - 1)


@dataclass(slots=True)
class _Hopper:
    """Keeps the cheapest shape of each key, and legs that were tried before."""

    best: dict[Key, Shape]
    poured: dict[tuple[int, tuple[int, ...]], Legs | None] = field(default_factory=dict)

    def offer(self, stance: Stance, galley: Galley) -> None:
        """Keep the shape that a galley takes in a stance, if it is of use."""
        measure, tops = stance.measure, stance.drops
        need = len(galley.lines) + sum(tops)
        lines = max(-(-need // measure.legs), *tops, stance.depth)
        spare = lines * measure.legs - need
        if galley.longer and spare:
            return
        for extra in range(2):
            lost = (spare + extra * measure.legs) * measure.cells * UNUSED
            price = stance.price + lost + galley.longer * LONGER
            if galley.lines:
                price += leg_price(lines + extra - min(tops))
                if stance.head_columns < measure.columns:
                    price += stub_price(lines + extra - stance.depth)
            if self._keep(stance, galley, lines + extra, price):
                return

    def _keep(self, stance: Stance, galley: Galley, lines: int, price: float) -> bool:
        """Pour the text; False if it does not fit in so many lines."""
        height = lines + SEPARATOR
        key = stance.key(height, galley)
        known = self.best.get(key)
        if known is not None and known.cost <= price:
            return True
        legs = self._pour(stance, galley, lines)
        if legs is None:
            return False
        self.best[key] = Shape(
            galley=galley,
            columns=stance.measure.columns,
            height=height,
            cost=price,
            head=stance.head,
            head_columns=stance.head_columns,
            white=stance.white,
            art=stance.art,
            measure=stance.measure,
            legs=legs,
        )
        return True

    def _pour(self, stance: Stance, galley: Galley, lines: int) -> Legs | None:
        room = [lines - drop for drop in stance.drops]
        key = (id(galley), tuple(room))
        if key not in self.poured:
            self.poured[key] = level_legs(galley.lines, room)
        return self.poured[key]


def stances(
    galley: Galley, measure: Measure, heads_of: HeadsOf, shop: Shop
) -> Iterator[Stance]:
    """List the ways in which head, pictures and legs can share a frame."""
    for head_columns, art, price in _grounds(galley, measure, shop):
        for head in heads_of(head_columns):
            own = price + head_price(galley, head, shop)
            for white in range(MOST_WHITE[galley.article.slot] + 1):
                depth = head.height + white
                yield Stance(
                    measure=measure,
                    head_columns=head_columns,
                    head=head,
                    white=white,
                    art=art,
                    price=own + white_price(white, head_columns),
                    depth=depth,
                    drops=drops(measure, head_columns, depth, art),
                )


def _grounds(
    galley: Galley, measure: Measure, shop: Shop
) -> Iterator[tuple[int, Art, float]]:
    """List columns of the head, pictures, and the price of both."""
    columns = measure.columns
    plain = measure.legs == columns
    wide = width_price(galley, columns, shop) + (0.0 if plain else WIDE)
    for art in _arts(galley, columns, shop):
        price = wide + art_price(galley, art, shop)
        if plain or art.columns in (0, columns):
            yield columns, art, price
        for beside in _besides(galley, columns, art) if plain else ():
            yield columns - beside, art, price + stance_price(galley, art)


def _besides(galley: Galley, columns: int, art: Art) -> tuple[int, ...]:
    """List how many columns may run up beside the head: a picture's own, or text's."""
    if not galley.lines or columns < 2:
        return ()
    if art.lines:
        return (art.columns,) if art.columns < columns else ()
    most = columns // 3 if galley.article.slot is Slot.LEAD else columns // 2
    return tuple(range(1, most + 1))


def _arts(galley: Galley, columns: int, shop: Shop) -> Iterator[Art]:
    photos = galley.article.photos if galley.part == 1 else ()
    if not photos:
        yield NO_ART
        return
    narrowest = columns if not galley.lines else 1
    for across in range(narrowest, columns + 1):
        yield from arts(photos, across, shop)
