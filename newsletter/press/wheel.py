"""Wheels: five rectangles round a middle one, so that no cut runs across the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

SPOKES = 5
"""Rectangles of a wheel, its middle included."""


@dataclass(frozen=True, slots=True)
class Spoke:
    """Columns of one rectangle, and which it is."""

    name: str
    column: int
    columns: int


@dataclass(frozen=True, slots=True)
class Wheel:
    """Columns of five rectangles, in reading order."""

    spokes: tuple[Spoke, ...]
    turned: bool
    """The side stands left of the top."""


def wheels(columns: int) -> tuple[Wheel, ...]:
    """List the wheels of a page: its middle stands between two columns."""
    return tuple(
        wheel
        for west, east in combinations(range(1, columns), 2)
        for wheel in _pair(west, east, columns)
    )


def _pair(west: int, east: int, columns: int) -> tuple[Wheel, Wheel]:
    right = columns - east
    return (
        Wheel(
            (
                Spoke("top", 0, east),
                Spoke("side", east, right),
                Spoke("other", 0, west),
                Spoke("middle", west, east - west),
                Spoke("bottom", west, columns - west),
            ),
            turned=False,
        ),
        Wheel(
            (
                Spoke("side", 0, west),
                Spoke("top", west, columns - west),
                Spoke("middle", west, east - west),
                Spoke("other", east, right),
                Spoke("bottom", 0, east),
            ),
            turned=True,
        ),
    )


def stretches(count: int) -> Iterator[tuple[tuple[int, int], ...]]:
    """List the ways to part a run of so much matter into five stretches."""
    for cuts in combinations(range(1, count), SPOKES - 1):
        yield tuple(pairwise((0, *cuts, count)))


def lines_of(name: str, closed: tuple[int, int], height: int) -> tuple[int, int]:
    """Tell first line and height of a rectangle.

    Args:
        name: Which one.
        closed: Line where the top ends, and line where the side ends.
        height: Of the whole wheel.
    """
    upper, lower = closed
    return {
        "top": (0, upper),
        "side": (0, lower),
        "other": (upper, height - upper),
        "middle": (upper, lower - upper),
        "bottom": (lower, height - lower),
    }[name]
