"""What fell where on paper: the proof that print hands to the other editions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in mm from the top left corner of the trim box."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The rectangle of one article, or of one part of it, on one page."""

    article: str
    """Slug; empty for a filler, a fixed box or an advertisement."""

    kind: str = "article"
    """``article``, ``filler``, ``ear``, ``index``, ``weather``, ``advertisement``."""

    part: int = 1
    """1 for the beginning, 2 for the first continuation, and so on."""

    box: Box
    columns: int
    """Text columns in the frame."""

    lines: int
    """Height of the frame in grid lines."""

    start: int
    end: int
    """Characters ``[start, end)`` of the article's printed text that stand here."""


@dataclass(frozen=True, slots=True)
class Link:
    """A rectangle inside a frame that leads elsewhere: an entry of the index."""

    box: Box
    title: str
    article: str = ""
    """Slug; empty when it leads out of the paper."""

    href: str = ""
    """Address, where it leads out of the paper."""


@dataclass(frozen=True, slots=True)
class Jump:
    """An article goes on elsewhere (下转, 上接)."""

    article: str
    from_page: int
    to_page: int
    at: int
    """First character that stands on ``to_page``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One side of paper as composed."""

    number: int
    name: str
    width: float
    """Trimmed, mm."""

    height: float
    """Trimmed, mm."""

    columns: int
    grid_lines: int
    fill: float
    """Share of the page's grid cells that are used, 0 to 1."""

    holes: tuple[Box, ...]
    """White rectangles of more than two lines that nothing could fill."""

    frames: tuple[Frame, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Geometry of a whole print edition."""

    pages: tuple[Page, ...]
    jumps: tuple[Jump, ...] = ()
    overset: tuple[str, ...] = ()
    """Slugs with text that fits nowhere; a finished edition has none."""
