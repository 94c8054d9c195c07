"""The index (导读): headlines of other pages, with page numbers and links."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

from newsletter.model.boxes import Index
from newsletter.model.issue import Article
from newsletter.press.fixed.area import Area, Zone, inner_width, outline
from newsletter.press.fixed.headline import called, headline
from newsletter.press.furniture import LineBox, place, set_at
from newsletter.press.heads import HeadLine, Shop, broken
from newsletter.press.values import Item, TextLine

_FACE = "filler"
_COLUMNS_OF_ENTRY = 2
"""Grid columns that a column of entries is wide, at least, in a wide box."""

_LOOSEST = 1.4
"""Distance of lines, in grid lines, when entries are too few for their box."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of another page."""

    article: Article
    page: int


@dataclass(frozen=True, slots=True)
class IndexCopy:
    """The index, before its entries are known (``wanted``) and after (``entries``)."""

    index: Index
    wanted: tuple[Article, ...]
    """Articles that the editor named; empty where the paper chooses."""

    others: tuple[Article, ...]
    """Articles that the paper may choose from."""

    entries: tuple[Entry, ...] = ()
    kind: str = "index"

    @property
    def title(self) -> str:
        """Nothing: the outline is an index itself."""
        return ""

    def least(self, columns: int, shop: Shop) -> int:
        """Count the grid lines to keep for it before the pages are composed."""
        width = shop.grid.span(columns)
        head = sum(part.height for part in self._head(width, shop))
        across = _across(width, shop)
        if self.wanted:
            heights = [_height(article, width, shop) for article in self.wanted]
            rows = _rows(heights, across)
        else:
            rows = self._likely_rows(width, across, shop)
        return shop.grid.lines_for(head + shop.grid.leading * (rows + 0.6))

    def _likely_rows(self, width: float, across: int, shop: Shop) -> int:
        """Keep room for entries of middling height: nobody knows yet which."""
        heights = [_height(article, width, shop) for article in self.others]
        entries = min(self.index.most, len(heights))
        return ceil(entries * sum(heights) / len(heights) / across)

    def room(self, area: Area, shop: Shop) -> int:
        """Count the lines that stand below its headline."""
        head = sum(part.height for part in self._head(area.width, shop))
        return int((area.height - head) / shop.grid.leading - 0.6 + 1e-6)

    def fits(self, articles: tuple[Article, ...], area: Area, shop: Shop) -> bool:
        """Tell whether the headlines of articles have room in its rectangle."""
        heights = [_height(article, area.width, shop) for article in articles]
        return _rows(heights, _across(area.width, shop)) <= self.room(area, shop)

    def items(self, area: Area, shop: Shop) -> Iterator[Item]:
        """Set the headline, then columns of entries, each linked to its article."""
        yield from outline(area, shop)
        inside = inner_width(area.width, shop)
        x, y = area.x + (area.width - inside) / 2, area.y + self._white(area, shop)
        for part in self._head(area.width, shop):
            yield place(part, LineBox(x, inside, y, part.height), 0.5)
            y += part.height
        for number, (entry, at) in enumerate(self._placed(area, shop), 1):
            yield from _entry(entry, at, number, self._leading(area, shop), shop)

    def zones(self, area: Area, shop: Shop) -> Iterator[Zone]:
        """Lead from every entry to its article."""
        for entry, at in self._placed(area, shop):
            yield Zone(f"#{entry.article.slug}", entry.article.title, at)

    def _head(self, width: float, shop: Shop) -> tuple[HeadLine, ...]:
        text = self.index.headline or called("index", shop.language)
        return headline(text, width, shop)

    def _columns(self, area: Area, shop: Shop) -> list[list[Entry]]:
        across = _across(area.width, shop)
        heights = [_height(entry.article, area.width, shop) for entry in self.entries]
        rows = _rows(heights, across)
        columns: list[list[Entry]] = [[]]
        filled = 0
        for entry, height in zip(self.entries, heights, strict=True):
            if filled + height > rows:
                columns.append([])
                filled = 0
            columns[-1].append(entry)
            filled += height
        return columns

    def _longest(self, area: Area, shop: Shop) -> int:
        return max(
            sum(_height(entry.article, area.width, shop) for entry in column)
            for column in self._columns(area, shop)
        )

    def _leading(self, area: Area, shop: Shop) -> float:
        head = sum(part.height for part in self._head(area.width, shop))
        room = area.height - head - shop.grid.leading * 0.6
        lines = max(self._longest(area, shop), 1)
        return min(room / lines, shop.grid.leading * _LOOSEST)

    def _white(self, area: Area, shop: Shop) -> float:
        head = sum(part.height for part in self._head(area.width, shop))
        used = head + self._leading(area, shop) * self._longest(area, shop)
        return (area.height - used) / 2

    def _placed(self, area: Area, shop: Shop) -> Iterator[tuple[Entry, Area]]:
        across = _across(area.width, shop)
        inside = inner_width(area.width, shop)
        gutter = shop.grid.gutter * shop.grid.size
        width = (inside - (across - 1) * gutter) / across
        head = sum(part.height for part in self._head(area.width, shop))
        leading = self._leading(area, shop)
        for number, column in enumerate(self._columns(area, shop)):
            x = area.x + (area.width - inside) / 2 + number * (width + gutter)
            y = area.y + self._white(area, shop) + head
            for entry in column:
                height = _height(entry.article, area.width, shop) * leading
                yield entry, Area(x, y, width, height)
                y += height


