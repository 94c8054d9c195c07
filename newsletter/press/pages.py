"""Pages of an issue: galleys from its articles, planned run after run."""

from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import TypeAlias

from newsletter.errors import InputError
from newsletter.model.issue import Article, Group, Issue
from newsletter.press.collector import collector_resting
from newsletter.press.compose import Matter
from newsletter.press.fixed.pages import FixedPages, without_ear
from newsletter.press.flatplan import PagePlan, Region
from newsletter.press.furniture import FOLIO_LINES, masthead_lines, masthead_parts
from newsletter.press.heads import Shop
from newsletter.press.matter import Banner, FillerBox, Story, galley_of
from newsletter.press.pins import Run, blank_before_pin, pinned_runs
from newsletter.press.planner import plan_pages
from newsletter.press.shapes import SEPARATOR

_BANNER_SHARE = 0.55
"""A banner that owns more of a page than this stands alone, and its articles flow."""


StoryOf: TypeAlias = Callable[[Article, Shop], Story]
"""Sets an article in type; may remember articles that it has set before."""


def new_story(article: Article, shop: Shop) -> Story:
    """Set an article in type."""
    return Story(galley_of(article, shop.grid.measure, shop), shop)


def plan_issue(
    issue: Issue, shop: Shop, story_of: StoryOf = new_story
) -> tuple[PagePlan, ...]:
    """Plan every page of an issue.

    Args:
        issue: What to print.
        shop: Fonts, grid and style.
        story_of: Sets each article; one that remembers spares most of the work when
            a single article has changed.

    Raises:
        InputError: copy does not fit on the pages it is pinned to, or leaves a page
            blank before one that is pinned.
    """
    fixed = FixedPages(issue, shop)
    issue = without_ear(issue)
    with collector_resting():
        return fixed.finished(_composed(issue, fixed, shop, story_of))


def _composed(
    issue: Issue, fixed: FixedPages, shop: Shop, story_of: StoryOf
) -> tuple[PagePlan, ...]:
    runs = pinned_runs(issue)
    sold = [run.first for run in runs if run.first > 1 and fixed.is_taken(run.first)]
    if sold:
        raise fixed.sold(sold[0])
    regions = _Regions(issue, fixed, shop)
    plans = _planned(issue, runs, (shop, story_of, regions), None)
    multiple = issue.publication.sheet.pages_multiple
    whole = -(-max(len(plans), fixed.last_page) // multiple) * multiple
    if len(plans) < whole:
        plans = _planned(issue, runs, (shop, story_of, regions), whole)
    blank = [p.number for p in plans if not p.placed and not p.region.is_taken]
    if blank and blank[0] < runs[-1].first:
        raise InputError([blank_before_pin(issue, blank[0], runs[-1].first)])
    return plans


def _planned(
    issue: Issue,
    runs: tuple[Run, ...],
    setting: "tuple[Shop, StoryOf, _Regions]",
    whole: int | None,
) -> tuple[PagePlan, ...]:
    """Plan run after run; ``whole`` is how many pages there must be in all."""
    shop, story_of, regions = setting
    fillers = tuple(FillerBox(filler, shop) for filler in issue.publication.fillers)
    plans: list[PagePlan] = []
    for run, after in zip_longest(runs, runs[1:]):
        end = after.first if after else whole + 1 if whole else None
        plans += plan_pages(
            tuple(_matter(run.groups, shop, story_of)),
            fillers,
            regions.before_the_last if after else regions,
            shop,
            (run.first, end and end - run.first),
            issue.publication.sheet.place,
        )
        used = {placed.matter for plan in plans for placed in plan.placed}
        fillers = tuple(filler for filler in fillers if filler not in used)
    return tuple(plans)


class _Regions:
    """Knows which grid lines of each page are free for articles."""

    def __init__(self, issue: Issue, fixed: FixedPages, shop: Shop) -> None:
        self._shop = shop
        self._fixed = fixed
        self._foot = masthead_lines(masthead_parts(issue, shop), shop)

    def __call__(self, number: int, last: bool) -> Region:  # noqa: FBT001  a claim
        alone = last and number == 1
        plate = self._fixed.plate_lines(alone=alone)
        first = plate if number == 1 else FOLIO_LINES
        foot = self._fixed.foot(number, alone=alone)
        below = foot.lines + (self._foot if last else 0)
        corner = foot.corner
        return Region(
            first=first,
            last=self._shop.grid.lines - below,
            corner=corner,
            corner_lines=corner.lines + SEPARATOR if corner else 0,
            is_taken=self._fixed.is_taken(number),
        )

    def before_the_last(self, number: int, last: bool) -> Region:  # noqa: FBT001
        """Tell the region of a page that another run follows: it has no masthead."""
        del last
        return self(number, False)  # noqa: FBT003


def _matter(
    groups: tuple[Group, ...], shop: Shop, story_of: StoryOf
) -> Iterator[Matter]:
    for group in groups:
        stories = tuple(story_of(article, shop) for article in group.articles)
        if group.banner:
            yield from _under_banner(group.banner, stories, shop)
        else:
            yield from stories


def _under_banner(
    text: str, stories: tuple[Story, ...], shop: Shop
) -> Iterator[Matter]:
    page = shop.grid.columns * shop.grid.lines
    owned = stories
    if sum(story.area for story in stories) > page * _BANNER_SHARE:
        # Too much for one frame: the strap stands over what can still jump.
        owned = () if stories[0].area > page * _BANNER_SHARE else stories[:1]
    yield Banner(text, owned, shop)
    yield from stories[len(owned) :]
