"""A picture with its words."""

from dataclasses import dataclass
from pathlib import Path

from newsletter.errors import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture with its words."""

    path: Path
    file: str
    """Path as the manifest says it, relative to the issue's folder."""

    width: int
    """Pixels."""

    height: int
    """Pixels."""

    caption: str = ""
    credit: str = ""
    alt: str = ""
    focus: tuple[float, float] = (0.5, 0.5)
    """Fractions from the left and the top that a crop must keep."""

    place: Place
