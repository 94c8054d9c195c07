"""The grid: whole ems across, whole lines down, inside the margins."""

import pytest

from newsletter.model.publication import Sheet
from newsletter.press.grid import POINTS_PER_MM, grid_of

SHEETS = [
    Sheet(),
    Sheet(name="对开", width=390, height=550, columns=8, measure=13, gutter=1),
    Sheet(name="A4", width=210, height=297, margin=12, columns=3, measure=17),
]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_columns_and_gutters_fill_the_width_between_the_margins(sheet: Sheet) -> None:
    grid = grid_of(sheet)

    right = grid.x(sheet.columns - 1) + grid.measure * grid.size

    assert grid.x(0) == pytest.approx(sheet.margin * POINTS_PER_MM)
    assert right == pytest.approx((sheet.width - sheet.margin) * POINTS_PER_MM)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_first_and_last_line_of_type_keep_the_margins(sheet: Sheet) -> None:
    grid = grid_of(sheet)
    above_type = (grid.leading - grid.size) / 2

    first = grid.y(0) + above_type
    last = grid.y(grid.lines - 1) + above_type + grid.size

    assert first >= sheet.margin * POINTS_PER_MM - 1e-6
    assert last <= (sheet.height - sheet.margin) * POINTS_PER_MM + 1e-6
    assert grid.height - last == pytest.approx(first)


def test_a_height_takes_as_many_whole_lines_as_hold_it() -> None:
    grid = grid_of(Sheet())

    lines = [grid.lines_for(grid.leading * height) for height in (0, 0.2, 1, 1.01)]

    assert lines == [0, 1, 1, 2]
