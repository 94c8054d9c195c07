"""Matter: what the composer places, each knowing the shapes it can take."""

from dataclasses import dataclass

from newsletter.model.publication import Filler
from newsletter.press.compose import Matter, Shaped
from newsletter.press.galley import Galley
from newsletter.press.heads import HeadLine, Shop, broken
from newsletter.press.shapes import SEPARATOR, part_shape, shapes

_FILLER_COST = 6.0
_FILLER_STRETCH = 2.2
_FILLER_WIDEST = 3


class Story:
    """A whole article, or what is left of it; or its beginning, if it must jump.

    Not a value: it remembers its shapes.
    """

    inner: tuple[Matter, ...] = ()

    def __init__(self, galley: Galley, shop: Shop, *, jumps: bool = False) -> None:
        """Take the article's galley; ``jumps`` leaves its end to the next page."""
        self.galley = galley
        self.jumps = jumps
        self._shop = shop
        self._known: dict[tuple[int, int], dict[int, Shaped]] = {}

    def shapes(self, columns: int, tallest: int) -> dict[int, Shaped]:
        """Find its cheapest shape of each height."""
        key = (columns, tallest)
        if key not in self._known:
            shape = self._cut if self.jumps else self._whole
            self._known[key] = shape(columns, tallest)
        return self._known[key]

    def _whole(self, columns: int, tallest: int) -> dict[int, Shaped]:
        return dict(shapes(self.galley, columns, tallest, self._shop))

    def _cut(self, columns: int, tallest: int) -> dict[int, Shaped]:
        cuts = (
            part_shape(self.galley, columns, height, self._shop)
            for height in range(1, tallest + 1)
        )
        return {shape.height: shape for shape in cuts if shape}


@dataclass(frozen=True, slots=True)
class Strip:
    """The shape of a banner, a filler, or of nothing."""

    height: int
    cost: float = 0.0
    head_size: float = 0.0


class Banner:
    """A strap (栏题) that owns the articles below it."""

    def __init__(self, text: str, inner: tuple[Matter, ...], shop: Shop) -> None:
        """Take its words and its articles."""
        self.text = text
        self.inner = inner
        self._shop = shop

    def shapes(self, columns: int, tallest: int) -> dict[int, Shaped]:
        """Take one strip, as wide as its articles, if its words fit on one line."""
        style, grid = self._shop.style, self._shop.grid
        ems = self._shop.fonts.width(self.text, "banner")
        lines = style.banner_lines + SEPARATOR
        least = grid.size * ems
        if least > grid.span(columns) and columns < grid.columns:
            return {}
        return {lines: Strip(lines)} if lines <= tallest else {}


class Cluster:
    """Neighbouring small articles, arranged as if they were one."""

    def __init__(self, inner: tuple[Matter, ...]) -> None:
        """Take the articles."""
        self.inner = inner

    def shapes(self, columns: int, tallest: int) -> dict[int, Shaped]:
        """Take no room of its own."""
        del columns, tallest
        return {0: Strip(0)}


class FillerBox:
    """A notice in a box that grows with the white it has to fill."""

    inner: tuple[Matter, ...] = ()

    def __init__(self, filler: Filler, shop: Shop) -> None:
        """Take the notice's words."""
        self.filler = filler
        self._shop = shop

    def shapes(self, columns: int, tallest: int) -> dict[int, Shaped]:
        """List the heights between snug and too roomy."""
        if columns > _FILLER_WIDEST:
            return {}
        grid = self._shop.grid
        height = sum(part.height for part in self.parts(columns))
        least = grid.lines_for(height + grid.leading) + SEPARATOR
        most = min(tallest, max(least + 3, round(least * _FILLER_STRETCH)))
        return {
            lines: Strip(lines, _FILLER_COST + (lines - least) * columns * 0.4)
            for lines in range(least, most + 1)
        }

    def parts(self, columns: int) -> tuple[HeadLine, ...]:
        """Set its headline and text for a box of so many columns."""
        grid = self._shop.grid
        inside = grid.span(columns) - 2 * grid.size
        texts = (
            (self.filler.headline, "filler-headline", grid.size * 1.5),
            (self.filler.text, "filler", grid.size),
        )
        return tuple(
            HeadLine(role=face, line=line, size=size, height=size * 1.5)
            for text, face, size in texts
            if text
            for line in broken(text, face, inside / size, self._shop)
        )
