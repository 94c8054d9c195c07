"""Shapes: every height an article can take in so many columns, and what it costs.

A shape fills its frame to the last line: white goes into the head, columns end
level, pictures take whole lines.  Heights count one more grid line, the white
that parts the frame from what stands below it.
"""

from dataclasses import dataclass

from newsletter.model.issue import Slot
from newsletter.press.art import Art
from newsletter.press.galley import Galley
from newsletter.press.heads import Head, Shop
from newsletter.press.hopper import SEPARATOR, Hopper
from newsletter.press.legs import Legs, Measure, drops, measures
from newsletter.press.stances import Makings, Stance, grounds

__all__ = ["SEPARATOR", "Shape", "shape_of", "shapes"]

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


def shapes(makings: Makings, columns: int, shop: Shop) -> tuple[Shape, ...]:
    """List the shapes across so many columns, the cheapest of each key."""
    hopper = Hopper()
    for measure in measures(columns, shop):
        lengths = makings.galleys(measure.ems)
        if not lengths or _is_too_wide(lengths[0], measure, shop):
            continue
        for ground, heads in grounds(lengths[0], measure, makings, shop):
            hopper.offer(ground, heads, lengths)
    return tuple(
        shape_of(stance._replace(price=price), pour.galley, pour.height, pour.legs)
        for price, stance, pour in hopper.best.values()
        if pour.legs is not None
    )


def _is_too_wide(galley: Galley, measure: Measure, shop: Shop) -> bool:
    """Tell whether a text makes such short legs that its frame is of no use.

    Across the whole page a frame is always of use: it may have to stand alone.
    """
    if measure.columns == shop.grid.columns and measure.legs == measure.columns:
        return False
    kept = galley.article.photos or galley.article.pins.span
    least = 1 if kept else _LEAST_LEG
    return bool(galley.lines) and len(galley.lines) < least * (measure.legs - 1)


def shape_of(stance: Stance, galley: Galley, height: int, legs: Legs) -> Shape:
    """Make the shape of a stance whose legs are poured."""
    ground = stance.ground
    return Shape(
        galley=galley,
        columns=ground.measure.columns,
        height=height,
        cost=stance.price,
        head=stance.head,
        head_columns=ground.head_columns,
        white=stance.white,
        art=ground.art,
        measure=ground.measure,
        legs=legs,
    )
