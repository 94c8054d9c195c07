"""The flatplan: which part of each page is free for articles, and what stands there."""

from collections.abc import Callable
from dataclasses import dataclass

from newsletter.press.compose import Matter, Placed
from newsletter.press.shapes import SEPARATOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The part of a page's grid that articles may use."""

    first: int
    """First grid line."""

    last: int
    """One past the last grid line."""

    corner: Matter | None = None
    """What stands at the lower right, whatever the articles do."""

    corner_lines: int = 0
    """Height of the corner, grid lines, separator included."""

    is_taken: bool = False
    """Whether an advertisement has the whole page."""

    @property
    def height(self) -> int:
        """Grid lines, and the separator that the last frame does not need."""
        return self.last - self.first + SEPARATOR

    def cells(self, columns: int) -> int:
        """Count the grid cells that are free for articles."""
        if self.is_taken:
            return 0
        taken = self.corner.area if self.corner else 0
        return max(0, self.height * columns - taken)

    def with_corner(self, run: tuple[Matter, ...]) -> tuple[Matter, ...]:
        """Put what has the corner last: slicing leaves the last piece lower right."""
        return (*run, self.corner) if self.corner else run

    @property
    def above_corner(self) -> "Region":
        """Leave the lines beside the corner white."""
        return Region(first=self.first, last=self.last - self.corner_lines)

    def is_kept(self, placed: tuple[Placed, ...], columns: int) -> bool:
        """Tell whether what has the corner stands there."""
        return all(
            frame.column + frame.columns == columns
            and frame.line + frame.shape.height == self.height
            for frame in placed
            if frame.matter is self.corner
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlan:
    """One page: its region and what stands in it."""

    number: int
    region: Region
    placed: tuple[Placed, ...]
    white: int = 0
    """Grid lines at the foot that nothing fills."""

    overleaf: int = 0
    """Page on which its copy goes on: advertisements' pages are passed over."""


Regions = Callable[[int, bool], Region]
"""Tells a page's region from its number and whether it is the last."""
