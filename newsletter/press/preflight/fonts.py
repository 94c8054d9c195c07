"""Fonts of a PDF: what is embedded, how wide characters are, which are missing."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, PdfError, Stream

from newsletter.press.compact import listed_widths
from newsletter.press.fontfile import cff_cids, truetype_glyphs
from newsletter.press.preflight.facts import FontFacts

_STANDARD_WIDTH = 500.0


@dataclass(frozen=True, slots=True)
class Font:
    """A font as a page shows strings in it."""

    facts: FontFacts
    is_wide: bool = False
    """Two bytes for a character."""

    widths: dict[int, float] = field(default_factory=dict)
    """Thousandths of the em, by code."""

    usual: float = _STANDARD_WIDTH
    glyphs: frozenset[int] | None = None
    """Codes that have a glyph; None when that cannot be told."""

    def codes(self, shown: bytes) -> tuple[int, ...]:
        """Split a string into codes."""
        if not self.is_wide:
            return tuple(shown)
        return tuple(
            int.from_bytes(shown[at : at + 2], "big") for at in range(0, len(shown), 2)
        )

    def width(self, code: int) -> float:
        """Give the advance of a character, ems."""
        return self.widths.get(code, self.usual) / 1000

    def missing(self, codes: tuple[int, ...]) -> int:
        """Count characters that come out as a box, or not at all."""
        if self.glyphs is None:
            return 0
        return sum(code not in self.glyphs for code in codes)


def read_font(font: Object) -> Font:
    """Read one font; whatever is broken in it counts as absent."""
    kind = str(font.get("/Subtype", ""))
    if kind == "/Type0":
        return _composite(font)
    descriptor = font.get("/FontDescriptor", Dictionary())
    first = int(font.get("/FirstChar", 0))
    listed = font.get("/Widths")
    widths = dict(enumerate(map(float, listed.as_list()), first)) if listed else {}
    scale = 1000 * float(font.FontMatrix[0]) if "/FontMatrix" in font else 1.0
    return Font(
        _facts(font, kind, descriptor),
        widths={code: width * scale for code, width in widths.items()},
        # The standard fonts have no widths; any other must list what it shows.
        glyphs=frozenset(widths) if widths and kind != "/Type3" else None,
    )


def _composite(font: Object) -> Font:
    [inner] = font.get("/DescendantFonts", Array([Dictionary()])).as_list()
    descriptor = inner.get("/FontDescriptor", Dictionary())
    facts = _facts(font, "/Type0", descriptor)
    is_identity = font.get("/Encoding") in (Name("/Identity-H"), Name("/Identity-V"))
    widths = dict(listed_widths(inner.get("/W", Array([]))))
    return Font(
        facts,
        is_wide=True,
        widths=widths if is_identity else {},
        usual=float(inner.get("/DW", 1000)),
        glyphs=_glyphs(inner, descriptor) if is_identity else None,
    )


def _facts(font: Object, kind: str, descriptor: Object) -> FontFacts:
    return FontFacts(
        name=str(font.get("/BaseFont", font.get("/Name", "?"))).lstrip("/"),
        kind=kind,
        program=_program(descriptor),
        has_unicode="/ToUnicode" in font or kind != "/Type0",
    )


def _program(descriptor: Object) -> str:
    for key in ("/FontFile", "/FontFile2"):
        if key in descriptor:
            return key[1:]
    file = descriptor.get("/FontFile3")
    return str(file.get("/Subtype", "/?"))[1:] if isinstance(file, Stream) else ""


def _glyphs(font: Object, descriptor: Object) -> frozenset[int] | None:
    """List the codes of an Identity font that have a glyph; 0 is ``.notdef``."""
    try:
        return frozenset(_numbers(font, descriptor)) - {0}
    except (PdfError, ValueError, LookupError, AttributeError, struct.error):
        return None


def _numbers(font: Object, descriptor: Object) -> Iterator[int]:
    file = descriptor.get("/FontFile3")
    if file is not None:
        if file.get("/Subtype") != Name.CIDFontType0C:
            raise ValueError("OpenType")
        yield from cff_cids(file.read_bytes())
        return
    count = truetype_glyphs(descriptor.FontFile2.read_bytes())
    map_ = font.get("/CIDToGIDMap", Name.Identity)
    if not isinstance(map_, Stream):
        yield from range(count)
        return
    table = map_.read_bytes()
    for code, (glyph,) in enumerate(struct.iter_unpack(">H", table[: len(table) & ~1])):
        if 0 < glyph < count:
            yield code
