"""What is composed: matter, the shapes it can take, and where it is placed."""

from dataclasses import dataclass
from typing import Protocol

from newsletter.press.tables import Edge


class Shaped(Protocol):
    """What a frame holds: an article's shape, a filler or a banner."""

    @property
    def height(self) -> int:
        """Grid lines, separator included."""
        ...

    @property
    def cost(self) -> float:
        """Distance from what an editor would wish; 0 is perfect."""
        ...

    @property
    def head_size(self) -> float:
        """Type size of its headline, points; 0 if it has none."""
        ...

    @property
    def head_line(self) -> int:
        """Grid lines from its top to its head."""
        ...

    @property
    def head_reaches(self) -> bool:
        """Whether its head reaches its right edge."""
        ...


class Matter(Protocol):
    """Something to be placed: an article, a filler, or a banner with its articles."""

    def shapes(self, columns: int) -> tuple[Shaped, ...]:
        """List the shapes that it can take across so many columns."""
        ...

    @property
    def area(self) -> int:
        """Grid cells it takes when it stands as an editor would wish."""
        ...

    @property
    def inner(self) -> "tuple[Matter, ...]":
        """Matter inside it, arranged below its own shape; empty for most."""
        ...

    @property
    def crosses(self) -> bool:
        """Whether it may stand across the page with a straight seam below it."""
        ...


@dataclass(frozen=True, slots=True)
class Placed:
    """One piece of matter in its rectangle on the page."""

    matter: Matter
    shape: Shaped
    column: int
    line: int
    columns: int


def edge_of(shape: Shaped) -> Edge:
    """Tell at which ends of a shape's top edge a headline stands."""
    if not shape.head_size or shape.head_line:
        return (0, 0)
    return (1, 1) if shape.head_reaches else (1, 0)
