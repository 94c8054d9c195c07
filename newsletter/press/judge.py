"""Judge a finished page as a sub-editor would, at arm's length.

Costs that only the whole page shows: heads that bump, seams across, heads that grow
down the page, two pictures that fight, a skeleton that the page before had.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from newsletter.model.issue import Slot
from newsletter.press.compose import Placed
from newsletter.press.heads import Shop
from newsletter.press.prices import UNUSED
from newsletter.press.ranking import GROWN
from newsletter.press.shapes import Shape
from newsletter.press.tables import CLASH
from newsletter.press.tabling import LONGEST_SEAM, NARROW

_NEAR = 10.0
"""Heads side by side of which one begins a line or two below the other."""

_NEAR_LINES = 2


CROSSED = 160.0
"""A straight cut across most of the page (通线), once the page is whole."""

_THIN = 100.0
"""A cell left white on a page that has many of them."""

_MOST_UNUSED = 0.007
"""Share of a page's cells that may stay white at no more than their own price."""

_SECTION = 12.0
"""A section more than two on a page of few columns."""

_FIGHT = 60.0
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
    twin = _TWIN if before and _is_twin(placed, before) else 0.0
    seam = _crossings(placed, columns)
    looks = _bumps(placed) + _growth(placed) + fights(placed) * _FIGHT
    return looks + seam + twin + _partings(placed)


def _crossings(placed: tuple[Placed, ...], columns: int) -> float:
    crossed = len(ruled_seams(placed, columns))
    if columns <= NARROW:
        return _SECTION * max(0, crossed - 1)
    return CROSSED * bool(crossed)


def page_price(placed: tuple[Placed, ...], before: Skeleton, shop: Shop) -> float:
    """Add up the costs of a page: of its frames, and of the whole."""
    own = sum(frame.shape.cost for frame in placed)
    white = _thinness(placed, shop) * _THIN
    return own + white + page_cost(placed, before, shop.grid.columns)


def _thinness(placed: tuple[Placed, ...], shop: Shop) -> float:
    """Count the cells white at the end of legs, but for the few that any page has."""
    # White is dear: a cheap shape has none, and need not be asked.
    shapes = (frame.shape for frame in placed if frame.shape.cost >= UNUSED)
    unused = sum(shape.unused for shape in shapes if isinstance(shape, Shape))
    return max(0.0, unused - shop.grid.columns * shop.grid.lines * _MOST_UNUSED)


def has_faults(placed: tuple[Placed, ...], shop: Shop) -> bool:
    """Tell whether a sub-editor would send a page back."""
    columns = shop.grid.columns
    if columns > NARROW and ruled_seams(placed, columns):
        return True
    looks = growths(placed) or clashes(placed) or fights(placed)
    return bool(looks) or _thinness(placed, shop) > 0


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
        frame.shape.galley.article.slug: (frame, frame.shape.galley.article.pins.beside)
        for frame in placed
        if isinstance(frame.shape, Shape)
    }
    return _PARTED * sum(
        not touch(frame, frames[beside][0])
        for frame, beside in frames.values()
        if beside and beside in frames
    )


def skeleton(placed: tuple[Placed, ...]) -> Skeleton:
    """Reduce a page to its frames."""
    frames = ((p.column, p.line, p.columns, p.shape.height) for p in placed)
    return tuple(sorted(frame for frame in frames if frame[3]))


def _is_twin(placed: tuple[Placed, ...], before: Skeleton) -> bool:
    # Most pages have at once a frame that the page before had not.
    is_known = all(
        (p.column, p.line, p.columns, p.shape.height) in before
        for p in placed
        if p.shape.height
    )
    return is_known and skeleton(placed) == before


def clashes(placed: tuple[Placed, ...]) -> tuple[tuple[Placed, Placed], ...]:
    """List pairs of headlines side by side at one height (碰题), left one first."""
    return tuple((one, other) for one, other, off in _neighbours(placed) if not off)


