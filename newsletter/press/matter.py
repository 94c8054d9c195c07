"""Matter: what the composer places, each knowing the shapes it can take."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property

from newsletter.model.issue import Article, Slot
from newsletter.model.publication import Filler
from newsletter.press.art import Art, arts
from newsletter.press.compose import Matter, Shaped
from newsletter.press.cuts import cut_shapes
from newsletter.press.galley import Galley, Typesetter
from newsletter.press.heads import Head, HeadLine, Shop, broken, heads
from newsletter.press.prices import head_price, white_price
from newsletter.press.shapes import SEPARATOR, Shape, shapes
from newsletter.press.stances import Makings

_HEAD_LINES = 6
_FILLER_COST = 6.0
_FILLER_STRETCH = 2.2
_FILLER_WIDEST = 3
_FILLER_ACROSS = 10.0
"""Cost of a notice right across a page that is wider."""


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
        self._known: dict[int, tuple[Shaped, ...]] = {}
        self._galleys: dict[int, tuple[Galley, ...]] = {}
        self._makings = Makings(self._set_to, cache(self._heads), cache(self._arts))

    @property
    def crosses(self) -> bool:
        """Whether it may stand across the page: the lead may."""
        return self.galley.article.slot is Slot.LEAD and self.galley.part == 1

    def shapes(self, columns: int) -> tuple[Shaped, ...]:
        """List its shapes, the cheapest of each kind."""
        if columns not in self._known:
            self._known[columns] = self._shapes(columns)
        return self._known[columns]

    def _shapes(self, columns: int) -> tuple[Shaped, ...]:
        span = self.galley.article.pins.span
        if span and span != columns and self.galley.part == 1:
            return ()
        if self.jumps:
            tallest = self._shop.grid.lines + SEPARATOR
            return cut_shapes(self.galley, self._makings, columns, tallest, self._shop)
        return shapes(self._makings, columns, self._shop)

    def with_other_heads(self, shape: Shape) -> Iterator[Shape]:
        """List a shape with its head in other sizes and more white around them.

        Only for where heads must be ranked at any price: most white looks empty.
        """
        shop, galley, across = self._shop, self.galley, shape.head_columns
        other = shape.cost - _look_of(shape, shape.head, shop)
        for head in self._makings.heads(across):
            white = shape.head_depth - head.height
            if white >= 0 and head.size != shape.head.size and galley.part == 1:
                changed = replace(shape, head=head, white=white)
                yield replace(changed, cost=other + _look_of(changed, head, shop))

    def _heads(self, columns: int) -> tuple[Head, ...]:
        return heads(self.galley, columns, self._shop)

    def _arts(self, columns: int) -> tuple[Art, ...]:
        return arts(self.galley.article.photos, columns, self._shop)

    def _set_to(self, ems: int) -> tuple[Galley, ...]:
        """Set the article to a measure; what is left after a jump keeps its own."""
        if self.galley.part > 1 and ems != self._shop.grid.measure:
            return ()
        if ems not in self._galleys:
            self._galleys[ems] = self._lengths(ems)
        return self._galleys[ems]

    def _lengths(self, ems: int) -> tuple[Galley, ...]:
        shop, galley = self._shop, self.galley
        if ems != shop.grid.measure:
            galley = galley.typesetter.galley(ems)
        return (galley, *galley.typesetter.longer(galley, ems))

    @cached_property
    def area(self) -> int:
        """Count the grid cells of its best shape."""
        tallest = self._shop.grid.lines
        # An article longer than a page has no shape that fits one.
        lines = len(self.galley.lines) + _HEAD_LINES * self._shop.grid.columns
        return _best_area(self, self._shop, tallest) or lines

    @cached_property
    def opening(self) -> "Story":
        """The same article, to be cut where the page ends."""
        return Story(self.galley, self._shop, jumps=True)


def _look_of(shape: Shape, head: Head, shop: Shop) -> float:
    white = white_price(shape.white, shape.head_columns)
    return head_price(shape.galley, head, shop) + white


def galley_of(article: Article, ems: int, shop: Shop) -> Galley:
    """Set an article's copy to a measure."""
    return Typesetter(article, shop.fonts, shop.rules, shop.indent).galley(ems)


