"""The page grid: columns across, baselines down, everything else in whole cells."""

import math
from dataclasses import dataclass, replace

from newsletter.model.publication import Sheet

POINTS_PER_MM = 72 / 25.4
_NARROWEST = 11
"""Ems below which justified Chinese looks torn, when a layout enlarges the type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Columns and lines of one sheet; lengths in points from the trim's top left."""

    width: float
    height: float
    columns: int
    lines: int
    """Grid lines from the top margin to the bottom margin."""

    left: float
    top: float
    size: float
    """Body type size; follows from sheet, columns and measure, so that a measure
    is a whole number of ems."""

    leading: float
    """Height of one grid line."""

    measure: int
    """Column width, ems."""

    gutter: float
    """White between columns, ems."""

    def x(self, column: int) -> float:
        """Left edge of a column, counted from 0."""
        return self.left + column * (self.measure + self.gutter) * self.size

    def y(self, line: int) -> float:
        """Top of a grid line, counted from 0."""
        return self.top + line * self.leading

    def span_ems(self, columns: int) -> float:
        """Width of so many columns with the gutters between them, ems."""
        return columns * self.measure + (columns - 1) * self.gutter

    def span(self, columns: int) -> float:
        """Width of so many columns with the gutters between them, points."""
        return self.span_ems(columns) * self.size

    def lines_for(self, points: float) -> int:
        """Whole grid lines that hold a height."""
        return max(0, math.ceil(points / self.leading - 1e-6))


def grid_of(sheet: Sheet, least_size: float = 0.0) -> Grid:
    """Lay the grid on a sheet; white left over goes to the top and bottom margins.

    Args:
        sheet: Paper, columns and measure as the paper wants them.
        least_size: Body type that the layout asks for, points; where the sheet's own
            grid would set it smaller, columns are narrowed, then taken away.
    """
    sheet = _enlarged(sheet, least_size)
    width, height = sheet.width * POINTS_PER_MM, sheet.height * POINTS_PER_MM
    margin = sheet.margin * POINTS_PER_MM
    size = _type_size(sheet)
    leading = size * sheet.leading
    # The last line needs no white below it, so its type alone must fit.
    lines = int((height - 2 * margin - size) / leading + 1e-6) + 1
    used = (lines - 1) * leading + size
    top = margin + (height - 2 * margin - used) / 2 - (leading - size) / 2
    return Grid(
        width=width,
        height=height,
        columns=sheet.columns,
        lines=lines,
        left=margin,
        top=top,
        size=size,
        leading=leading,
        measure=sheet.measure,
        gutter=sheet.gutter,
    )


def _type_size(sheet: Sheet) -> float:
    ems = sheet.columns * sheet.measure + (sheet.columns - 1) * sheet.gutter
    return (sheet.width - 2 * sheet.margin) * POINTS_PER_MM / ems


def _enlarged(sheet: Sheet, least: float) -> Sheet:
    """Narrow and remove columns until the type is large enough."""
    narrowest = min(_NARROWEST, sheet.measure)
    for columns in range(sheet.columns, 0, -1):
        for measure in range(sheet.measure, narrowest - 1, -1):
            found = replace(sheet, columns=columns, measure=measure)
            if _type_size(found) >= least:
                return found
    return replace(sheet, columns=1, measure=narrowest)
