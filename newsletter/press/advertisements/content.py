"""An advertisement in its frame: the label that the law asks for, and the page."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.model.boxes import Advertisement, Position
from newsletter.model.photo import Photo
from newsletter.press.advertisements.reading import AdPage
from newsletter.press.fixed.area import Area, Zone
from newsletter.press.fixed.headline import called
from newsletter.press.furniture import LineBox, set_at
from newsletter.press.grid import POINTS_PER_MM
from newsletter.press.heads import Shop
from newsletter.press.values import Item, Picture, Plate

_FACE = "furniture"
_SMALL = 0.85


@dataclass(frozen=True, slots=True)
class AdCopy:
    """An advertisement and its page."""

    advertisement: Advertisement
    page: AdPage
    kind: str = "advertisement"

    @property
    def title(self) -> str:
        """Nothing: the outline is for what readers look for."""
        return ""

    def least(self, columns: int, shop: Shop) -> int:
        """Count the grid lines of label and page."""
        return 1 + self._lines(columns, shop)

    def _lines(self, columns: int, shop: Shop) -> int:
        wanted = self.advertisement
        if wanted.lines:
            return wanted.lines
        if wanted.height:
            return shop.grid.lines_for(wanted.height * POINTS_PER_MM)
        width = self._width(shop.grid.span(columns))
        return shop.grid.lines_for(width * self.page.height / self.page.width)

    def _width(self, most: float) -> float:
        """Tell how wide it would be with all the height in the world."""
        wanted = self.advertisement
        if wanted.width:
            return min(most, wanted.width * POINTS_PER_MM)
        if self.page.is_sized and wanted.position is Position.FOOT and not wanted.lines:
            # A page of a size that nearly fits is printed in its own.
            return min(most, self.page.width) if self._is_near(most) else most
        return most

    def _is_near(self, width: float) -> bool:
        return 0.9 < self.page.width / width <= 1

    def area(self, frame: Area, shop: Shop) -> Area:
        """Find where the page itself stands in its frame: whole, never distorted."""
        top = frame.y + shop.grid.leading
        room = frame.height - shop.grid.leading
        wanted = self.advertisement
        if wanted.height:
            room = min(room, wanted.height * POINTS_PER_MM)
        width = self._width(frame.width)
        scale = min(width / self.page.width, room / self.page.height)
        wide, high = self.page.width * scale, self.page.height * scale
        return Area(
            frame.x + (frame.width - wide) / 2,
            top + (frame.height - shop.grid.leading - high) / 2,
            wide,
            high,
        )

    def items(self, area: Area, shop: Shop) -> Iterator[Item]:
        """Set the label, then the page below it."""
        grid = shop.grid
        text = called("advertisement", shop.language)
        box = LineBox(area.x, area.width, area.y, grid.leading)
        yield set_at(text, _FACE, grid.size * _SMALL, box, shop, 0.0)
        inside = self.area(area, shop)
        yield Picture(
            x=inside.x,
            y=inside.y,
            width=inside.width,
            height=inside.height,
            photo=self._photo(text),
            crop=(0.0, 0.0, 1.0, 1.0),
            plate=None if self.advertisement.convert else Plate(self.page.pdf),
            href=self.advertisement.link,
        )

    def _photo(self, label: str) -> Photo:
        wanted = self.advertisement
        return Photo(
            path=wanted.path,
            file=wanted.file,
            width=max(1, round(self.page.width)),
            height=max(1, round(self.page.height)),
            alt=f"{label} {wanted.said}",
            place=wanted.place,
        )

    def zones(self, area: Area, shop: Shop) -> Iterator[Zone]:
        """Lead to the advertiser's site, if there is one."""
        if self.advertisement.link:
            wanted = self.advertisement
            yield Zone(wanted.link, wanted.said, self.area(area, shop))