def _best_area(matter: Matter, shop: Shop, tallest: int) -> int:
    """Count the cells of the cheapest shape; 0 if there is none."""
    shapes_ = (
        (shape.cost, columns * shape.height)
        for columns in range(1, shop.grid.columns + 1)
        for shape in matter.shapes(columns)
        if shape.height <= tallest
    )
    return min(shapes_, default=(0.0, 0))[1]


@dataclass(frozen=True, slots=True)
class Strip:
    """The shape of a banner, a filler, or of nothing."""

    height: int
    cost: float = 0.0
    head_size: float = 0.0
    head_line: int = 0
    head_reaches: bool = False


class Banner:
    """A strap (栏题) that owns the articles below it."""

    crosses = True

    def __init__(self, text: str, inner: tuple[Matter, ...], shop: Shop) -> None:
        """Take its words and its articles."""
        self.text = text
        self.inner = inner
        self._shop = shop

    def shapes(self, columns: int) -> tuple[Shaped, ...]:
        """Take one strip, as wide as its articles, if its words fit on one line."""
        style, grid = self._shop.style, self._shop.grid
        ems = self._shop.fonts.width(self.text, "banner")
        lines = style.banner_lines + SEPARATOR
        least = grid.size * ems
        narrow = not self.inner or least > grid.span(columns)
        if narrow and columns < grid.columns:
            return ()
        return (Strip(lines),)

    @cached_property
    def area(self) -> int:
        """Count the grid cells of strip and articles, in their best shapes."""
        strip = (self._shop.style.banner_lines + SEPARATOR) * self._shop.grid.columns
        return strip + sum(matter.area for matter in self.inner)


class Cluster:
    """Neighbouring small articles, arranged as if they were one."""

    crosses = False

    def __init__(self, inner: tuple[Matter, ...]) -> None:
        """Take the articles."""
        self.inner = inner

    def shapes(self, columns: int) -> tuple[Shaped, ...]:
        """Take no room of its own."""
        del columns
        return (Strip(0),)

    @cached_property
    def area(self) -> int:
        """Count the grid cells of its articles in their best shapes."""
        return sum(matter.area for matter in self.inner)


class FillerBox:
    """A notice in a box that grows with the white it has to fill."""

    inner: tuple[Matter, ...] = ()
    crosses = True

    def __init__(self, filler: Filler, shop: Shop) -> None:
        """Take the notice's words."""
        self.filler = filler
        self._shop = shop
        self._parts: dict[int, tuple[HeadLine, ...]] = {}

    def shapes(self, columns: int) -> tuple[Shaped, ...]:
        """List the heights between snug and too roomy."""
        grid = self._shop.grid
        if _FILLER_WIDEST < columns < grid.columns:
            return ()
        wide = _FILLER_ACROSS if columns > _FILLER_WIDEST else 0.0
        height = sum(part.height for part in self.parts(columns))
        least = grid.lines_for(height + grid.leading) + SEPARATOR
        most = max(least + 3, round(least * _FILLER_STRETCH))
        return tuple(
            Strip(lines, _FILLER_COST + wide + (lines - least) * columns * 0.4)
            for lines in range(least, most + 1)
        )

    @cached_property
    def area(self) -> int:
        """Count the grid cells of its snuggest box."""
        return _best_area(self, self._shop, self._shop.grid.lines)

    def parts(self, columns: int) -> tuple[HeadLine, ...]:
        """Set its headline and text for a box of so many columns."""
        if columns not in self._parts:
            self._parts[columns] = self._set(columns)
        return self._parts[columns]

    def _set(self, columns: int) -> tuple[HeadLine, ...]:
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
