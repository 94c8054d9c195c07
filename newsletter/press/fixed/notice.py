"""Words in a box: the ear's, when it holds no article and no picture."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.model.boxes import Ear
from newsletter.press.fixed.area import (
    Area,
    Zone,
    inner_width,
    outline,
    stacked,
)
from newsletter.press.fixed.headline import headline
from newsletter.press.heads import HeadLine, Shop
from newsletter.press.lines import set_lines
from newsletter.press.values import Copy, Item, Piece


@dataclass(frozen=True, slots=True)
class Notice:
    """A headline and a few sentences."""

    ear: Ear
    kind: str = "ear"

    @property
    def title(self) -> str:
        """Its headline."""
        return self.ear.headline

    def least(self, columns: int, shop: Shop) -> int:
        """Count the grid lines of its words and the white around them."""
        parts = self._parts(shop.grid.span(columns), shop)
        height = sum(part.height for part in parts) + shop.grid.leading * 0.6
        return shop.grid.lines_for(height)

    def items(self, area: Area, shop: Shop) -> Iterator[Item]:
        """Set headline and text in the middle of a ruled box."""
        yield from outline(area, shop)
        yield from stacked(self._parts(area.width, shop), area, shop, 0.0)

    def zones(self, area: Area, shop: Shop) -> Iterator[Zone]:
        """Lead nowhere."""
        del area, shop
        yield from ()

    def _parts(self, width: float, shop: Shop) -> tuple[HeadLine, ...]:
        grid = shop.grid
        measure = inner_width(width, shop) / grid.size
        paragraphs = (text for text in self.ear.text.split("\n") if text.strip())
        lines = (
            line
            for text in paragraphs
            for line in set_lines(
                Copy(pieces=(Piece(text.strip(), "filler"),), start=0,
                     indent=shop.indent),
                measure, shop.fonts, shop.rules,
            )
        )  # fmt: skip
        return (
            *headline(self.ear.headline, width, shop),
            *(
                HeadLine(role="filler", line=line, size=grid.size, height=grid.leading)
                for line in lines
            ),
        )
