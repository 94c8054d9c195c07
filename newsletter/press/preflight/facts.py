"""What a PDF holds, as values: all that preflight rules look at.

Boxes are left, bottom, right, top in pt of the page's own space.
"""

from dataclasses import dataclass
from enum import Enum

from newsletter.errors import Text
from newsletter.press.sheet import Rectangle

GRAY, RGB, CMYK, PATTERN = "/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern"
SPOTS = ("/Separation", "/DeviceN")


_RULE = 4.0
"""A fill this many times longer than wide is a rule."""


class Kind(Enum):
    """What paints."""

    TYPE = "type"
    FILL = "fill"
    STROKE = "stroke"
    PICTURE = "picture"
    SHADING = "shading"


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as set: space, amounts, and the inks that a spot space names."""

    space: str
    amounts: tuple[float, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def process(self) -> tuple[float, float, float, float] | None:
        """Cyan, magenta, yellow, black, 0 to 1; None in other spaces."""
        if self.space == CMYK and len(self.amounts) == 4:
            cyan, magenta, yellow, black = self.amounts
            return (cyan, magenta, yellow, black)
        if self.space == GRAY and len(self.amounts) == 1:
            return (0.0, 0.0, 0.0, 1 - self.amounts[0])
        return None

    @property
    def is_white(self) -> bool:
        """Whether it is bare paper."""
        process = self.process
        if process is None:
            return self.space == RGB and all(one >= 1 for one in self.amounts)
        return not any(process)

    def __str__(self) -> str:
        """Write it as the PDF does."""
        amounts = (f"{one:g}" for one in self.amounts)
        return " ".join((self.space.lstrip("/"), *self.names, *amounts))


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    """An image as stored, and how dense it stands on the page."""

    width: int
    """Pixels."""

    height: int
    """Pixels."""

    ppi: float
    """Across or down, whichever is less."""

    bits: int = 8
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFacts:
    """A font as embedded."""

    name: str
    kind: str
    """``/Type0``, ``/TrueType``, ``/Type1``, ``/Type3``."""

    program: str
    """``FontFile``, ``FontFile2``, a subtype of ``FontFile3``; empty for none."""

    has_unicode: bool = True

    @property
    def is_subset(self) -> bool:
        """Whether its name has the tag of a subset (ISO 32000-1, 9.6.4)."""
        tag, plus, _ = self.name.partition("+")
        return bool(plus) and len(tag) == 6 and tag.isupper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One thing that is painted."""

    kind: Kind
    box: Rectangle
    colours: tuple[Colour, ...]
    """Of fill and stroke, as far as they paint."""

    overprints: bool = False
    size: float = 0.0
    """Em size of type, width of a stroke, shorter side of a fill, pt."""

    missing: int = 0
    """Characters for which the font has no glyph."""

    font: str = ""
    picture: PictureFacts | None = None
    opacity: str = ""
    """What makes it translucent: ``ca``, ``CA``, ``BM`` or ``SMask``."""

    @property
    def is_rule(self) -> bool:
        """Whether it is a line: a stroke, or a fill much longer than wide."""
        if self.kind is Kind.STROKE:
            return True
        left, bottom, right, top = self.box
        return self.kind is Kind.FILL and max(right - left, top - bottom) > (
            _RULE * self.size
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """One page."""

    number: int
    media: Rectangle
    bleed: Rectangle | None = None
    trim: Rectangle | None = None
    crop: Rectangle | None = None
    has_art: bool = False
    rotation: int = 0
    unit: float = 1.0
    marks: tuple[Mark, ...] = ()
    fonts: tuple[FontFacts, ...] = ()
    groups: tuple[str, ...] = ()
    """Transparency groups and the like that are no mark's own."""

    annotations: tuple[tuple[str, Rectangle], ...] = ()
    faults: tuple[Text, ...] = ()
    """What is wrong with its drawing instructions."""

    @property
    def sheet(self) -> Rectangle:
        """The trim box, or what stands for it."""
        return self.trim or self.crop or self.media

    @property
    def inked(self) -> Rectangle:
        """The bleed box, or what stands for it: outside are only marks."""
        return self.bleed or self.sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentFacts:
    """An output intent."""

    subtype: str
    condition: str = ""
    registry: str = ""
    info: str = ""
    profile: int | None = None
    """Number of colours of the embedded profile; None without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A PDF as read."""

    version: str = ""
    has_object_streams: bool = False
    is_encrypted: bool = False
    has_id: bool = True
    info: tuple[tuple[str, str], ...] = ()
    """Document information; names without their slash."""

    xmp: tuple[tuple[str, str], ...] = ()
    """The same said in XMP, by the names of document information."""

    has_broken_xmp: bool = False

    intents: tuple[IntentFacts, ...] = ()
    actions: tuple[str, ...] = ()
    """Scripts, forms, layers, attached files: keys that a press has no use for."""

    pages: tuple[PageFacts, ...] = ()
    faults: tuple[str, ...] = ()
    """What is wrong with the file, though it can be read."""

    broken: str = ""
    """Why nothing could be read."""
