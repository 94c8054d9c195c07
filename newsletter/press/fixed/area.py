"""Rectangles that fixed boxes fill, and what may stand in one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from newsletter.press.furniture import LineBox, place
from newsletter.press.heads import HeadLine, Shop
from newsletter.press.values import Bar, Item

_PAD = 0.8
"""White inside a box, left and right, ems of the body type."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a page, points from the trim's top left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of a box that leads elsewhere."""

    href: str
    """``#slug`` of an article, or an address."""

    title: str
    area: Area


class Content(Protocol):
    """What stands in a fixed box."""

    @property
    def kind(self) -> str:
        """``ear``, ``index``, ``weather`` or ``advertisement``."""
        ...

    @property
    def title(self) -> str:
        """What the reader's outline calls it; empty for nothing."""
        ...

    def least(self, columns: int, shop: Shop) -> int:
        """Count the grid lines that it needs."""
        ...

    def items(self, area: Area, shop: Shop) -> Iterator[Item]:
        """Set it into its rectangle, in reading order."""
        ...

    def zones(self, area: Area, shop: Shop) -> Iterator[Zone]:
        """Find what in it leads elsewhere."""
        ...


def inner_width(width: float, shop: Shop) -> float:
    """Tell how wide type may run inside a box."""
    return width - 2 * _PAD * shop.grid.size


def outline(area: Area, shop: Shop) -> Iterator[Bar]:
    """Draw the rules around a box, inside its rectangle."""
    rule = shop.style.box_rule
    x, y, width, height = area.x, area.y, area.width, area.height
    yield Bar(x=x, y=y, width=width, height=rule)
    yield Bar(x=x, y=y + height - rule, width=width, height=rule)
    yield Bar(x=x, y=y, width=rule, height=height)
    yield Bar(x=x + width - rule, y=y, width=rule, height=height)


def stacked(
    parts: tuple[HeadLine, ...], area: Area, shop: Shop, share: float
) -> Iterator[Item]:
    """Stand set lines one below another, in the middle of a box."""
    inside = inner_width(area.width, shop)
    x = area.x + (area.width - inside) / 2
    y = area.y + (area.height - sum(part.height for part in parts)) / 2
    for number, part in enumerate(parts):
        is_head = part.role == HEADLINE
        box = LineBox(x, inside, y, part.height)
        yield place(part, box, 0.5 if is_head else share, 0 if is_head else number)
        y += part.height


HEADLINE = "box-headline"
