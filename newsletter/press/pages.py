"""Pages of an issue: galleys from its articles, planned by the pages it pins."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.errors import Problem, Text
from newsletter.model.issue import Group, Issue
from newsletter.press.compose import Matter
from newsletter.press.flatplan import PagePlan, Region, plan_pages
from newsletter.press.furniture import FOLIO_LINES, masthead_lines, masthead_parts
from newsletter.press.heads import Shop
from newsletter.press.matter import Banner, FillerBox, Story, galley_of

_BANNER_SHARE = 0.55
"""A banner that owns more of a page than this stands alone, and its articles flow."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Groups that follow one another from a pinned page on."""

    first: int
    groups: tuple[Group, ...]


def plan_issue(issue: Issue, shop: Shop) -> tuple[PagePlan, ...]:
    """Plan every page of an issue.

    Raises:
        InputError: copy does not fit on the pages it is pinned to.
    """
    runs = _runs(issue)
    fillers = tuple(FillerBox(filler, shop) for filler in issue.publication.fillers)
    regions = _Regions(issue, shop)
    plans: list[PagePlan] = []
    for place, run in enumerate(runs):
        last = place == len(runs) - 1
        wanted = None if last else runs[place + 1].first - run.first
        queue = tuple(_matter(run.groups, shop))
        given = (run.first, wanted)
        notices = fillers if last else ()
        plans.extend(plan_pages(queue, notices, regions, shop, given))
    multiple = issue.publication.sheet.pages_multiple
    if len(plans) % multiple:
        whole = -(-len(plans) // multiple) * multiple
        queue = tuple(_matter(runs[-1].groups, shop))
        kept = [plan for plan in plans if plan.number < runs[-1].first]
        given = (runs[-1].first, whole - len(kept))
        plans = [*kept, *plan_pages(queue, fillers, regions, shop, given)]
    return tuple(plans)


class _Regions:
    """Knows which grid lines of each page are free for articles."""

    def __init__(self, issue: Issue, shop: Shop) -> None:
        self._shop = shop
        self._foot = masthead_lines(masthead_parts(issue, shop), shop)

    def __call__(self, number: int, last: bool) -> Region:  # noqa: FBT001  a claim
        first = self._shop.style.nameplate_lines if number == 1 else FOLIO_LINES
        foot = self._foot if last else 0
        return Region(first=first, last=self._shop.grid.lines - foot)


def _runs(issue: Issue) -> tuple[_Run, ...]:
    runs: list[_Run] = []
    for group in issue.groups:
        if group.page is not None and (not runs or group.page > runs[-1].first):
            runs.append(_Run(group.page if runs else 1, (group,)))
        elif runs:
            runs[-1] = _Run(runs[-1].first, (*runs[-1].groups, group))
        else:
            runs.append(_Run(1, (group,)))
    return tuple(runs)


def _matter(groups: tuple[Group, ...], shop: Shop) -> Iterator[Matter]:
    for group in groups:
        stories = tuple(
            Story(galley_of(article, shop.grid.measure, shop), shop)
            for article in group.articles
        )
        if group.banner:
            yield from _under_banner(group.banner, stories, shop)
        else:
            yield from stories


def _under_banner(
    text: str, stories: tuple[Story, ...], shop: Shop
) -> Iterator[Matter]:
    page = shop.grid.columns * shop.grid.lines
    if sum(story.area for story in stories) <= page * _BANNER_SHARE:
        yield Banner(text, stories, shop)
    else:
        yield Banner(text, stories[:1], shop)
        yield from stories[1:]


def misplaced(issue: Issue) -> tuple[Problem, ...]:
    """Find groups pinned to a page before the group they follow."""
    found: list[Problem] = []
    page = 0
    for group in issue.groups:
        if group.page is not None:
            if group.page < page:
                found.append(_misplaced(issue, group, page))
            page = max(page, group.page)
    return tuple(found)


def _misplaced(issue: Issue, group: Group, page: int) -> Problem:
    name = group.section.name
    return Problem(
        code="F102",
        place=issue.place,
        what=Text(
            f"栏目“{name}”指定在第 {group.page} 版，却排在第 {page} 版的栏目之后",
            f"section {name!r} is pinned to page {group.page} but follows one on "
            f"page {page}",
        ),
        cure=Text(
            "把它移到前面，或改 page", "move it up in the manifest, or change its page"
        ),
    )
