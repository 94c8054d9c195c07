"""A picture in the ear."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.model.photo import Photo
from newsletter.press.art import crop_of
from newsletter.press.fixed.area import Area, Zone
from newsletter.press.furniture import LineBox, place
from newsletter.press.heads import HeadLine, Shop, broken
from newsletter.press.values import Item, Picture


@dataclass(frozen=True, slots=True)
class EarPicture:
    """A photo with its caption."""

    photo: Photo
    kind: str = "ear"

    @property
    def title(self) -> str:
        """Nothing: it is no article."""
        return ""

    def least(self, columns: int, shop: Shop) -> int:
        """Count the grid lines of the whole photo and its caption."""
        width = shop.grid.span(columns)
        picture = width * self.photo.height / self.photo.width
        caption = sum(part.height for part in self._caption(width, shop))
        return shop.grid.lines_for(picture + caption)

    def items(self, area: Area, shop: Shop) -> Iterator[Item]:
        """Fill the box with the photo, cropped around its focus; caption below."""
        caption = self._caption(area.width, shop)
        height = area.height - sum(part.height for part in caption)
        yield Picture(
            x=area.x,
            y=area.y,
            width=area.width,
            height=height,
            photo=self.photo,
            crop=crop_of(self.photo, area.width, height),
        )
        y = area.y + height
        for part in caption:
            yield place(part, LineBox(area.x, area.width, y, part.height), 0.0, -9)
            y += part.height

    def zones(self, area: Area, shop: Shop) -> Iterator[Zone]:
        """Lead nowhere."""
        del area, shop
        yield from ()

    def _caption(self, width: float, shop: Shop) -> tuple[HeadLine, ...]:
        text = " ".join(filter(None, (self.photo.caption, self.photo.credit)))
        if not text:
            return ()
        size = shop.grid.size * shop.style.caption_ratio
        height = size * shop.style.caption_height
        return tuple(
            HeadLine(role="caption", line=line, size=size, height=height)
            for line in broken(text, "caption", width / size, shop)
        )
