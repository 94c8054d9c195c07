"""Touch up a page: what only the whole page shows wrong is mended frame by frame.

A frame takes another shape of its size, with a smaller head or a picture beside it;
or two frames, one above the other, move the line between them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from heapq import nsmallest

from newsletter.press.compose import Placed, Shaped

Page = tuple[Placed, ...]

_ROUNDS = 6
_FURTHEST = 3
"""Lines by which a boundary is moved."""

_BEST = 2
"""Shapes of each new height that are tried."""

_LEAST_GAIN = 0.5


def touched_up(placed: Page, price: Callable[[Page], float]) -> Page:
    """Make small changes to a page for as long as each makes it look better."""
    sizes = _Sizes(placed)
    best = price(placed)
    for _ in range(_ROUNDS):
        before = best
        if best - sum(frame.shape.cost for frame in placed) < _LEAST_GAIN:
            break
        for changed in sizes.changes(placed):
            page = tuple(changed.get(n, frame) for n, frame in enumerate(placed))
            cost = price(page)
            if cost < best - _LEAST_GAIN:
                best, placed = cost, page
                break
        if best == before:
            break
    return placed


class _Sizes:
    """Knows the other shapes that the matter of a page can take."""

    def __init__(self, placed: Page) -> None:
        self._shapes: list[dict[int, list[Shaped]]] = []
        for frame in placed:
            by_height: dict[int, list[Shaped]] = defaultdict(list)
            if not frame.matter.inner:
                for shape in frame.matter.shapes(frame.columns):
                    by_height[shape.height].append(shape)
            self._shapes.append(by_height)

    def changes(self, placed: Page) -> Iterator[dict[int, Placed]]:
        """List small changes: new frames by their number."""
        for number, frame in enumerate(placed):
            for shape in self._shapes[number].get(frame.shape.height, ()):
                if shape is not frame.shape:
                    yield {number: replace(frame, shape=shape)}
        for upper, lower in _stacks(placed):
            for by in range(1, _FURTHEST + 1):
                yield from self._moved(placed, (upper, lower), by)
                yield from self._moved(placed, (upper, lower), -by)

    def _moved(
        self, placed: Page, stack: tuple[int, int], by: int
    ) -> Iterator[dict[int, Placed]]:
        upper, lower = (placed[number] for number in stack)
        for above in self._cheapest(stack[0], upper.shape.height + by):
            for below in self._cheapest(stack[1], lower.shape.height - by):
                yield {
                    stack[0]: replace(upper, shape=above),
                    stack[1]: replace(lower, shape=below, line=lower.line + by),
                }

    def _cheapest(self, number: int, height: int) -> list[Shaped]:
        found = self._shapes[number].get(height, ())
        return nsmallest(_BEST, found, key=lambda shape: shape.cost)


def _stacks(placed: Page) -> Iterator[tuple[int, int]]:
    """List the numbers of frames that stand exactly one above the other."""
    at = {
        (frame.column, frame.line, frame.columns): n for n, frame in enumerate(placed)
    }
    for number, frame in enumerate(placed):
        below = at.get((frame.column, frame.line + frame.shape.height, frame.columns))
        if below is not None and below != number and frame.shape.height:
            yield number, below