def _across(width: float, shop: Shop) -> int:
    """Count the columns of entries in a box so many points wide."""
    return max(1, int(width / shop.grid.span(_COLUMNS_OF_ENTRY) + 0.01))


def _rows(heights: list[int], across: int) -> int:
    """Find the fewest lines that hold entries in so many columns, in order."""
    rows = max(max(heights, default=1), -(-sum(heights) // across))
    while _columns_at(heights, rows) > across:
        rows += 1
    return rows


def _columns_at(heights: list[int], rows: int) -> int:
    columns, filled = 1, 0
    for height in heights:
        if filled + height > rows:
            columns, filled = columns + 1, 0
        filled += height
    return columns


def _page(page: int, shop: Shop) -> str:
    if shop.is_chinese:
        return f"第{page}版"
    return shop.wording.page.format(number=page) if shop.rules.is_han else str(page)


def _title_ems(width: float, shop: Shop) -> float:
    """Tell how wide a headline may run, with room for a page number beside it."""
    across = _across(width, shop)
    inside = inner_width(width, shop) - (across - 1) * shop.grid.gutter * shop.grid.size
    return (
        inside / across / shop.grid.size - shop.fonts.width(_page(88, shop), "jump") - 1
    )


def _height(article: Article, width: float, shop: Shop) -> int:
    return len(broken(article.title, _FACE, _title_ems(width, shop), shop))


def _entry(
    entry: Entry, at: Area, number: int, leading: float, shop: Shop
) -> Iterator[TextLine]:
    size = shop.grid.size
    page = _page(entry.page, shop)
    ems = at.width / size - shop.fonts.width(_page(88, shop), "jump") - 1
    href = f"#{entry.article.slug}"
    y = at.y
    for line in broken(entry.article.title, _FACE, ems, shop):
        part = HeadLine(role=_FACE, line=line, size=size, height=leading)
        title = place(part, LineBox(at.x, at.width, y, leading), 0.0, number)
        yield _linked(title, href)
        y += leading
    box = LineBox(at.x, at.width, y - leading, leading)
    yield _linked(set_at(page, "jump", size, box, shop, 1.0), href, _FACE, number)


def _linked(
    line: TextLine, href: str, role: str = _FACE, paragraph: int | None = None
) -> TextLine:
    number = line.paragraph if paragraph is None else paragraph
    return replace(line, href=href, role=role, paragraph=number)
