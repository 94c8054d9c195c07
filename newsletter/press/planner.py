"""Planning: how many pages an issue needs, and what stands on each.

More pages are tried only where copy is left over; it is an error when no number of
pages holds it.
"""

from collections.abc import Iterator

from newsletter.errors import InputError, Place, Problem, Text
from newsletter.press.compose import Matter
from newsletter.press.filling import Planner
from newsletter.press.flatplan import PagePlan, Regions
from newsletter.press.heads import Shop
from newsletter.press.matter import FillerBox, Story

_PRESSURES = (1.0, 4.0)
"""How much more waste costs when copy was left over at first."""

_FULL = 1.02
"""Copy for each cell of a page that can just be squared away."""

_SPARE_PAGES = 3
_SPARE_SHARE = 6
"""One more page is tried for so many that the copy seems to need."""


def plan_pages(
    queue: tuple[Matter, ...],
    fillers: tuple[FillerBox, ...],
    regions: Regions,
    shop: Shop,
    pages: tuple[int, int | None],
    sheet: Place,
) -> tuple[PagePlan, ...]:
    """Plan the pages of a run of matter.

    Args:
        queue: Articles and banners in the paper's order.
        fillers: Notices that may fill white, each once.
        regions: Where articles may stand on each page.
        shop: Fonts, grid and style.
        pages: First page number, and how many pages there must be (None: as many
            as the copy needs).
        sheet: Where the editor chose the sheet.

    Raises:
        InputError: an article that may not jump fits on no page, or the sheet is too
            small for any of the copy.
    """
    first, wanted = pages
    least = wanted or _pages_needed(queue, first, regions, shop)
    most = 1 if wanted else _SPARE_PAGES + least // _SPARE_SHARE
    for spare in range(most):
        count = least + spare
        for pressure in _PRESSURES:
            planner = Planner((first, count), regions, shop, fillers, pressure)
            plan = planner.plan(queue)
            if plan is not None:
                return plan
    raise InputError([_overset(queue, least, shop, sheet)])


def _pages_needed(
    queue: tuple[Matter, ...], first: int, regions: Regions, shop: Shop
) -> int:
    need = sum(matter.area for matter in queue)
    count = 1
    while _capacity(first, count, regions, shop) * _FULL < need:
        count += 1
    return count


def _capacity(first: int, count: int, regions: Regions, shop: Shop) -> int:
    pages = (regions(first + page, page == count - 1) for page in range(count))
    return sum(region.cells(shop.grid.columns) for region in pages)


def _overset(
    queue: tuple[Matter, ...], pages: int, shop: Shop, sheet: Place
) -> Problem:
    stories = [m for m in _stories(queue) if isinstance(m, Story)]
    kept = [story for story in stories if not story.galley.article.may_jump]
    longest = max(kept or stories, key=lambda story: len(story.galley.lines))
    if not kept and not any(map(_is_pinned, stories)):
        return _small_sheet(longest, shop, sheet)
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


def _is_pinned(story: Story) -> bool:
    return bool(story.galley.article.pins.page or story.galley.article.pins.span)


def _small_sheet(longest: Story, shop: Shop, sheet: Place) -> Problem:
    grid, article = shop.grid, longest.galley.article
    return Problem(
        code="F101",
        place=sheet if sheet.file else article.place,
        what=Text(
            f"开本太小：每版只有 {grid.columns} 栏 × {grid.lines} 行，"
            f"《{article.title}》这样的稿件排不开",
            f"the sheet is too small: {grid.columns} columns of {grid.lines} lines "
            f"hold no copy such as {article.title!r}",
        ),
        cure=Text(
            "在 publication.yaml 的 sheet 里换大开本，或减小页边、减少栏数",
            "choose a larger sheet in publication.yaml, or smaller margins or fewer "
            "columns",
        ),
    )


def _stories(queue: tuple[Matter, ...]) -> Iterator[Matter]:
    for matter in queue:
        if matter.inner:
            yield from _stories(matter.inner)
        else:
            yield matter
