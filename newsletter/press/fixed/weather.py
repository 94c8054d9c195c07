"""The weather box: rows of cells under a headline."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, zip_longest

from newsletter.model.boxes import Weather
from newsletter.press.fixed.area import Area, Zone, inner_width, outline
from newsletter.press.fixed.headline import called, headline
from newsletter.press.furniture import LineBox, place, set_at
from newsletter.press.heads import HeadLine, Shop, broken
from newsletter.press.values import Item

_FACE = "furniture"
_BETWEEN = 0.4
"""Least white between cells, ems."""


@dataclass(frozen=True, slots=True)
class WeatherTable:
    """What the editor was told of the weather."""

    weather: Weather
    kind: str = "weather"

    @property
    def title(self) -> str:
        """Nothing: nobody looks for the weather in an outline."""
        return ""

    def least(self, columns: int, shop: Shop) -> int:
        """Count the grid lines of headline and rows, and the white around them."""
        width = shop.grid.span(columns)
        rows = sum(len(row) for row in self._rows(width, shop))
        head = sum(part.height for part in self._head(width, shop))
        return shop.grid.lines_for(head + shop.grid.leading * (rows + 0.6))

    def items(self, area: Area, shop: Shop) -> Iterator[Item]:
        """Set the headline, then a row on each line, in the middle of a ruled box."""
        grid, inside = shop.grid, inner_width(area.width, shop)
        head, rows = self._head(area.width, shop), self._rows(area.width, shop)
        used = sum(part.height for part in head) + grid.leading * sum(map(len, rows))
        x = area.x + (area.width - inside) / 2
        y = area.y + (area.height - used) / 2
        yield from outline(area, shop)
        for part in head:
            yield place(part, LineBox(x, inside, y, part.height), 0.5)
            y += part.height
        for number, row in enumerate(rows, 1):
            for line in row:
                box = LineBox(x, inside, y, grid.leading)
                yield from _line(line, box, number, shop)
                y += grid.leading

    def zones(self, area: Area, shop: Shop) -> Iterator[Zone]:
        """Lead nowhere."""
        del area, shop
        yield from ()

    def _head(self, width: float, shop: Shop) -> tuple[HeadLine, ...]:
        text = self.weather.headline or called("weather", shop.language)
        return headline(text, width, shop)

    def _rows(self, width: float, shop: Shop) -> list[list["_Row"]]:
        """Set rows as a table, or as broken lines where that has no room."""
        ems = inner_width(width, shop) / shop.grid.size
        columns = _columns(self.weather.rows, ems, shop)
        if columns:
            return [[_Cells(cells, columns)] for cells in self.weather.rows]
        return [list(_broken(cells, ems, shop)) for cells in self.weather.rows]


@dataclass(frozen=True, slots=True)
class _Cells:
    """A row of the table."""

    texts: tuple[str, ...]
    columns: tuple[tuple[float, float], ...]
    """Left edge and width of each column, ems."""


_Row = _Cells | HeadLine


def _columns(
    rows: tuple[tuple[str, ...], ...], ems: float, shop: Shop
) -> tuple[tuple[float, float], ...]:
    """Spread columns, wide enough for every cell, over the box; none have no room."""
    widths = [
        max(shop.fonts.width(cell, _FACE) for cell in column)
        for column in zip_longest(*rows, fillvalue="")
    ]
    gaps = max(len(widths) - 1, 1)
    spare = (ems - sum(widths)) / gaps
    if spare < _BETWEEN:
        return ()
    starts = accumulate((width + spare for width in widths[:-1]), initial=0.0)
    return tuple(zip(starts, widths, strict=True))


def _broken(cells: tuple[str, ...], ems: float, shop: Shop) -> Iterator[HeadLine]:
    size = shop.grid.size
    for line in broken(" ".join(cells), _FACE, ems, shop):
        yield HeadLine(role=_FACE, line=line, size=size, height=shop.grid.leading)


def _line(line: _Row, box: LineBox, number: int, shop: Shop) -> Iterator[Item]:
    if isinstance(line, HeadLine):
        yield place(line, box, 0.0, number)
        return
    size, last = shop.grid.size, len(line.columns) - 1
    for cell, (text, (left, width)) in enumerate(
        zip(line.texts, line.columns, strict=False)
    ):
        at = LineBox(box.x + left * size, width * size, box.y, box.height)
        # Figures of the last column end level.
        share = 1.0 if cell == last and cell else 0.0
        yield replace(set_at(text, _FACE, size, at, shop, share), paragraph=number)
