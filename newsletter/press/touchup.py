"""Touch up a page: what only the whole page shows wrong is mended frame by frame.

A frame takes another shape of its size, with a smaller head or a picture beside it;
or two frames, one above the other, move the line between them.  Last, heads are
ranked: all of them at once, and with a line moved where that is not enough.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from heapq import nsmallest
from operator import itemgetter

from newsletter.press.compose import Placed, Shaped
from newsletter.press.judge import growths, importance
from newsletter.press.matter import Story
from newsletter.press.ranking import Options, options_of, ranked
from newsletter.press.shapes import Shape

Page = tuple[Placed, ...]

_ROUNDS = 6
_FURTHEST = 3
"""Lines by which a boundary is moved."""

_FAR = 6
"""The same, where heads must be ranked."""

_BEST = 2
"""Shapes of each new height that are tried."""

_LEAST_GAIN = 0.5

_MOVES = 3
"""Boundaries that are moved at most to rank the heads."""


def touched_up(placed: Page, price: Callable[[Page], float]) -> Page:
    """Make small changes to a page for as long as each makes it look better."""
    sizes = _Sizes(placed)
    for _ in range(_ROUNDS):
        better = _better(placed, sizes, price)
        if better is None:
            break
        placed = better
    return _in_rank(placed, sizes, price) if growths(placed) else placed


def _better(
    placed: Page, sizes: "_Sizes", price: Callable[[Page], float]
) -> Page | None:
    """Find a small change that makes a page look better."""
    own = sum(frame.shape.cost for frame in placed)
    looks = price(placed) - own
    for changed in sizes.changes(placed) if looks >= _LEAST_GAIN else ():
        dearer = sum(f.shape.cost - placed[n].shape.cost for n, f in changed.items())
        # What the whole page costs beside its frames cannot fall below nothing.
        if dearer < looks - _LEAST_GAIN:
            page = _with(placed, changed)
            if price(page) < own + looks - _LEAST_GAIN:
                return page
    return None


def _in_rank(placed: Page, sizes: "_Sizes", price: Callable[[Page], float]) -> Page:
    """Rank the heads of a page, moving boundaries while heads still grow."""
    best, lowest = placed, price(placed)
    nearest: Iterable[Page] = (placed,)
    moved = False
    for _ in range(_MOVES):
        before = lowest
        for least, page in sorted(map(sizes.ranked, nearest), key=itemgetter(0)):
            if least >= lowest:
                break
            cost = price(page)
            if cost < lowest:
                best, lowest = page, cost
        if not growths(best) or (moved and lowest == before):
            break
        nearest, moved = sizes.moves(best), True
    if growths(best):
        _, page = sizes.ranked(best, at_any_price=True)
        best = min(best, page, key=price)
    return best


def _with_other_heads(frame: Placed, shapes: tuple[Shaped, ...]) -> tuple[Shaped, ...]:
    story = frame.matter
    if not isinstance(story, Story):
        return shapes
    own = [shape for shape in (frame.shape, *shapes) if isinstance(shape, Shape)]
    more = (other for shape in own for other in story.with_other_heads(shape))
    return (*shapes, *more)


def _with(placed: Page, changed: dict[int, Placed]) -> Page:
    return tuple(changed.get(n, frame) for n, frame in enumerate(placed))


class _Sizes:
    """Knows the other shapes that the matter of a page can take."""

    def __init__(self, placed: Page) -> None:
        self._shapes: list[dict[int, list[Shaped]]] = []
        self._options_of: dict[tuple[int, int], Options] = {}
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
        for stack in _stacks(placed):
            for by in range(1, _FURTHEST + 1):
                yield from self._moved(placed, stack, by)
                yield from self._moved(placed, stack, -by)

    def moves(self, placed: Page) -> Iterator[Page]:
        """List the pages that differ by one boundary."""
        for stack in _stacks(placed):
            for by in (*range(1, _FAR + 1), *range(-1, -_FAR - 1, -1)):
                changed = next(self._moved(placed, stack, by), None)
                if changed is not None:
                    yield _with(placed, changed)

    def ranked(self, placed: Page, *, at_any_price: bool = False) -> tuple[float, Page]:
        """Give frames those shapes of their size whose heads are in rank.

        Args:
            placed: The page.
            at_any_price: Heads may have more white around them than looks well.

        Returns:
            What the page costs at the least, and the page.
        """
        order = importance(placed)
        options_at = self._all_options if at_any_price else self._options
        options = {number: options_at(number, placed[number]) for number in order}
        cost, chosen = ranked(order, options)
        cost += sum(placed[n].shape.cost for n in set(range(len(placed))) - set(order))
        frames = {n: replace(placed[n], shape=shape) for n, shape in chosen.items()}
        return cost, _with(placed, frames)

    def _options(self, number: int, frame: Placed) -> Options:
        """List what a frame could take; shapes live as long as their matter does."""
        key = (number, id(frame.shape))
        if key not in self._options_of:
            shapes = self._shapes[number].get(frame.shape.height, ())
            self._options_of[key] = options_of(frame, shapes)
        return self._options_of[key]

    def _all_options(self, number: int, frame: Placed) -> Options:
        shapes = tuple(self._shapes[number].get(frame.shape.height, ()))
        return options_of(frame, _with_other_heads(frame, shapes))

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
