"""Which fixed boxes stand on which page, and the lines to keep free for them."""

from dataclasses import dataclass, replace

from newsletter.errors import InputError, Place
from newsletter.model.boxes import Spot
from newsletter.model.correction_box import BOX_SLUG
from newsletter.model.issue import Issue
from newsletter.press.advertisements.booking import paid_boxes
from newsletter.press.compose import Placed
from newsletter.press.fixed.area import Area
from newsletter.press.fixed.box import FixedBox, FixedRow, rows_of
from newsletter.press.fixed.ear import (
    EarFrame,
    article_named,
    ear_of,
    too_large,
    too_wide,
    twice,
)
from newsletter.press.fixed.entries import filled, first_pages
from newsletter.press.fixed.index import IndexCopy
from newsletter.press.fixed.weather import WeatherTable
from newsletter.press.flatplan import PagePlan
from newsletter.press.grid import Grid
from newsletter.press.heads import Shop
from newsletter.press.shapes import SEPARATOR

_WEATHER_COLUMNS = 2
"""Most columns that the weather takes if nothing is said."""


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of a page, under the articles."""

    rows: tuple[FixedRow, ...] = ()
    """From the foot upwards, each across the page."""

    corner: FixedRow | None = None
    """The topmost row when it is narrower than the page: articles stand beside it."""

    @property
    def lines(self) -> int:
        """Grid lines across the page that articles cannot have."""
        return sum(row.lines + SEPARATOR for row in self.rows)


class FixedPages:
    """Fixed boxes of one issue.

    Not a value: it remembers what it has set.
    """

    def __init__(self, issue: Issue, shop: Shop) -> None:
        """Take the issue.

        Raises:
            InputError: F107, a box is larger than the page lets it be.
        """
        self._issue = issue
        self._shop = shop
        self._index = _index(issue)
        self._ears = {
            False: ear_of(issue, shop, self._index),
            True: ear_of(issue, shop, None),
        }
        self._feet: dict[tuple[int, bool], Foot] = {}
        self._ads, self._whole = paid_boxes(issue, shop)

    @property
    def last_page(self) -> int:
        """The last page that an advertisement is booked for; 0 without any."""
        return max((*self._ads, *self._whole), default=0)

    def is_taken(self, number: int) -> bool:
        """Tell whether an advertisement has a whole page."""
        return number in self._whole

    def sold(self, number: int) -> InputError:
        """Say that copy is pinned to a page that an advertisement has."""
        return twice(self._whole[number].advertisement.place, number)

    def plate_lines(self, *, alone: bool) -> int:
        """Count the nameplate's grid lines; ``alone``: page one is the only one."""
        ear = self._ears[alone]
        usual = self._shop.style.nameplate_lines
        return max(usual, ear.plate_lines) if ear else usual

    def foot(self, number: int, *, alone: bool) -> Foot:
        """Find what stands at the foot of a page."""
        key = (number, alone)
        if key not in self._feet:
            self._feet[key] = self._foot(number, alone=alone)
        return self._feet[key]

    def _foot(self, number: int, *, alone: bool) -> Foot:
        boxes = self._ads.get(number, ())
        if number == 1:
            boxes += self._boxes(alone=alone)
        if not boxes or self.is_taken(number):
            return Foot()
        columns = self._shop.grid.columns
        rows = rows_of(boxes, columns)
        high, most = sum(row.lines + SEPARATOR for row in rows), _most(self._shop)
        if high > most:
            place = self._issue.advertisements or (self._issue,)
            raise too_large(place[0].place, high, most)
        if rows[-1].columns < columns:
            return Foot(rows[:-1], rows[-1])
        return Foot(rows)

    def _boxes(self, *, alone: bool) -> tuple[FixedBox, ...]:
        """List the boxes at the foot of page one: index, then weather."""
        shop, weather = self._shop, self._issue.boxes.weather
        found: list[FixedBox] = []
        if weather and weather.spot is Spot.FOOT:
            table = WeatherTable(weather)
            columns = weather.columns or _weather_columns(table, shop)
            found.append(_box(table, columns, weather.place, shop))
        index = None if alone else self._index
        if index and index.index.spot is Spot.FOOT:
            rest = shop.grid.columns - sum(box.columns for box in found)
            columns = index.index.columns or rest or shop.grid.columns
            found.insert(0, _box(index, columns, index.index.place, shop))
        return tuple(found)

    def finished(self, plans: tuple[PagePlan, ...]) -> tuple[PagePlan, ...]:
        """Stand the boxes on the composed pages, the index with its entries."""
        alone = len(plans) == 1
        ear = self._ears[alone]
        placed = tuple(self._with_boxes(plan, ear, alone=alone) for plan in plans)
        pages = first_pages(placed)
        return tuple(self._with_entries(plan, pages) for plan in placed)

    def _with_boxes(
        self, plan: PagePlan, ear: EarFrame | None, *, alone: bool
    ) -> PagePlan:
        foot = self.foot(plan.number, alone=alone)
        boxes: list[Placed] = []
        if foot.corner:
            corner = foot.corner
            line = plan.region.height - corner.lines - SEPARATOR
            boxes += corner.placed(self._shop.grid.columns - corner.columns, line)
        line = plan.region.height
        for row in reversed(foot.rows):
            boxes += row.placed(0, line)
            line += row.lines + SEPARATOR
        articles = tuple(p for p in plan.placed if p.matter is not foot.corner)
        if self.is_taken(plan.number):
            boxes += self._whole_page(plan)
        if ear and plan.number == 1:
            articles = (ear.placed(plan.region.first, self._shop), *articles)
        return replace(plan, placed=(*articles, *boxes))

    def _whole_page(self, plan: PagePlan) -> tuple[Placed, ...]:
        columns, lines = self._shop.grid.columns, plan.region.height - SEPARATOR
        box = FixedBox(self._whole[plan.number], columns, lines)
        return FixedRow((box,)).placed(0, 0)

    def _with_entries(self, plan: PagePlan, pages: dict[str, int]) -> PagePlan:
        return replace(
            plan, placed=tuple(self._entered(p, plan, pages) for p in plan.placed)
        )

    def _entered(self, placed: Placed, plan: PagePlan, pages: dict[str, int]) -> Placed:
        box = box_of(placed)
        if box is None or not isinstance(box.content, IndexCopy):
            return placed
        area = area_of(placed, plan, self._shop.grid)
        copy = filled(box.content, self._issue, pages, area, self._shop)
        return replace(placed, matter=FixedRow((replace(box, content=copy),)))


