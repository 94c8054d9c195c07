"""Judge a finished page as a sub-editor would, at arm's length.

Costs that only the whole page shows: heads that bump, seams across, heads that grow
down the page, two pictures that fight, a skeleton that the page before had.
"""

from collections.abc import Iterator
from math import inf

from newsletter.model.issue import Slot
from newsletter.press.compose import Placed
from newsletter.press.heads import Shop
from newsletter.press.shapes import Shape
from newsletter.press.tables import CLASH
from newsletter.press.tabling import LONGEST_SEAM, SEAM

_NEAR = 10.0
"""Heads side by side of which one begins a line or two below the other."""

_NEAR_LINES = 2

_GROWS = 8.0
"""A head larger than that of a more important article; more for each step."""

_FIGHT = 12.0
"""Two large pictures of about one size."""

_TWIN = 200.0
"""The skeleton of the page before."""

_PARTED = 500.0
"""Articles that the editor wants beside each other, and that are not."""

_LARGE = 24
"""Cells from which a picture counts as large."""

_DOMINANT = 0.75
"""Share of the largest picture from which another rivals it."""

_RANKS = (Slot.LEAD, Slot.SECOND, Slot.NORMAL, Slot.BRIEF)

Skeleton = tuple[tuple[int, int, int, int], ...]
"""Column, line, columns and height of every frame, top left first."""


def page_cost(placed: tuple[Placed, ...], before: Skeleton, columns: int) -> float:
    """Add up what is wrong with a page.

    Args:
        placed: Everything on it.
        before: The previous page's skeleton.
        columns: Of the page.
    """
    twin = _TWIN if before and skeleton(placed) == before else 0.0
    seam = SEAM if longest_seam(placed, columns) > LONGEST_SEAM else 0.0
    looks = _bumps(placed) + _growth(placed) + fights(placed) * _FIGHT
    return looks + seam + twin + _partings(placed)


def page_price(placed: tuple[Placed, ...], before: Skeleton, shop: Shop) -> float:
    """Add up the costs of a page: of its frames, and of the whole."""
    own = sum(frame.shape.cost for frame in placed)
    return own + page_cost(placed, before, shop.grid.columns)


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


def clashes(placed: tuple[Placed, ...]) -> tuple[tuple[Placed, Placed], ...]:
    """List pairs of headlines side by side at one height (碰题), left one first."""
    return tuple((one, other) for one, other, off in _neighbours(placed) if not off)


def _neighbours(placed: tuple[Placed, ...]) -> Iterator[tuple[Placed, Placed, int]]:
    """List heads with no column between them, and the lines by which they differ."""
    headed = [frame for frame in placed if frame.shape.head_size]
    by_column: dict[int, list[Placed]] = {}
    for frame in headed:
        by_column.setdefault(frame.column, []).append(frame)
    for one in headed:
        if not one.shape.head_reaches:
            continue
        line = one.line + one.shape.head_line
        for other in by_column.get(one.column + one.columns, ()):
            yield one, other, abs(line - other.line - other.shape.head_line)


def _bumps(placed: tuple[Placed, ...]) -> float:
    offs = [off for _, _, off in _neighbours(placed)]
    return sum(CLASH if not off else _NEAR if off <= _NEAR_LINES else 0 for off in offs)


def longest_seam(placed: tuple[Placed, ...], columns: int) -> float:
    """Measure the longest straight cut across that nobody planned (通线).

    The lead across the page, and a banner, plan the seams above and below them.

    Returns:
        Share of the page's width.
    """
    frames = [frame for frame in placed if frame.shape.height]
    below: dict[int, list[Placed]] = {}
    for frame in frames:
        if frame.line:
            below.setdefault(frame.line, []).append(frame)
    above: dict[int, list[Placed]] = {}
    for frame in frames:
        above.setdefault(frame.line + frame.shape.height, []).append(frame)
    longest = 0
    for line, starting in below.items():
        if not _is_planned(above.get(line, []), starting):
            longest = max(longest, _run(starting, columns))
    return longest / columns


def _is_planned(ending: list[Placed], starting: list[Placed]) -> bool:
    if len(ending) == 1 and ending[0].matter.crosses:
        return True
    return len(starting) == 1 and bool(starting[0].matter.inner)


def _run(frames: list[Placed], columns: int) -> int:
    """Count the columns that frames cover without a gap, at the most."""
    covered = {
        column
        for frame in frames
        for column in range(frame.column, frame.column + frame.columns)
    }
    longest = run = 0
    for column in range(columns):
        run = run + 1 if column in covered else 0
        longest = max(longest, run)
    return longest


def _sizes(placed: tuple[Placed, ...]) -> list[float]:
    """List head sizes, of the most important article first, then in reading order.

    A picture story's head belongs to its picture: it takes no part.
    """
    heads = [
        (rank, number, frame.shape.head_size)
        for number, frame in enumerate(placed)
        if frame.shape.head_size and (rank := _rank(frame)) is not None
    ]
    return [size for *_, size in sorted(heads)]


def _rank(frame: Placed) -> int | None:
    if not isinstance(frame.shape, Shape):
        return 0
    slot = frame.shape.galley.article.slot
    return _RANKS.index(slot) if slot in _RANKS else None


def growths(placed: tuple[Placed, ...]) -> int:
    """Count heads larger than that of some more important article."""
    return sum(1 for _ in _grown(placed))


def _grown(placed: tuple[Placed, ...]) -> Iterator[float]:
    least = inf
    for size in _sizes(placed):
        if size > least:
            yield size / least
        least = min(least, size)


def _growth(placed: tuple[Placed, ...]) -> float:
    return sum(_GROWS * (1 + 3 * (grown - 1)) for grown in _grown(placed))


def fights(placed: tuple[Placed, ...]) -> int:
    """Count large pictures that rival the page's largest."""
    areas = sorted(
        (
            shot.columns * shot.lines
            for frame in placed
            if isinstance(frame.shape, Shape)
            for shot in frame.shape.art.shots
        ),
        reverse=True,
    )
    return sum(_LARGE <= area > areas[0] * _DOMINANT for area in areas[1:])
