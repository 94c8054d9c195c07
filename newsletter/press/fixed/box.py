"""Boxes as the composer sees them: of one size, and at one place."""

from dataclasses import dataclass
from functools import cached_property

from newsletter.press.compose import Matter, Placed, Shaped
from newsletter.press.fixed.area import Content
from newsletter.press.matter import Strip
from newsletter.press.shapes import SEPARATOR


@dataclass(frozen=True, slots=True, eq=False)
class FixedBox:
    """One box with what stands in it."""

    content: Content
    columns: int
    lines: int


class FixedRow:
    """Boxes side by side, from the left, all as high as the highest."""

    inner: tuple[Matter, ...] = ()
    crosses = True

    def __init__(self, boxes: tuple[FixedBox, ...]) -> None:
        """Take at least one box."""
        self.boxes = boxes
        self.columns = sum(box.columns for box in boxes)
        self.lines = max(box.lines for box in boxes)

    def shapes(self, columns: int) -> tuple[Shaped, ...]:
        """Take its own size, or nothing."""
        return (Strip(self.lines + SEPARATOR),) if columns == self.columns else ()

    @cached_property
    def area(self) -> int:
        """Count its grid cells."""
        return self.columns * (self.lines + SEPARATOR)

    def placed(self, column: int, line: int) -> tuple[Placed, ...]:
        """Stand its boxes side by side; column and line are of its top left corner."""
        found: list[Placed] = []
        for box in self.boxes:
            grown = FixedBox(box.content, box.columns, self.lines)
            shape = Strip(self.lines + SEPARATOR)
            alone = FixedRow((grown,))
            found.append(Placed(alone, shape, column, line, box.columns))
            column += box.columns
        return tuple(found)


def rows_of(boxes: tuple[FixedBox, ...], columns: int) -> tuple[FixedRow, ...]:
    """Put boxes into rows of so many columns, each into the first with room.

    Returns:
        From the foot of the page upwards: full rows, then those with room left.
    """
    rows: list[list[FixedBox]] = []
    for box in boxes:
        row = next((r for r in rows if _width(r) + box.columns <= columns), None)
        if row is None:
            rows.append([box])
        else:
            row.append(box)
    rows.sort(key=lambda row: _width(row) < columns)
    return tuple(FixedRow(tuple(row)) for row in rows)


def _width(row: list[FixedBox]) -> int:
    return sum(box.columns for box in row)