def _most(shop: Shop) -> int:
    """Tell how many lines boxes may take from articles; more is a whole page's."""
    return shop.grid.lines * 2 // 3


def box_of(placed: Placed) -> FixedBox | None:
    """Find the fixed box that a frame is; None for any other."""
    return placed.matter.boxes[0] if isinstance(placed.matter, FixedRow) else None


def ear_columns(plan: PagePlan) -> int:
    """Count the columns that the ear takes from the nameplate."""
    return sum(placed.columns for placed in plan.placed if placed.line < 0)


def area_of(placed: Placed, plan: PagePlan, grid: Grid) -> Area:
    """Find the rectangle of a frame on its page."""
    line = plan.region.first + placed.line
    return Area(
        grid.x(placed.column),
        grid.y(line),
        grid.span(placed.columns),
        (placed.shape.height - SEPARATOR) * grid.leading,
    )


def without_ear(issue: Issue) -> Issue:
    """Take out the article in the ear: the pages are composed without it."""
    ear = issue.boxes.ear
    if ear is None or not ear.article:
        return issue
    groups = (
        replace(
            group, articles=tuple(a for a in group.articles if a.slug != ear.article)
        )
        for group in issue.groups
    )
    return replace(issue, groups=tuple(group for group in groups if group.articles))


def _index(issue: Issue) -> IndexCopy | None:
    index = issue.boxes.index
    if index is None:
        return None
    wanted = tuple(article_named(slug, issue) for slug in index.articles)
    others = tuple(a for a in issue.articles if a.slug != BOX_SLUG)
    return IndexCopy(index, wanted, others)


def _weather_columns(table: WeatherTable, shop: Shop) -> int:
    """Take as few columns as let every row stand on one line."""
    lines = {
        columns: table.least(columns, shop)
        for columns in range(1, min(_WEATHER_COLUMNS, shop.grid.columns) + 1)
    }
    return min(lines, key=lambda columns: (lines[columns], columns))


def _box(
    content: IndexCopy | WeatherTable, columns: int, place: Place, shop: Shop
) -> FixedBox:
    if columns > shop.grid.columns:
        raise too_wide(place, columns, shop.grid.columns)
    lines = content.least(columns, shop)
    most = shop.grid.lines // 2
    if lines > most:
        raise too_large(place, lines, most)
    return FixedBox(content, columns, lines)
