"""Judge a finished page as a sub-editor would, at arm's length.

Costs that only the whole page shows: heads that bump, heads that grow down the
page, two pictures that fight, a skeleton that the page before had.
"""

from collections.abc import Iterator
from itertools import combinations, pairwise
from math import inf

from newsletter.press.compose import Placed
from newsletter.press.shapes import Shape

_BUMP = 5.0
"""Heads side by side at one height, of different sizes (碰题)."""

_BUMP_ALIKE = 14.0
"""The same, of one size."""

_GROWS = 2.5
"""A head larger than one that comes before it in the paper's order."""

_FIGHT = 10.0
"""Two large pictures of about one size."""

_TWIN = 40.0
"""The skeleton of the page before."""

_PARTED = 500.0
"""Articles that the editor wants beside each other, and that are not."""

_LARGE = 30
"""Cells from which a picture counts as large."""

Skeleton = tuple[tuple[int, int, int, int], ...]
"""Column, line, columns and height of every frame, top left first."""


def page_cost(placed: tuple[Placed, ...], before: Skeleton) -> float:
    """Add up what is wrong with a page; ``before`` is the previous page's skeleton."""
    twin = _TWIN if before and skeleton(placed) == before else 0.0
    looks = _bumps(placed) + _growth(placed) + _fights(placed)
    return looks + twin + _partings(placed)


def touch(one: Placed, other: Placed) -> bool:
    """Tell whether two frames share an edge."""
    across = _meet((one.column, one.columns), (other.column, other.columns))
    down = _meet((one.line, one.shape.height), (other.line, other.shape.height))
    return across + down == 1


def _meet(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Say how two stretches lie: 1 overlapping, 0 end to end, else out of reach."""
    gap = max(one[0], other[0]) - min(one[0] + one[1], other[0] + other[1])
    return 1 if gap < 0 else 0 if gap == 0 else inf


def _partings(placed: tuple[Placed, ...]) -> float:
    frames = {
        frame.shape.galley.article.slug: frame
        for frame in placed
        if isinstance(frame.shape, Shape)
    }
    return _PARTED * sum(
        not touch(frame, frames[beside])
        for frame in frames.values()
        if isinstance(frame.shape, Shape)
        and (beside := frame.shape.galley.article.pins.beside) in frames
    )


def skeleton(placed: tuple[Placed, ...]) -> Skeleton:
    """Reduce a page to its frames."""
    frames = ((p.column, p.line, p.columns, p.shape.height) for p in placed)
    return tuple(sorted(frame for frame in frames if frame[3]))


def _heads(placed: tuple[Placed, ...]) -> Iterator[tuple[Placed, float]]:
    for frame in placed:
        if frame.shape.head_size:
            yield frame, frame.shape.head_size


def _bumps(placed: tuple[Placed, ...]) -> float:
    cost = 0.0
    for (one, size), (other, other_size) in combinations(_heads(placed), 2):
        touches = one.column + one.columns == other.column or (
            other.column + other.columns == one.column
        )
        level = one.line + one.shape.head_line == other.line + other.shape.head_line
        if touches and level:
            cost += _BUMP_ALIKE if size == other_size else _BUMP
    return cost


def _growth(placed: tuple[Placed, ...]) -> float:
    """Count neighbours in order whose second has the larger head."""
    sizes = [size for _, size in _heads(placed)]
    return _GROWS * sum(later > earlier for earlier, later in pairwise(sizes))


def _fights(placed: tuple[Placed, ...]) -> float:
    areas = sorted(
        (
            shot.columns * shot.lines
            for frame in placed
            if isinstance(frame.shape, Shape)
            for shot in frame.shape.art.shots
        ),
        reverse=True,
    )
    large = [area for area in areas if area >= _LARGE]
    return _FIGHT if len(large) > 1 and large[1] > large[0] * 0.75 else 0.0
