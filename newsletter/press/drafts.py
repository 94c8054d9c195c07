"""Drafts: attempts to fill a page are composed and judged, and one is chosen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest

from newsletter.press.compose import Matter, Placed
from newsletter.press.flatplan import Region
from newsletter.press.heads import Shop
from newsletter.press.judge import Skeleton, page_price
from newsletter.press.matter import Cluster, Story
from newsletter.press.slicing import Composer, Way
from newsletter.press.touchup import touched_up

_MOST_TOGETHER = 8
"""More matter on one page is clustered first: the search grows with its cube."""

_ATTEMPTS = 2
"""How many of the cheapest attempts are tried in other orders."""

_ORDERS = 4
"""How many of the cheapest orders are cut up in all ways."""

_LOOKS = 8
"""How many of the cheapest pages are laid out and judged."""

_TOUCHED = 2
"""How many of the best looking ones are touched up."""

_GOOD = 40.0
"""Price of a page that needs no jump."""


class Clusters:
    """Joins small neighbours on a page; the same ones are joined to the same matter.

    Not a value: it remembers, as tables are known by their matter.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[tuple[Matter, ...], Cluster] = {}

    def of(self, run: tuple[Matter, ...]) -> tuple[Matter, ...]:
        """Join the smallest neighbours until few enough are left to search through."""
        parts = list(run)
        sizes = [part.area for part in parts]
        while len(parts) > _MOST_TOGETHER:
            # The first story stays alone: it opens the page.
            at = min(range(1, len(parts) - 1), key=lambda n: sizes[n] + sizes[n + 1])
            parts[at : at + 2] = [self._joined(parts[at : at + 2])]
            sizes[at : at + 2] = [parts[at].area]
        return tuple(parts)

    def _joined(self, parts: list[Matter]) -> Cluster:
        inner = tuple(
            piece
            for part in parts
            for piece in (part.inner if isinstance(part, Cluster) else (part,))
        )
        if inner not in self._known:
            self._known[inner] = Cluster(inner)
        return self._known[inner]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Matter that might fill a page."""

    run: tuple[Matter, ...]
    used: int
    """How many articles of the queue it takes whole."""

    cut: Story | None = None
    """The beginning of an article that goes on overleaf."""

    fillers: int = 0
    price: float = 0.0
    """For taking more or less than the page's share."""


@dataclass(frozen=True, slots=True)
class _Draft:
    attempt: Attempt
    order: tuple[Matter, ...]
    price: float


@dataclass(frozen=True, slots=True)
class _Page:
    attempt: Attempt
    placed: tuple[Placed, ...]
    price: float


@dataclass(frozen=True, slots=True)
class Desk:
    """Chooses among the drafts of one page."""

    composer: Composer
    region: Region
    before: Skeleton
    """Of the page before."""

    shop: Shop
    clusters: Clusters

    def best(
        self, attempts: Iterable[Attempt]
    ) -> tuple[Attempt, tuple[Placed, ...]] | None:
        """Compose the cheapest attempts and choose the page that looks best.

        Articles are cut only when whole ones make no good page.

        Returns:
            None if no attempt fills the page.
        """
        drafts: list[_Draft] = []
        for attempt in attempts:
            if attempt.cut is None or all(draft.price > _GOOD for draft in drafts):
                drafts += self._drafts(attempt, (self.clusters.of(attempt.run),))
        for draft in nsmallest(_ATTEMPTS, drafts, key=_price):
            drafts += self._drafts(draft.attempt, _swapped(draft.order))
        pages = self._pages(nsmallest(_ORDERS, drafts, key=_price))
        touched = map(self._touched, nsmallest(_TOUCHED, pages, key=_price))
        chosen = min(touched, key=_price, default=None)
        return (chosen.attempt, chosen.placed) if chosen else None

    def _drafts(
        self, attempt: Attempt, orders: Iterable[tuple[Matter, ...]]
    ) -> Iterator[_Draft]:
        for order in orders:
            run = self.region.with_corner(order)
            cost = self.composer.costs(run).get(self.region.height)
            if cost is not None:
                yield _Draft(attempt, order, cost + attempt.price)

    def _pages(self, drafts: list[_Draft]) -> Iterator[_Page]:
        # Most ways leave the corner elsewhere: more are looked at.
        looks = _LOOKS * 4 if self.region.corner else _LOOKS
        ways: list[tuple[float, _Draft, Way]] = [
            (draft.attempt.price + way.cost, draft, way)
            for draft in drafts
            for way in self.composer.ways(self._run(draft), self.region.height, looks)
        ]
        for _, draft, way in nsmallest(looks, ways, key=lambda one: one[0]):
            placed = self.composer.laid(way, self._run(draft))
            if self.region.is_kept(placed, self.shop.grid.columns):
                yield self._page(draft.attempt, placed)

    def _run(self, draft: _Draft) -> tuple[Matter, ...]:
        return self.region.with_corner(draft.order)

    def _page(self, attempt: Attempt, placed: tuple[Placed, ...]) -> _Page:
        return _Page(attempt, placed, attempt.price + self._looks(placed))

    def _looks(self, placed: tuple[Placed, ...]) -> float:
        return page_price(placed, self.before, self.shop)

    def _touched(self, page: _Page) -> _Page:
        return self._page(page.attempt, touched_up(page.placed, self._looks))


def _price(one: _Draft | _Page) -> float:
    return one.price


def _swapped(run: tuple[Matter, ...]) -> Iterator[tuple[Matter, ...]]:
    """List the orders in which two neighbours change places; the first one stays."""
    for place in range(1, len(run) - 1):
        swapped = list(run)
        swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
        yield tuple(swapped)
