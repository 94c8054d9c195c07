"""The flatplan: which matter stands on which page, and where stories jump.

Pages are planned one after the other.  Each takes as many articles, in order, as
fill it exactly; where none do, a story is cut and goes on overleaf, or a notice
fills the white.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import accumulate

from newsletter.errors import InputError, Problem, Text
from newsletter.press.compose import Composer, Matter, Placed
from newsletter.press.heads import Shop
from newsletter.press.judge import Skeleton, page_cost, skeleton
from newsletter.press.matter import Cluster, FillerBox, Story
from newsletter.press.shapes import SEPARATOR, Shape

_MOST_TOGETHER = 8
"""More matter on one page is clustered first: the search grows with its cube."""

_TAKES = 4
"""How many lengths of the queue are tried on a page."""

_LOOKS = 12
"""How many of the cheapest pages are laid out and judged."""

_MISS = 0.15
"""Cost of each cell a page takes more or less than its share."""

_TILTS = (1.0, 1.04, 1.08, 0.96)
"""Shares of the copy tried on early pages when the last one comes out too full."""

_SPARE_PAGES = 3
_SPARE_SHARE = 6
"""One more page is tried for so many that the copy seems to need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The part of a page's grid that articles may use."""

    first: int
    """First grid line."""

    last: int
    """One past the last grid line."""

    corner: Matter | None = None
    """What stands at the lower right, whatever the articles do."""

    corner_lines: int = 0
    """Height of the corner, grid lines, separator included."""

    @property
    def height(self) -> int:
        """Grid lines, and the separator that the last frame does not need."""
        return self.last - self.first + SEPARATOR

    def cells(self, columns: int) -> int:
        """Count the grid cells that are free for articles."""
        taken = self.corner.area if self.corner else 0
        return max(0, self.height * columns - taken)

    def with_corner(self, run: tuple[Matter, ...]) -> tuple[Matter, ...]:
        """Put what has the corner last: slicing leaves the last piece lower right."""
        return (*run, self.corner) if self.corner else run

    @property
    def above_corner(self) -> "Region":
        """Leave the lines beside the corner white."""
        return Region(first=self.first, last=self.last - self.corner_lines)

    def is_kept(self, placed: tuple[Placed, ...], columns: int) -> bool:
        """Tell whether what has the corner stands there."""
        return all(
            frame.column + frame.columns == columns
            and frame.line + frame.shape.height == self.height
            for frame in placed
            if frame.matter is self.corner
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlan:
    """One page: its region and what stands in it."""

    number: int
    region: Region
    placed: tuple[Placed, ...]
    white: int = 0
    """Grid lines at the foot that nothing fills."""


Regions = Callable[[int, bool], Region]
"""Tells a page's region from its number and whether it is the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    run: tuple[Matter, ...]
    used: int
    """How many articles of the queue it takes whole."""

    cut: Story | None = None
    fillers: int = 0
    cost: float = 0.0
    """For taking more or less than the page's share."""


def plan_pages(
    queue: tuple[Matter, ...],
    fillers: tuple[FillerBox, ...],
    regions: Regions,
    shop: Shop,
    pages: tuple[int, int | None],
) -> tuple[PagePlan, ...]:
    """Plan the pages of a run of matter.

    Args:
        queue: Articles and banners in the paper's order.
        fillers: Notices that may fill white, each once.
        regions: Where articles may stand on each page.
        shop: Fonts, grid and style.
        pages: First page number, and how many pages there must be (None: as many
            as the copy needs).

    Raises:
        InputError: an article that may not jump fits on no page.
    """
    first, wanted = pages
    least = wanted or _pages_needed(queue, first, regions, shop)
    most = 1 if wanted else _SPARE_PAGES + least // _SPARE_SHARE
    for spare in range(most):
        count = least + spare
        for tilt in _TILTS if spare < _SPARE_PAGES else _TILTS[:1]:
            planner = _Planner((first, count), regions, shop, fillers, tilt)
            plan = planner.plan(queue)
            if plan is not None:
                return plan
    raise InputError([_overset(queue, least)])


def _pages_needed(
    queue: tuple[Matter, ...], first: int, regions: Regions, shop: Shop
) -> int:
    need = sum(matter.area for matter in queue)
    count = 1
    while _capacity(first, count, regions, shop) * 1.04 < need:
        count += 1
    return count


def _capacity(first: int, count: int, regions: Regions, shop: Shop) -> int:
    pages = (regions(first + page, page == count - 1) for page in range(count))
    return sum(region.cells(shop.grid.columns) for region in pages)


def _overset(queue: tuple[Matter, ...], pages: int) -> Problem:
    stories = [m for m in _stories(queue) if isinstance(m, Story)]
    longest = max(stories, key=lambda story: len(story.galley.lines))
    article = longest.galley.article
    lines = len(longest.galley.lines)
    return Problem(
        code="F101",
        place=article.place,
        what=Text(
            f"版面放不下：{pages} 版已满，最长的一篇《{article.title}》有 {lines} 行",
            f"the copy does not fit on {pages} page(s); the longest article, "
            f"{article.title!r}, has {lines} lines",
        ),
        cure=Text(
            "允许它转版（去掉 jump: false），放宽 page 的指定，或换大开本",
            "let it jump (remove jump: false), loosen the page: pins, or use a larger "
            "sheet",
        ),
    )


def _stories(queue: tuple[Matter, ...]) -> Iterator[Matter]:
    for matter in queue:
        if matter.inner:
            yield from _stories(matter.inner)
        else:
            yield matter


class _Planner:
    """Plans a fixed number of pages; remembers which fillers are used up."""

    def __init__(
        self,
        pages: tuple[int, int],
        regions: Regions,
        shop: Shop,
        fillers: tuple[FillerBox, ...],
        tilt: float,
    ) -> None:
        self._first, self._count = pages
        self._tilt = tilt
        self._skeleton: Skeleton = ()
        self._regions = regions
        self._shop = shop
        self._fillers = fillers

    def plan(self, queue: tuple[Matter, ...]) -> tuple[PagePlan, ...] | None:
        """Fill page after page; None if copy is left over."""
        pages: list[PagePlan] = []
        for place in range(self._count):
            number, last = self._first + place, place == self._count - 1
            region = self._regions(number, last)
            page = self._page(number, region, queue, left=self._count - place)
            if page is None:
                return None
            plan, queue = page
            pages.append(plan)
        return None if queue else tuple(pages)

    def _page(
        self, number: int, region: Region, queue: tuple[Matter, ...], left: int
    ) -> tuple[PagePlan, tuple[Matter, ...]] | None:
        composer = Composer(self._shop.grid.columns, region.height)
        wanted = self._share(queue, number, region, left)
        for attempts in self._ladder(queue, wanted, last=left == 1):
            best = self._best(attempts, composer, region)
            if best is not None:
                return self._finish(number, region, queue, *best)
        found = self._with_white(number, region, queue, composer, last=left == 1)
        if found is None and region.corner:
            above = region.above_corner
            composer = Composer(self._shop.grid.columns, above.height)
            found = self._with_white(number, above, queue, composer, last=left == 1)
            if found:
                plan, rest = found
                white = plan.white + region.corner_lines
                return replace(plan, region=region, white=white), rest
        return found

    def _best(
        self, attempts: Iterable[_Attempt], composer: Composer, region: Region
    ) -> tuple[_Attempt, tuple[Placed, ...]] | None:
        """Compose the cheapest attempts and choose the page that looks best."""
        found: list[tuple[float, int, _Attempt, tuple[Matter, ...]]] = []
        for attempt in attempts:
            for run in _orders(_clustered(attempt.run)):
                order = region.with_corner(run)
                cost = composer.costs(order).get(region.height)
                if cost is not None:
                    found.append((cost + attempt.cost, len(found), attempt, order))
        best: tuple[float, _Attempt, tuple[Placed, ...]] | None = None
        for cost, _, attempt, order in nsmallest(_LOOKS, found):
            placed = composer.place(order, region.height)
            if not region.is_kept(placed, self._shop.grid.columns):
                continue
            looks = cost + page_cost(placed, self._skeleton)
            if best is None or looks < best[0]:
                best = (looks, attempt, placed)
        return best[1:] if best else None

    def _share(
        self, queue: tuple[Matter, ...], number: int, region: Region, left: int
    ) -> float:
        """Tell how much of the queue this page should take, in cells.

        Copy that nearly fills all pages is shared out evenly; less copy fills the
        first pages and leaves the white on the last one.
        """
        columns = self._shop.grid.columns
        own = region.cells(columns)
        need = sum(matter.area for matter in queue)
        room = own + sum(
            self._regions(number + page, page == left - 1).cells(columns)
            for page in range(1, left)
        )
        even = own * min(1.0, need / room) if need > 0.8 * room else own
        return even * self._tilt

    def _ladder(
        self, queue: tuple[Matter, ...], wanted: float, *, last: bool
    ) -> Iterator[Iterator[_Attempt]]:
        """List kinds of attempts, mildest first: whole articles, a jump, fillers."""
        takes = [len(queue)]
        miss = [0.0]
        if not last:
            sums = [*accumulate(matter.area for matter in queue)]
            off = {m + 1: abs(total - wanted) for m, total in enumerate(sums)}
            takes = sorted(off, key=lambda m: (off[m], m))[:_TAKES]
            miss = [off[take] for take in takes]
        yield (
            _Attempt(run=queue[:take], used=take, cost=off_ * _MISS)
            for take, off_ in zip(takes, miss, strict=True)
        )
        if not last:
            yield self._cuts(queue, takes)
        for extra in range(1, len(self._fillers) + 1):
            yield (
                _Attempt(
                    run=(*queue[:take], *self._fillers[:extra]),
                    used=take,
                    fillers=extra,
                )
                for take in takes
            )

    def _cuts(self, queue: tuple[Matter, ...], takes: list[int]) -> Iterator[_Attempt]:
        tried = sorted({m - 1 for m in takes} | set(takes) | {0}, reverse=True)
        for take in tried:
            if take < len(queue):
                matter = queue[take]
                if isinstance(matter, Story) and matter.galley.article.may_jump:
                    cut = matter.opening
                    yield _Attempt(run=(*queue[:take], cut), used=take, cut=cut)

    def _finish(
        self,
        number: int,
        region: Region,
        queue: tuple[Matter, ...],
        attempt: _Attempt,
        placed: tuple[Placed, ...],
    ) -> tuple[PagePlan, tuple[Matter, ...]]:
        self._fillers = self._fillers[attempt.fillers :]
        rest = queue[attempt.used :]
        if attempt.cut is not None:
            rest = (self._continuation(attempt.cut, placed, number), *rest[1:])
        plan = PagePlan(number=number, region=region, placed=placed)
        self._skeleton = skeleton(placed)
        return plan, rest

    def _continuation(
        self, cut: Story, placed: tuple[Placed, ...], number: int
    ) -> Story:
        shape = next(p.shape for p in placed if p.matter is cut)
        assert isinstance(shape, Shape)  # noqa: S101  a Story's shapes are Shapes
        galley = replace(
            cut.galley,
            lines=cut.galley.lines[shape.taken :],
            part=cut.galley.part + 1,
            jumped_from=number,
        )
        return Story(galley, self._shop)

    def _with_white(
        self,
        number: int,
        region: Region,
        queue: tuple[Matter, ...],
        composer: Composer,
        *,
        last: bool,
    ) -> tuple[PagePlan, tuple[Matter, ...]] | None:
        """Leave the foot of the page white: the copy, fillers and all, is too short."""
        for fillers in (self._fillers, ()):
            whole = last or not queue
            takes = [len(queue)] if whole else range(len(queue), 0, -1)
            for take in takes:
                run = region.with_corner(_clustered((*queue[:take], *fillers)))
                costs = composer.costs(run)
                if costs:
                    height = (
                        max(costs) if not last else min(costs, key=costs.__getitem__)
                    )
                    attempt = _Attempt(run=run, used=take, fillers=len(fillers))
                    placed = composer.place(run, height)
                    plan, rest = self._finish(number, region, queue, attempt, placed)
                    return replace(plan, white=region.height - height), rest
        return (self._blank(number, region), ()) if not queue else None

    def _blank(self, number: int, region: Region) -> PagePlan:
        return PagePlan(number=number, region=region, placed=(), white=region.height)


def _orders(run: tuple[Matter, ...]) -> Iterator[tuple[Matter, ...]]:
    yield run
    for place in range(1, len(run) - 1):
        swapped = list(run)
        swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
        yield tuple(swapped)


def _clustered(run: tuple[Matter, ...]) -> tuple[Matter, ...]:
    """Join the smallest neighbours until few enough are left to search through."""
    parts = list(run)
    while len(parts) > _MOST_TOGETHER:
        sizes = [part.area for part in parts]
        # The first story stays alone: it opens the page.
        place = min(range(1, len(parts) - 1), key=lambda n: sizes[n] + sizes[n + 1])
        joined = tuple(
            piece
            for part in parts[place : place + 2]
            for piece in (part.inner if isinstance(part, Cluster) else (part,))
        )
        parts[place : place + 2] = [Cluster(joined)]
    return tuple(parts)
