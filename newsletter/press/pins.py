"""Pins: what the editor will not leave to the composer, and where pins contradict."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsletter.errors import Place, Problem, Severity, Text
from newsletter.model.issue import Article, Group, Issue
from newsletter.press.compose import Placed
from newsletter.press.flatplan import PagePlan
from newsletter.press.grid import Grid
from newsletter.press.judge import touch
from newsletter.press.matter import Story


@dataclass(frozen=True, slots=True)
class Run:
    """Groups that follow one another from a pinned page on."""

    first: int
    """Its first page."""

    groups: tuple[Group, ...]


def pinned_runs(issue: Issue) -> tuple[Run, ...]:
    """Sort an issue's articles into runs, one for each page that something pins.

    Articles without a pin stay behind those that they follow in the manifest;
    within a run an article pinned beside another follows it.
    """
    runs: dict[int, list[Group]] = {}
    page = 1
    for group in issue.groups:
        for pin, part in _parts(group):
            page = pin or page
            runs.setdefault(page, []).append(part)
    return tuple(
        Run(first, tuple(map(_with_neighbours, runs[first]))) for first in sorted(runs)
    )


def _parts(group: Group) -> Iterator[tuple[int | None, Group]]:
    """Take out the articles that have a page of their own."""
    own = [article for article in group.articles if article.pins.page]
    rest = tuple(article for article in group.articles if not article.pins.page)
    if rest:
        yield group.page, replace(group, articles=rest)
    for article in own:
        yield article.pins.page, replace(group, articles=(article,), banner="")


def _with_neighbours(group: Group) -> Group:
    articles = list(group.articles)
    for article in group.articles:
        others = [other for other in articles if other is not article]
        slugs = [other.slug for other in others]
        if article.pins.beside in slugs:
            others.insert(slugs.index(article.pins.beside) + 1, article)
            articles = others
    return replace(group, articles=tuple(articles))


def pin_conflicts(issue: Issue, grid: Grid) -> tuple[Problem, ...]:
    """Find pins that no page can satisfy, before any is planned."""
    slugs = {article.slug: article for article in issue.articles}
    found = [p for a in issue.articles for p in _conflicts(a, slugs, grid)]
    first = pinned_runs(issue)[0].first
    if first > 1:
        found.append(blank_before_pin(issue, 1, first))
    return tuple(found)


def _conflicts(
    article: Article, slugs: dict[str, Article], grid: Grid
) -> Iterator[Problem]:
    pins = article.pins
    if pins.span and pins.span > grid.columns:
        yield _conflict(
            pins.span_place,
            Text(
                f"《{article.title}》要跨 {pins.span} 栏，版面只有 {grid.columns} 栏",
                f"{article.title!r} must be {pins.span} columns wide; the page has "
                f"{grid.columns}",
            ),
            Text("改小 span", "make span smaller"),
        )
    other = slugs.get(pins.beside)
    if pins.beside and (other is None or other is article):
        yield _conflict(
            pins.beside_place,
            Text(
                f"《{article.title}》要挨着“{pins.beside}”，本期没有这篇",
                f"{article.title!r} must stand beside {pins.beside!r}, which is no "
                "other article of this issue",
            ),
            Text(
                "写另一篇稿件的文件名（不带序号和 .md）",
                "name another article by its file, without digits and .md",
            ),
        )
    if other and pins.page and other.pins.page and pins.page != other.pins.page:
        yield _conflict(
            pins.page_place,
            Text(
                f"《{article.title}》在第 {pins.page} 版，要挨着的《{other.title}》"
                f"在第 {other.pins.page} 版",
                f"{article.title!r} is pinned to page {pins.page} and beside "
                f"{other.title!r}, which is pinned to page {other.pins.page}",
            ),
            Text("去掉其中一个 page", "remove one of the two pages"),
        )


def _conflict(place: Place, what: Text, cure: Text) -> Problem:
    return Problem(code="F102", place=place, what=what, cure=cure)


def place_of_page(issue: Issue, page: int) -> Place:
    """Find where the manifest pins something to a page; else name the manifest."""
    groups = (g.page_place for g in issue.groups if g.page == page)
    articles = (a.pins.page_place for a in issue.articles if a.pins.page == page)
    return next((place for place in (*articles, *groups) if place.file), issue.place)


def blank_before_pin(issue: Issue, blank: int, pinned: int) -> Problem:
    """Say that a pin leaves a page without copy."""
    return Problem(
        code="F102",
        place=place_of_page(issue, pinned),
        what=Text(
            f"有稿件指定在第 {pinned} 版，第 {blank} 版却没有稿件",
            f"copy is pinned to page {pinned}, but nothing is left for page {blank}",
        ),
        cure=Text(
            "改小 page，或在前面加稿件", "make page smaller, or add copy before it"
        ),
    )


def parted(issue: Issue, plans: tuple[PagePlan, ...]) -> tuple[Problem, ...]:
    """Warn of articles that could not be kept beside each other."""
    placed = {
        story.galley.article.slug: (plan.number, frame)
        for plan in reversed(plans)
        for frame in plan.placed
        if isinstance(story := frame.matter, Story)
    }
    return tuple(
        _parted(article)
        for article in issue.articles
        if article.pins.beside
        and not _are_neighbours(placed[article.slug], placed[article.pins.beside])
    )


def _are_neighbours(one: tuple[int, Placed], other: tuple[int, Placed]) -> bool:
    return one[0] == other[0] and touch(one[1], other[1])


def _parted(article: Article) -> Problem:
    return Problem(
        code="F106",
        severity=Severity.WARNING,
        place=article.pins.beside_place,
        what=Text(
            f"《{article.title}》没能挨着“{article.pins.beside}”",
            f"{article.title!r} could not be kept beside {article.pins.beside!r}",
        ),
        cure=Text(
            "在清单里把两篇排在一起，或改 span",
            "list them next to each other, or change a span",
        ),
    )
