"""Filling: pages are filled one after the other, and stories jump where they must.

Each page takes as many articles, in order, as fill it exactly; where none do, a
story is cut and goes on overleaf, or a notice fills the white.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import attrgetter

from newsletter.press.compose import Matter, Placed
from newsletter.press.drafts import Attempt, Clusters, Desk, MadeUp
from newsletter.press.flatplan import PagePlan, Region, Regions
from newsletter.press.heads import Shop
from newsletter.press.judge import Skeleton, skeleton
from newsletter.press.matter import FillerBox, Story
from newsletter.press.shapes import Shape
from newsletter.press.slicing import Composer

_TAKES = 4
"""How many lengths of the queue are tried on a page."""

_MISS = 0.15
"""Cost of each cell a page takes more or less than its share."""

_WASTE = 1.0
"""Cost of each cell a page leaves to later ones that have no room for it."""

_HOPELESS = 1.12
"""Copy for each cell of the pages that are left, from which planning is given up."""

_NOTICE = 30.0
"""Cost of a notice on a page that could do without it."""

_ODD_CELLS = 12
"""Cells of copy that a last page may have to do with more or less."""

_SQUARED = 0.95
"""Share of later pages that copy fills without trouble."""

_ENOUGH = 0.8
"""Copy for each cell from which it is shared out evenly."""


@dataclass(frozen=True, slots=True)
class _Share:
    """How much of the queue a page should take, in cells."""

    own: int
    """Cells of the page."""

    wanted: float
    spare: float
    """Cells that it may leave unused, as the copy is short."""

    def price(self, taken: int) -> float:
        """Price taking so many cells of copy, but for pressure: miss."""
        return abs(taken - self.wanted) * _MISS

    def waste(self, taken: int) -> float:
        """Count the cells that later pages will lack."""
        return max(0.0, self.own - taken - self.spare)


class Planner:
    """Plans a fixed number of pages; remembers which fillers are used up."""

    def __init__(
        self,
        pages: tuple[int, int],
        regions: Regions,
        shop: Shop,
        fillers: tuple[FillerBox, ...],
        pressure: float,
    ) -> None:
        self._first, self._count = pages
        self._pressure = pressure
        self._skeleton: Skeleton = ()
        self._regions = regions
        self._shop = shop
        self._fillers = fillers
        self._clusters = Clusters()

    def plan(self, queue: tuple[Matter, ...]) -> tuple[PagePlan, ...] | None:
        """Fill page after page; None if copy is left over."""
        pages: list[PagePlan] = []
        for place in range(self._count):
            number, last = self._first + place, place == self._count - 1
            region = self._regions(number, last)
            if region.is_taken:
                pages.append(PagePlan(number=number, region=region, placed=()))
                continue
            page = self._page(number, region, queue)
            if page is None:
                return None
            plan, queue = page
            pages.append(plan)
        return None if queue else tuple(pages)

    def _page(
        self, number: int, region: Region, queue: tuple[Matter, ...]
    ) -> tuple[PagePlan, tuple[Matter, ...]] | None:
        later = self._later(number)
        last = not later
        share = self._share(queue, region, later)
        if share is None:
            return None
        composer = Composer(self._shop.grid.columns, region.height)
        desk = Desk(composer, region, self._skeleton, self._shop, self._clusters)
        best = self._best(desk, self._ladder(queue, share, last=last))
        if best is not None and desk.is_faulty(best):
            others = desk.best(self._others(queue, share, last=last))
            best = min(best, others or best, key=attrgetter("price"))
        if best is not None:
            return self._finish(number, region, queue, best.attempt, best.placed)
        found = self._with_white(number, region, queue, composer, last=last)
        return found or self._above_corner(number, region, queue, last=last)

    def _best(self, desk: Desk, ladder: Iterator[Iterator[Attempt]]) -> MadeUp | None:
        """Make up the page with as few notices as can be."""
        pages = map(desk.best, ladder)
        return next((page for page in pages if page is not None), None)

    def _later(self, number: int) -> dict[int, Region]:
        """List the pages after one that copy can still go to."""
        end = self._first + self._count
        found = {n: self._regions(n, n == end - 1) for n in range(number + 1, end)}
        return {n: region for n, region in found.items() if not region.is_taken}

    def _above_corner(
        self, number: int, region: Region, queue: tuple[Matter, ...], *, last: bool
    ) -> tuple[PagePlan, tuple[Matter, ...]] | None:
        """Leave the lines beside the corner white: nothing else will do."""
        if region.corner is None:
            return None
        above = region.above_corner
        composer = Composer(self._shop.grid.columns, above.height)
        found = self._with_white(number, above, queue, composer, last=last)
        if found is None:
            return None
        plan, rest = found
        white = plan.white + region.corner_lines
        return replace(plan, region=region, white=white), rest

    def _share(
        self, queue: tuple[Matter, ...], region: Region, later: dict[int, Region]
    ) -> _Share | None:
        """Tell how much of the queue this page should take; None if all is too much.

        Copy that nearly fills all pages is shared out evenly; less copy fills the
        first pages and leaves the white on the last one.
        """
        columns = self._shop.grid.columns
        own = region.cells(columns)
        need = sum(matter.area for matter in queue)
        room = own + sum(other.cells(columns) for other in later.values())
        if need > room * _HOPELESS + _ODD_CELLS:
            return None
        if need <= _ENOUGH * room:
            return _Share(own, own, max(0.0, room * _SQUARED - need))
        return _Share(own, own * min(1.0, need / room), own * (1 - need / room))

    def _ladder(
        self, queue: tuple[Matter, ...], share: _Share, *, last: bool
    ) -> Iterator[Iterator[Attempt]]:
        """List kinds of attempts, mildest first: copy alone, then with fillers."""
        takes = self._counts(queue, share, last=last)[:_TAKES]
        yield self._takes(queue, takes, share, last=last)
        for extra in range(1, len(self._fillers) + 1):
            yield (self._with_notices(queue, take, extra) for take in takes)

    def _others(
        self, queue: tuple[Matter, ...], share: _Share, *, last: bool
    ) -> Iterator[Attempt]:
        """List what else to try where a page has faults: less, more, a notice."""
        takes = self._counts(queue, share, last=last)
        yield from self._takes(queue, takes[_TAKES : 2 * _TAKES], share, last=last)
        if self._fillers:
            for take in takes[:_TAKES]:
                yield replace(self._with_notices(queue, take, 1), price=_NOTICE)

    def _counts(
        self, queue: tuple[Matter, ...], share: _Share, *, last: bool
    ) -> list[int]:
        """List how many articles a page may take, the best fit first."""
        if last:
            return [len(queue)]
        sums = [0, *accumulate(matter.area for matter in queue)]
        counts = range(1, len(sums))
        return sorted(counts, key=lambda m: (self._price(share, sums[m]), m))

    def _with_notices(
        self, queue: tuple[Matter, ...], take: int, notices: int
    ) -> Attempt:
        run = (*queue[:take], *self._fillers[:notices])
        return Attempt(run=run, used=take, fillers=notices)

    def _price(self, share: _Share, taken: int) -> float:
        waste = share.waste(taken) * _WASTE * self._pressure
        return share.price(taken) + waste

    def _takes(
        self, queue: tuple[Matter, ...], takes: list[int], share: _Share, *, last: bool
    ) -> Iterator[Attempt]:
        """List whole articles first, then those whose last one is cut."""
        for take in takes:
            taken = sum(matter.area for matter in queue[:take])
            price = 0.0 if last else self._price(share, taken)
            yield Attempt(run=queue[:take], used=take, price=price)
        if not last:
            yield from self._cuts(queue, takes)

    def _cuts(self, queue: tuple[Matter, ...], takes: list[int]) -> Iterator[Attempt]:
        tried = sorted({m - 1 for m in takes} | set(takes) | {0}, reverse=True)
        for take in tried:
            if take < len(queue):
                matter = queue[take]
                if isinstance(matter, Story) and matter.galley.article.may_jump:
                    cut = matter.opening
                    yield Attempt(run=(*queue[:take], cut), used=take, cut=cut)

    def _finish(
        self,
        number: int,
        region: Region,
        queue: tuple[Matter, ...],
        attempt: Attempt,
        placed: tuple[Placed, ...],
    ) -> tuple[PagePlan, tuple[Matter, ...]]:
        self._fillers = self._fillers[attempt.fillers :]
        rest = queue[attempt.used :]
        if attempt.cut is not None:
            rest = (self._continuation(attempt.cut, placed, number), *rest[1:])
        overleaf = next(iter(self._later(number)), number + 1)
        plan = PagePlan(number=number, region=region, placed=placed, overleaf=overleaf)
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
                run = (*queue[:take], *fillers)
                if not composer.may_hold(region.with_corner(run)):
                    continue
                run = region.with_corner(self._clusters.of(run))
                costs = composer.costs(run)
                if costs:
                    height = (
                        max(costs) if not last else min(costs, key=costs.__getitem__)
                    )
                    attempt = Attempt(run=run, used=take, fillers=len(fillers))
                    desk = Desk(
                        composer, region, self._skeleton, self._shop, self._clusters
                    )
                    placed = desk.mended(composer.place(run, height))
                    plan, rest = self._finish(number, region, queue, attempt, placed)
                    return replace(plan, white=region.height - height), rest
        return (self._blank(number, region), ()) if not queue else None

    def _blank(self, number: int, region: Region) -> PagePlan:
        return PagePlan(number=number, region=region, placed=(), white=region.height)
