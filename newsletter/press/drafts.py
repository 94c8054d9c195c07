"""Drafts: attempts to fill a page are composed and judged, and one is chosen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from itertools import groupby

from newsletter.model.issue import Slot
from newsletter.press.compose import Matter, Placed
from newsletter.press.flatplan import Region
from newsletter.press.heads import Shop
from newsletter.press.judge import Skeleton, has_faults, page_price, rank_of
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

_MOST_TOUCHED = 6
"""The same, where the first ones have faults."""

_WIDER = 3
"""So many times the orders are cut up where all pages have faults."""

_ORDINARY = rank_of(Slot.NORMAL)

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
class MadeUp:
    """An attempt, laid out."""

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

    def best(self, attempts: Iterable[Attempt]) -> MadeUp | None:
        """Compose the cheapest attempts and choose the page that looks best.

        Articles are cut only when whole ones make no good page.

        Returns:
            None if no attempt fills the page.
        """
        drafts: list[_Draft] = []
        for attempt in attempts:
            if attempt.cut is None or all(draft.price > _GOOD for draft in drafts):
                drafts += self._drafts(
                    attempt, (self.clusters.of(_by_weight(attempt.run)),)
                )
        for draft in nsmallest(_ATTEMPTS, drafts, key=_price):
            drafts += self._drafts(draft.attempt, _swapped(draft.order))
        drafts.sort(key=_price)
        chosen = self._chosen(drafts[:_ORDERS])
        if chosen and self.is_faulty(chosen):
            others = self._chosen(drafts[_ORDERS : _ORDERS * _WIDER])
            chosen = min(chosen, others or chosen, key=_price)
        return chosen

    def _chosen(self, drafts: list[_Draft]) -> MadeUp | None:
        """Lay out drafts and touch up the pages that look best.

        More are touched up than a few only while all of them have faults.
        """
        best: MadeUp | None = None
        pages = nsmallest(_MOST_TOUCHED, self._pages(drafts), key=_price)
        for number, page in enumerate(pages, 1):
            best = min(best or page, self._touched(page), key=_price)
            if number >= _TOUCHED and not self.is_faulty(best):
                break
        return best

    def mended(self, placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
        """Touch up a page that there was no choice of."""
        return touched_up(placed, self._looks)

    def is_faulty(self, page: MadeUp) -> bool:
        """Tell whether a sub-editor would send a page back."""
        return has_faults(page.placed, self.shop)

    def _drafts(
        self, attempt: Attempt, orders: Iterable[tuple[Matter, ...]]
    ) -> Iterator[_Draft]:
        for order in orders:
            run = self.region.with_corner(order)
            cost = self.composer.costs(run).get(self.region.height)
            if cost is not None:
                yield _Draft(attempt, order, cost + attempt.price)

    def _pages(self, drafts: list[_Draft]) -> Iterator[MadeUp]:
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

    def _page(self, attempt: Attempt, placed: tuple[Placed, ...]) -> MadeUp:
        return MadeUp(attempt, placed, attempt.price + self._looks(placed))

    def _looks(self, placed: tuple[Placed, ...]) -> float:
        return page_price(placed, self.before, self.shop)

    def _touched(self, page: MadeUp) -> MadeUp:
        return self._page(page.attempt, touched_up(page.placed, self._looks))


def _price(one: _Draft | MadeUp) -> float:
    return one.price


def _by_weight(run: tuple[Matter, ...]) -> tuple[Matter, ...]:
    """Bring what is more than an ordinary article forward, past articles alone.

    Straps keep what they stand over, and a pinned article its neighbour.
    """
    parts: list[Matter] = []
    for _, stretch in groupby(run, _moves):
        parts += sorted(stretch, key=lambda one: min(_weight(one), _ORDINARY))
    return tuple(parts)


def _moves(matter: Matter) -> bool:
    return isinstance(matter, Story) and not matter.galley.article.pins.beside


def _swapped(run: tuple[Matter, ...]) -> Iterator[tuple[Matter, ...]]:
    """List the orders in which two neighbours change places.

    The first one stays, notices stay last, and none moves up past one of more weight.
    """
    for place in range(1, len(run) - 1):
        one, other = run[place : place + 2]
        if _weight(other) <= _weight(one):
            yield (*run[:place], other, one, *run[place + 2 :])


def _weight(matter: Matter) -> int:
    """Tell how far back matter stands: an article by its slot, a group by its first."""
    if isinstance(matter, Story):
        return rank_of(matter.galley.article.slot)
    return _weight(matter.inner[0]) if matter.inner else len(Slot)
