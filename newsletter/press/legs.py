"""Legs: an article's lines shared out to the columns of its frame.

A leg begins some lines below the frame's top, under the head or a picture, or at
the very top beside a head that is narrower than the frame.
"""

from dataclasses import dataclass

from newsletter.press.art import Art
from newsletter.press.heads import Shop
from newsletter.press.lines import BrokenLine

_FEWEST_WIDE = 2

Legs = tuple[tuple[int, int], ...]
"""For each leg the lines ``[first, last)`` of the galley that stand in it."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How text runs across a frame: its own columns, or fewer and wider legs (破栏)."""

    columns: int
    """Grid columns of the frame."""

    legs: int
    ems: int
    """Width of a leg."""

    gutter: float
    """White between legs, ems."""

    @property
    def cells(self) -> float:
        """Grid cells that one line of a leg takes."""
        return self.columns / self.legs


def measures(columns: int, shop: Shop) -> tuple[Measure, ...]:
    """List the ways to run text across so many columns: as they are, or one fewer."""
    grid = shop.grid
    plain = Measure(columns, columns, grid.measure, grid.gutter)
    legs = columns - 1
    if legs < _FEWEST_WIDE:
        return (plain,)
    span = grid.span_ems(columns)
    ems = int((span - (legs - 1) * grid.gutter) / legs)
    # The ems that do not make up a whole one widen the gutters.
    return (plain, Measure(columns, legs, ems, (span - legs * ems) / (legs - 1)))


def drops(measure: Measure, head_columns: int, depth: int, art: Art) -> tuple[int, ...]:
    """Count for each leg the lines from the frame's top to its first line.

    Args:
        measure: How text runs across the frame.
        head_columns: Columns, from the left, that the head stands over.
        depth: Lines that the head takes.
        art: Pictures: right of a head narrower than the frame, else below it.
    """
    beside = measure.columns - head_columns
    if beside:
        return (depth,) * (measure.legs - beside) + (art.lines,) * beside
    under = under_art(measure, art)
    return (depth,) * (measure.legs - under) + (depth + art.lines,) * under


def under_art(measure: Measure, art: Art) -> int:
    """Count the legs that art stands over."""
    return measure.legs if art.columns == measure.columns else art.columns


def level_legs(lines: tuple[BrokenLine, ...], room: list[int]) -> Legs | None:
    """Share out lines to legs that end level, the last ones a line shorter.

    No leg opens with the last line of a paragraph or closes with a subhead.

    Args:
        lines: All that must stand in the legs.
        room: Lines that each leg can hold.

    Returns:
        None if they do not fit.
    """
    spare = sum(room) - len(lines)
    if spare < 0:
        return None
    level = [
        cap - 1 if place >= len(room) - spare and cap > 0 else cap
        for place, cap in enumerate(room)
    ]
    return fill_legs(lines, level) or fill_legs(lines, room)


def fill_legs(lines: tuple[BrokenLine, ...], room: list[int]) -> Legs | None:
    """Pour lines into columns; None if some are left over."""
    legs: list[tuple[int, int]] = []
    at = 0
    for cap in room:
        end = min(at + cap, len(lines))
        if end < len(lines):
            end = good_break(lines, at, end)
        legs.append((at, end))
        at = end
    return tuple(legs) if at == len(lines) else None


def good_break(lines: tuple[BrokenLine, ...], first: int, end: int) -> int:
    """Move a column break up until it leaves no lone last line or hanging subhead.

    A leg may stay empty; deeper legs then find a better break.
    """
    while end > first and (
        is_lone_last(lines[end]) or lines[end - 1].role == "subhead"
    ):
        end -= 1
    return end


def is_lone_last(line: BrokenLine) -> bool:
    """Tell whether a line ends a paragraph that began before it."""
    return line.closes and not line.opens
