"""What ``publication.yaml`` says of the web edition and the feeds."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

ICON: Final = "icon.png"
"""Where the paper's icon stands below the web root."""

ICON_SIZE: Final = 512
"""Pixels on each side, at most."""

LOGO: Final = "logo.png"
"""Where the paper's logo stands below the web root."""

LOGO_ROOM: Final = (144, 400)
"""Most pixels across and down; RSS 2.0 allows no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateImage:
    """A picture that belongs to the paper, such as its name."""

    path: Path
    file: str
    """Path as ``publication.yaml`` says it, relative to ``issues/``."""

    width: int
    """Pixels."""

    height: int
    """Pixels."""

    def within(self, width: int, height: int) -> tuple[int, int]:
        """Reduce its size to some room, in proportion; a small one stays."""
        scale = min(1.0, width / self.width, height / self.height)
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))


@dataclass(frozen=True, slots=True, kw_only=True)
class WebIdentity:
    """What the web edition and the feeds show of the paper besides its issues."""

    icon: PlateImage | None = None
    """For browsers' tabs and feed readers; shown as a square."""

    logo: PlateImage | None = None
    """For feed readers; wider than high."""

    hub: str = ""
    """WebSub hub that is told of new issues; empty for none."""

    service: str = ""
    """Root of ``newsletter serve`` as readers reach it, with a trailing slash; empty
    when there is none."""
