"""Values that pass between the stages of the press.

Lengths inside a line are ems of its type size; positions on a page are points
(1/72 inch) from the top left corner of the trim box, y growing downwards.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeAlias

from newsletter.model.issue import Photo


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a paragraph set in one face, before lines are broken."""

    text: str
    face: str
    """Name of a face in the layout's ``type.toml``: ``body``, ``strong`` …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A paragraph ready to be broken into lines."""

    pieces: tuple[Piece, ...]
    start: int
    """Offset of its first character in the article's printed text."""

    indent: float = 0.0
    """White before the first line, ems."""

    hanging: float = 0.0
    """White before every other line, ems."""

    role: str = "body"
    """What it is on the page: ``body``, ``subhead``, ``quote``, ``code`` …"""

    justified: bool = True

    @property
    def text(self) -> str:
        """All its characters."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of a line in one face and one spacing."""

    text: str
    face: str
    spacing: float = 0.0
    """White added after each character, ems; negative trims a full-width mark."""

    font: int = 0
    """0: the face's own font; n: its n-th fallback font, for rare characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One set line: what stands in it, and how wide every gap is."""

    start: int
    end: int
    """Characters ``[start, end)`` of the article's printed text, blanks dropped at
    the line's edges included, so that lines of an article follow without gaps."""

    runs: tuple[Run, ...]
    left: float
    """Where its first advance begins, ems from the column's left edge: the indent,
    less what is trimmed from an opening mark."""

    width: float
    """From ``left`` to the end of its last advance after trimming, ems."""

    role: str = "body"
    opens: bool = False
    """First line of its paragraph."""

    closes: bool = False
    """Last line of its paragraph."""

    hyphenated: bool = False
    """Its last character is a hyphen that the copy does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """A set line at its place on a page."""

    role: str
    """CSS class of the layout's print style: ``headline``, ``body``, ``folio`` …"""

    x: float
    """Left edge of the first advance, pt."""

    y: float
    """Top of the line box, pt."""

    height: float
    """Height of the line box, pt; the baseline follows from it and the face."""

    size: float
    """Type size, pt."""

    runs: tuple[Run, ...]
    paragraph: int = 0
    """Lines of one block with the same number are one paragraph to a screen reader."""

    href: str = ""
    """``#id`` of another block, or an address; empty when the line is no link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A filled rectangle: a rule, or a tint behind type."""

    x: float
    y: float
    width: float
    height: float
    black: float = 1.0
    """K, 0 to 1; 0 is white."""


@dataclass(frozen=True, slots=True)
class Plate:
    """A finished page that is printed as it came: an advertiser's."""

    pdf: bytes = field(repr=False)
    """One page; what its trim box holds fills the picture's place."""

    @property
    def key(self) -> str:
        """Name it by what it holds."""
        return sha256(self.pdf).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A photo at its place, cropped."""

    x: float
    y: float
    width: float
    height: float
    photo: Photo
    crop: tuple[float, float, float, float]
    """Left, top, right, bottom edge of the part shown, fractions of the photo."""

    plate: Plate | None = None
    """Printed in place of the photo, which then only tells what it shows."""

    href: str = ""
    """Address it leads to in the reader's PDF."""


Item: TypeAlias = TextLine | Bar | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Items that belong together: an article's part, the nameplate, or a folio."""

    kind: str
    """``nameplate``, ``folio``, ``banner``, ``article``, ``filler``, ``masthead``,
    ``furniture`` (column rules, no text)."""

    id: str = ""
    """Anchor for links and bookmarks, unique in the issue."""

    bookmark: str = ""
    """Title in the reader's outline; empty for none."""

    items: tuple[Item, ...]
    """In reading order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One page, ready to be painted."""

    number: int
    width: float
    """Trimmed, pt."""

    height: float
    """Trimmed, pt."""

    bookmark: str
    """Title of the page in the reader's outline, such as ``第01版：要闻``."""

    blocks: tuple[Block, ...]
    """In reading order."""
