"""The ear (报眼): what stands beside the nameplate, and how high that makes it."""

from dataclasses import dataclass

from newsletter.errors import InputError, Place, Problem, Text
from newsletter.model.boxes import Ear, Spot
from newsletter.model.issue import Article, Issue
from newsletter.press.compose import Matter, Placed, Shaped
from newsletter.press.fixed.area import Content
from newsletter.press.fixed.box import FixedBox, FixedRow
from newsletter.press.fixed.index import IndexCopy
from newsletter.press.fixed.notice import Notice
from newsletter.press.fixed.picture import EarPicture
from newsletter.press.fixed.weather import WeatherTable
from newsletter.press.heads import Shop
from newsletter.press.matter import Story, Strip, galley_of
from newsletter.press.shapes import SEPARATOR

BELOW_EAR = 2
"""Grid lines of the nameplate that the line of facts takes."""

_SHARE = 0.4
"""Of the page's columns that an ear takes if nothing is said."""

_TALLEST = 3
"""An ear is no higher than one part in so many of the page."""

_FAR = 2.0
"""Cost of each line by which an article in the ear outgrows the nameplate."""


@dataclass(frozen=True, slots=True)
class EarFrame:
    """The ear as it stands: at the right end of the nameplate."""

    matter: Matter
    shape: Shaped
    columns: int

    @property
    def plate_lines(self) -> int:
        """Grid lines that the nameplate must have beside it."""
        return self.shape.height - SEPARATOR + BELOW_EAR

    def placed(self, first: int, shop: Shop) -> Placed:
        """Place it on a page whose articles begin at a grid line."""
        column = shop.grid.columns - self.columns
        return Placed(self.matter, self.shape, column, -first, self.columns)


def ear_of(issue: Issue, shop: Shop, index: IndexCopy | None) -> EarFrame | None:
    """Find what stands in the ear, and its size.

    Args:
        issue: Its boxes say.
        shop: Fonts, grid and style.
        index: The issue's index, if it has one and more than one page.

    Raises:
        InputError: F107, it is wider or higher than an ear can be.
    """
    boxes = issue.boxes
    if boxes.ear and boxes.ear.article:
        return _article(boxes.ear, issue, shop)
    if boxes.ear:
        photo = boxes.ear.photo
        content: Content = EarPicture(photo) if photo else Notice(boxes.ear)
        return _boxed(content, boxes.ear.columns, boxes.ear.place, shop)
    if index and index.index.spot is Spot.EAR:
        return _boxed(index, index.index.columns, index.index.place, shop)
    if boxes.weather and boxes.weather.spot is Spot.EAR:
        weather = boxes.weather
        return _boxed(WeatherTable(weather), weather.columns, weather.place, shop)
    return None


def _boxed(content: Content, columns: int | None, place: Place, shop: Shop) -> EarFrame:
    wide = _wide(columns, place, shop)
    lines = max(content.least(wide, shop), _usual(shop))
    if isinstance(content, EarPicture):
        lines = min(lines, _most(shop))  # it is cropped
    if lines > _most(shop):
        raise too_large(place, lines, _most(shop))
    row = FixedRow((FixedBox(content, wide, lines),))
    return EarFrame(row, Strip(lines + SEPARATOR), wide)


def _article(ear: Ear, issue: Issue, shop: Shop) -> EarFrame:
    """Set a small article into the ear, as near to the nameplate's height as it can."""
    article = article_named(ear.article, issue)
    columns = _wide(ear.columns, ear.place, shop)
    story = Story(galley_of(article, shop.grid.measure, shop), shop)
    shapes = story.shapes(columns)
    usual, most = _usual(shop) + SEPARATOR, _most(shop) + SEPARATOR
    fitting = [shape for shape in shapes if shape.height <= most]
    if not fitting:
        least = min((shape.height for shape in shapes), default=shop.grid.lines)
        raise too_large(ear.place, least - SEPARATOR, most - SEPARATOR)
    best = min(fitting, key=lambda s: s.cost + abs(s.height - usual) * _FAR)
    return EarFrame(story, best, columns)


def article_named(slug: str, issue: Issue) -> Article:
    """Find an article that the manifest has been checked to have."""
    return next(article for article in issue.articles if article.slug == slug)


def _usual(shop: Shop) -> int:
    return shop.style.nameplate_lines - BELOW_EAR


def _most(shop: Shop) -> int:
    return shop.grid.lines // _TALLEST


def _wide(columns: int | None, place: Place, shop: Shop) -> int:
    wide = columns or max(1, int(shop.grid.columns * _SHARE))
    if wide >= shop.grid.columns:
        raise too_wide(place, wide, shop.grid.columns - 1)
    return wide


def too_wide(place: Place, columns: int, most: int) -> InputError:
    """Say that a box has more columns than there are for it."""
    return _refusal(
        place,
        Text(
            f"要 {columns} 栏，最多 {most} 栏", f"{columns} columns; there are {most}"
        ),
        Text("改小 columns", "make columns smaller"),
    )


def too_large(place: Place, lines: int, most: int) -> InputError:
    """Say that a box is higher than the page lets it be."""
    return _refusal(
        place,
        Text(
            f"要 {lines} 行高，这里最多 {most} 行",
            f"needs {lines} lines; there is room for {most}",
        ),
        Text(
            "缩短内容，或加大 columns", "shorten what it holds, or give it more columns"
        ),
    )


def twice(place: Place, page: int) -> InputError:
    """Say that a page is taken by more than one."""
    return _refusal(
        place,
        Text(
            f"第 {page} 版整版已经有广告，放不下别的",
            f"page {page} is one advertisement's; there is no room for another",
        ),
        Text("换一版，或改 position", "book another page, or change its position"),
    )


def _refusal(place: Place, what: Text, cure: Text) -> InputError:
    return InputError([Problem(code="F107", place=place, what=what, cure=cure)])
