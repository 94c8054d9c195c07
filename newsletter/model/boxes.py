"""Fixed boxes of page one, and advertisements: what stands where the editor says."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from newsletter.errors import Place
from newsletter.model.photo import Photo

_NOWHERE = Place(file="")


class Spot(Enum):
    """Where a box of page one stands."""

    EAR = "ear"
    """Beside the nameplate (报眼)."""

    FOOT = "foot"
    """At the foot of the page."""


class Position(Enum):
    """Where an advertisement stands on its page."""

    FOOT = "foot"
    """At the foot, from the right (通栏, 半通栏)."""

    PAGE = "page"
    """All of it (整版)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ear:
    """What stands beside the nameplate: words, a small article, or a picture."""

    headline: str = ""
    text: str = ""
    article: str = ""
    """Slug of an article of the issue, which then stands nowhere else."""

    photo: Photo | None = None
    columns: int | None = None
    """Width; None takes what looks right."""

    place: Place = _NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Headlines of other pages with their page numbers (导读)."""

    spot: Spot = Spot.FOOT
    headline: str = ""
    """Over the entries; empty for the word of the paper's language."""

    articles: tuple[str, ...] = ()
    """Slugs; empty for the most important articles of each other page."""

    most: int = 6
    """Entries, where the paper chooses them."""

    columns: int | None = None
    place: Place = _NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """The weather, as the editor was told it."""

    spot: Spot = Spot.FOOT
    headline: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    """One day or town each: its name, sky, temperatures …"""

    columns: int | None = None
    place: Place = _NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """The fixed boxes of page one."""

    ear: Ear | None = None
    index: Index | None = None
    weather: Weather | None = None


NO_BOXES = Boxes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Advertisement:
    """Somebody else's page or picture, printed for money or as a favour."""

    path: Path
    file: str
    """Path as the manifest says it, relative to the issue's folder."""

    page: int
    position: Position = Position.FOOT
    columns: int | None = None
    lines: int | None = None
    """Height of the advertisement itself, grid lines."""

    width: float | None = None
    """Of the advertisement itself, mm."""

    height: float | None = None
    """Of the advertisement itself, mm."""

    alt: str = ""
    advertiser: str = ""
    link: str = ""
    convert: bool = False
    """Whether a picture is separated as photos are, instead of refused."""

    place: Place = _NOWHERE

    @property
    def said(self) -> str:
        """What those who cannot see it are told."""
        return self.alt or self.advertiser or self.file
