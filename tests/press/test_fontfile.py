"""Compact fonts: fewer bytes, the same glyphs under the same numbers."""

import io

import pikepdf
import pytest
import uharfbuzz
from fontTools.cffLib import CFFFontSet

from newsletter.errors import LayoutError
from newsletter.press.fontfile import compact_cff
from tests.press.drawings import a_line, name_keyed_font, painted_lines


@pytest.fixture(scope="module")
def embedded() -> tuple[bytes, frozenset[int]]:
    """Take the OpenType file that WeasyPrint embeds, and the glyphs of the page."""
    pdf = painted_lines(a_line("老码头")).pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        [font] = [
            entry
            for entry in document.objects
            if isinstance(entry, pikepdf.Dictionary)
            and entry.get("/Subtype") == pikepdf.Name.CIDFontType0
        ]
        glyphs = frozenset(int(n) for n in font.W if not isinstance(n, pikepdf.Array))
        return font.FontDescriptor.FontFile3.read_bytes(), glyphs


def charset(cff: bytes) -> list[str]:
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(cff), None)
    return list(fonts[0].charset)


def test_glyphs_keep_their_numbers_as_cids(
    embedded: tuple[bytes, frozenset[int]],
) -> None:
    opentype, glyphs = embedded

    cff = compact_cff(opentype, glyphs)

    assert len(glyphs) == 3
    assert charset(cff) == [".notdef", *(f"cid{n:05d}" for n in sorted(glyphs))]
    assert len(cff) < len(opentype) / 20


def test_glyphs_of_name_keyed_fonts_keep_their_places() -> None:
    opentype = name_keyed_font(["a", "b", "c"])

    cff = compact_cff(opentype, frozenset({3}))

    assert len(charset(cff)) == 4


def test_fonts_whose_cids_are_not_glyph_numbers_are_refused(
    embedded: tuple[bytes, frozenset[int]],
) -> None:
    opentype, glyphs = embedded
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    renumbered = bytes(uharfbuzz.subset(uharfbuzz.Face(opentype), wanted).blob.data)

    with pytest.raises(LayoutError, match="CIDs are not its glyph numbers"):
        compact_cff(renumbered, frozenset({1, 2, 3}))
