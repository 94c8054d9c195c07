"""Embed a font in a PDF, with the glyphs that pages set and no others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

import uharfbuzz
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from newsletter.press.fontfile import kept
from newsletter.press.pagefonts import listed, pitch_flag, tagged, unicode_sections

_CMAP_HEAD: Final = b"""\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange"""
_CMAP_TAIL: Final = b"""\
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFont:
    """What a page sets in one font."""

    family: str
    """Of the cut font, which no other has."""

    widths: Mapping[int, float]
    """Of the glyphs set, by their numbers in the whole font, 1/1000 em."""

    texts: Mapping[int, str]
    """Characters that they stand for."""

    def as_list(self) -> list[Any]:
        """Write it down as JSON can."""
        return [self.family, [*self.widths.items()], [*self.texts.items()]]

    @classmethod
    def from_list(cls, written: list[Any]) -> Self:
        """Read what ``as_list`` has written."""
        family, widths, texts = written
        return cls(family=family, widths=dict(widths), texts=dict(texts))


def type_font(
    document: Pdf, face: uharfbuzz.Face, met: Iterable[tuple[SetFont, Object]]
) -> Object:
    """Make the font object of all pages that set a font.

    Args:
        document: Where it goes.
        face: The whole font.
        met: What each page sets, and the font object that the painter made for it.
    """
    widths: dict[int, float] = {}
    texts: dict[int, str] = {}
    for font, _ in met:
        widths |= font.widths
        texts = {**font.texts, **texts}
    painted = next(painted for _, painted in met)
    own = face.get_name(uharfbuzz.OTNameIdPredefined.POSTSCRIPT_NAME) or "Font"
    name = tagged(own, widths)
    return document.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([_descendant(document, face, widths, name, painted)]),
            ToUnicode=document.make_stream(_unicode_map(texts)),
        )
    )


def _descendant(
    document: Pdf,
    face: uharfbuzz.Face,
    widths: Mapping[int, float],
    name: Name,
    painted: Object,
) -> Object:
    data = kept(face, frozenset(widths))
    is_cff = data.startswith(b"OTTO")
    [before] = painted.DescendantFonts.as_list()
    descriptor = _descriptor(face, widths, name, before.FontDescriptor)
    if is_cff:
        descriptor.FontFile3 = document.make_stream(data, Subtype=Name.OpenType)
    else:
        descriptor.FontFile2 = document.make_stream(data, Length1=len(data))
    return document.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name("/CIDFontType0" if is_cff else "/CIDFontType2"),
            BaseFont=name,
            CIDSystemInfo=Dictionary(
                Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
            ),
            CIDToGIDMap=Name.Identity,
            W=listed(dict(widths)),
            FontDescriptor=document.make_indirect(descriptor),
        )
    )


def _descriptor(
    face: uharfbuzz.Face, widths: Mapping[int, float], name: Name, before: Object
) -> Dictionary:
    """Describe a font as the painter did, but for what depends on all pages."""
    _, low, _, high = before.FontBBox.as_list()
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        FontFamily=String(
            face.get_name(uharfbuzz.OTNameIdPredefined.FONT_FAMILY) or "Font"
        ),
        Flags=pitch_flag(int(before.Flags), widths.values()),
        FontBBox=Array([0, low, max(widths.values(), default=0), high]),
        ItalicAngle=before.ItalicAngle,
        Ascent=before.Ascent,
        Descent=before.Descent,
        CapHeight=before.CapHeight,
        StemV=before.StemV,
        StemH=before.StemH,
    )


def _unicode_map(texts: Mapping[int, str]) -> bytes:
    """Write which characters glyphs stand for."""
    coded = {glyph: text.encode("utf-16-be").hex() for glyph, text in texts.items()}
    sections = unicode_sections({glyph: one.encode() for glyph, one in coded.items()})
    return b"\n".join((_CMAP_HEAD, *sections, _CMAP_TAIL))