def _neighbours(placed: tuple[Placed, ...]) -> Iterator[tuple[Placed, Placed, int]]:
    """List heads with no column between them, and the lines by which they differ."""
    headed = [
        (frame, frame.line + frame.shape.head_line)
        for frame in placed
        if frame.shape.head_size
    ]
    by_column: dict[int, list[tuple[Placed, int]]] = {}
    for frame, line in headed:
        by_column.setdefault(frame.column, []).append((frame, line))
    for one, line in headed:
        if one.shape.head_reaches:
            for other, begins in by_column.get(one.column + one.columns, ()):
                yield one, other, abs(line - begins)


def _bumps(placed: tuple[Placed, ...]) -> float:
    offs = [off for _, _, off in _neighbours(placed)]
    return sum(CLASH if not off else _NEAR if off <= _NEAR_LINES else 0 for off in offs)


@dataclass(frozen=True, slots=True)
class Seam:
    """A straight cut across, over which no frame reaches (通线)."""

    line: int
    """First grid line below it."""

    column: int
    columns: int


class _Outline(NamedTuple):
    """Where a frame stands, and whether it may plan a seam."""

    column: int
    line: int
    columns: int
    height: int
    crosses: bool


_Outlines: TypeAlias = tuple[_Outline, ...]


def _outlines(placed: tuple[Placed, ...]) -> _Outlines:
    return tuple(
        _Outline(p.column, p.line, p.columns, p.shape.height, p.matter.crosses)
        for p in placed
    )


def longest_seam(placed: tuple[Placed, ...], columns: int) -> float:
    """Measure the longest straight cut across that nobody planned (通线).

    The lead across the page plans the seam below it, a banner and a row of notices
    those above and below them.

    Returns:
        Share of the page's width.
    """
    seams = _seams(_outlines(placed))
    return max((seam.columns for seam in seams), default=0) / columns


def ruled_seams(placed: tuple[Placed, ...], columns: int) -> tuple[Seam, ...]:
    """List the cuts so long that the page needs a rule there to part it in sections."""
    return _ruled(_outlines(placed), columns * LONGEST_SEAM)


@lru_cache(maxsize=4096)
def _ruled(outlines: _Outlines, longest: float) -> tuple[Seam, ...]:
    # Of the pages that are looked at, many differ in heads and pictures alone.
    return tuple(seam for seam in _seams(outlines) if seam.columns > longest)


def _seams(outlines: _Outlines) -> Iterator[Seam]:
    above: dict[int, list[_Outline]] = {}
    below: dict[int, list[_Outline]] = {}
    for frame in outlines:
        if frame.height:
            below.setdefault(frame.line, []).append(frame)
            above.setdefault(frame.line + frame.height, []).append(frame)
    for line, starting in below.items():
        if line and not _is_planned(above.get(line, []), starting):
            yield from _runs(line, starting)


def _is_planned(ending: list[_Outline], starting: list[_Outline]) -> bool:
    if len(ending) == 1 and ending[0].crosses:
        return True
    return all(frame.crosses for frame in starting)


def _runs(line: int, frames: list[_Outline]) -> Iterator[Seam]:
    """Join frames that begin at a line, side by side."""
    first = end = -1
    for frame in sorted(frames, key=attrgetter("column")):
        if frame.column != end:
            if end > first:
                yield Seam(line, first, end - first)
            first = frame.column
        end = frame.column + frame.columns
    if end > first:
        yield Seam(line, first, end - first)


def importance(placed: tuple[Placed, ...]) -> list[int]:
    """List the numbers of frames with a head: by slot, then in reading order.

    A picture story's head belongs to its picture: it takes no part.
    """
    ranks = [
        (rank, number)
        for number, frame in enumerate(placed)
        if frame.shape.head_size and (rank := _rank(frame)) is not None
    ]
    return [number for _, number in sorted(ranks)]


def rank_of(slot: Slot) -> int:
    """Tell how important a slot is, 0 most; a picture story is as an article."""
    return _RANKS.index(slot if slot in _RANKS else Slot.NORMAL)


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
    for size in (placed[n].shape.head_size for n in importance(placed)):
        if size > least:
            yield size / least
        least = min(least, size)


def _growth(placed: tuple[Placed, ...]) -> float:
    return sum(GROWN * (1 + (grown - 1) / 2) for grown in _grown(placed))


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
