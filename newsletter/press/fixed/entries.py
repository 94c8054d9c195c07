"""Which articles the index names, once it is known where they stand."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, zip_longest

from newsletter.errors import Place, Problem, Severity, Text
from newsletter.model.issue import Article, Issue, Slot
from newsletter.press.fixed.area import Area
from newsletter.press.fixed.box import FixedRow
from newsletter.press.fixed.index import Entry, IndexCopy
from newsletter.press.flatplan import PagePlan
from newsletter.press.heads import Shop
from newsletter.press.matter import Story

_RANK = {
    Slot.LEAD: 0,
    Slot.SECOND: 1,
    Slot.PHOTO: 2,
    Slot.NORMAL: 3,
    Slot.BRIEF: 4,
}


def filled(
    copy: IndexCopy,
    issue: Issue,
    pages: dict[str, int],
    area: Area,
    shop: Shop,
) -> IndexCopy:
    """Give the index its entries.

    Args:
        copy: The index as kept room for.
        issue: Gives the articles.
        pages: Page on which each article begins, by slug.
        area: The rectangle kept; as many entries as it holds are taken.
        shop: Fonts, grid and style.
    """
    chosen = _chosen(copy, pages)
    while chosen and not copy.fits(chosen, area, shop):
        chosen = chosen[:-1]
    if not copy.wanted:
        order = [article.slug for article in issue.articles]
        chosen = tuple(
            sorted(chosen, key=lambda a: (pages[a.slug], order.index(a.slug)))
        )
    return replace(copy, entries=tuple(Entry(a, pages[a.slug]) for a in chosen))


def _chosen(copy: IndexCopy, pages: dict[str, int]) -> tuple[Article, ...]:
    """List what the index would name, had it room without end."""
    chosen = copy.wanted or _leading(copy.others, pages)[: copy.index.most]
    return tuple(article for article in chosen if pages[article.slug] > 1)


def _leading(
    articles: tuple[Article, ...], pages: dict[str, int]
) -> tuple[Article, ...]:
    """List articles of other pages: each page's first, then the seconds."""
    by_page: dict[int, list[Article]] = {}
    for article in sorted(articles, key=lambda a: _RANK[a.slot]):
        if pages[article.slug] > 1:
            by_page.setdefault(pages[article.slug], []).append(article)
    ranks = zip_longest(*(by_page[page] for page in sorted(by_page)))
    return tuple(article for article in chain(*ranks) if article)


def first_pages(plans: tuple[PagePlan, ...]) -> dict[str, int]:
    """Tell on which page each article begins, by slug."""
    return {
        story.galley.article.slug: plan.number
        for plan in reversed(plans)
        for placed in plan.placed
        if isinstance(story := placed.matter, Story)
    }


def index_doubts(issue: Issue, plans: tuple[PagePlan, ...]) -> tuple[Problem, ...]:
    """Tell of articles that the index does not name as it was asked to.

    Returns:
        F108, a warning for each that stands on page one; F112, a hint for each whose
        headline found no room.
    """
    index = issue.boxes.index
    if index is None or len(plans) == 1:
        return ()
    pages = first_pages(plans)
    on_first = (slug for slug in index.articles if pages.get(slug) == 1)
    return (
        *(_on_page_one(slug, index.place) for slug in on_first),
        *(
            _left_out(article, index.place)
            for copy in _indexes(plans)
            for article in _without_room(copy, pages)
        ),
    )


def _indexes(plans: tuple[PagePlan, ...]) -> Iterator[IndexCopy]:
    for plan in plans:
        for placed in plan.placed:
            if isinstance(placed.matter, FixedRow):
                contents = (box.content for box in placed.matter.boxes)
                yield from (copy for copy in contents if isinstance(copy, IndexCopy))


def _without_room(copy: IndexCopy, pages: dict[str, int]) -> tuple[Article, ...]:
    named = {entry.article.slug for entry in copy.entries}
    return tuple(a for a in _chosen(copy, pages) if a.slug not in named)


def _on_page_one(slug: str, place: Place) -> Problem:
    return Problem(
        code="F108",
        severity=Severity.WARNING,
        place=place,
        what=Text(
            f"“{slug}”就在头版，导读里没有列",
            f"{slug!r} stands on page one and is left out of the index",
        ),
        cure=Text(
            "从导读里去掉，或用 page 指定到别的版",
            "remove it from the index, or pin it to another page",
        ),
    )


def _left_out(article: Article, place: Place) -> Problem:
    return Problem(
        code="F112",
        severity=Severity.HINT,
        place=place,
        what=Text(
            f"导读放不下“{article.title}”，没有列",
            f"the index has no room for {article.title!r}, and leaves it out",
        ),
        cure=Text(
            "加大导读的 columns，缩短标题，或少列几篇",
            "give the index more columns, shorten headlines, or name fewer",
        ),
    )
