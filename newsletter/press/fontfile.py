"""Make the fonts inside a PDF small, and fit for PDF versions before 1.6.

WeasyPrint embeds OpenType files whole, empty tables and glyphs included.  What a
printer needs is the bare CFF table (ISO 32000-1, 9.9, ``CIDFontType0C``).
"""

import struct
from collections.abc import Iterator
from itertools import pairwise

import uharfbuzz

from newsletter.errors import LayoutError

_CHARSET, _CHAR_STRINGS, _ROS = 15, 17, 0x0C1E
_REAL = 30
_RETAIN = uharfbuzz.SubsetFlags.RETAIN_GIDS


def compact_cff(opentype: bytes, glyphs: frozenset[int]) -> bytes:
    """Keep the outlines of some glyphs of an OpenType font, as a bare CFF table.

    The text of the PDF, its widths and its Unicode map stay valid: characters are
    found by CID, and each glyph keeps the CID that is its old number.

    Args:
        opentype: A font file with a ``CFF`` table.
        glyphs: Glyph numbers that the PDF uses; ``.notdef`` always stays.

    Raises:
        LayoutError: glyph numbers and CIDs of the font differ, so that Ghostscript
            and MuPDF would print other glyphs than Poppler and PDFium.
    """
    face = uharfbuzz.Face(opentype)
    before = face.reference_table("CFF ").data
    if not _is_cid_keyed(before):
        # Its glyphs are found by number: they must keep their numbers.
        return _bare(_cut(face, glyphs, _RETAIN))
    cids = _cids(before, face.glyph_count)
    if any(cids[glyph] != glyph for glyph in glyphs if glyph < len(cids)):
        raise LayoutError("a font's CIDs are not its glyph numbers; prepare it anew")
    return _bare(_cut(face, glyphs, uharfbuzz.SubsetFlags.DEFAULT))


def kept_truetype(font: bytes, glyphs: frozenset[int]) -> bytes:
    """Keep the outlines of some glyphs of a TrueType font, under their numbers."""
    return kept(uharfbuzz.Face(font), glyphs)


def kept(face: uharfbuzz.Face, glyphs: frozenset[int]) -> bytes:
    """Keep some glyphs of a font, under their numbers."""
    return bytes(_cut(face, glyphs, _RETAIN).blob.data)


def heights(font: bytes) -> tuple[int, int]:
    """Read how far a font rises above its line and falls below it, 1/1000 em."""
    face = uharfbuzz.Face(font)
    extents = uharfbuzz.Font(face).get_font_extents("ltr")
    return (
        round(extents.ascender * 1000 / face.upem),
        round(extents.descender * 1000 / face.upem),
    )


def cff_cids(cff: bytes) -> tuple[int, ...]:
    """List the CIDs of a bare CFF font; of one without CIDs, its glyph numbers.

    Raises:
        LookupError, struct.error: no CFF, or a damaged one.
    """
    (at,) = _top_dict(cff)[_CHAR_STRINGS]
    (count,) = struct.unpack_from(">H", cff, at)
    return tuple(_cids(cff, count)) if _is_cid_keyed(cff) else tuple(range(count))


def truetype_glyphs(font: bytes) -> int:
    """Count the glyphs of a TrueType font.

    Raises:
        LookupError, struct.error: no TrueType, or a damaged one.
    """
    (tables,) = struct.unpack_from(">H", font, 4)
    for n in range(tables):
        tag, _, at, _ = struct.unpack_from(">4sIII", font, 12 + 16 * n)
        if tag == b"maxp":
            return int(struct.unpack_from(">H", font, at + 4)[0])
    raise LookupError("maxp")


def _bare(face: uharfbuzz.Face) -> bytes:
    return bytes(face.reference_table("CFF ").data)


def _cut(
    face: uharfbuzz.Face, glyphs: frozenset[int], flags: uharfbuzz.SubsetFlags
) -> uharfbuzz.Face:
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = (
        flags
        | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
        | uharfbuzz.SubsetFlags.NO_HINTING
        | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    )
    wanted.glyph_set.update({0, *glyphs})
    return uharfbuzz.subset(face, wanted)


def _is_cid_keyed(cff: bytes) -> bool:
    return _ROS in _top_dict(cff)


def _top_dict(cff: bytes) -> dict[int, tuple[int, ...]]:
    """Read the Top DICT (Adobe Technical Note 5176, section 9); reals become 0."""
    names_end, _ = _index(cff, cff[2])
    _, tops = _index(cff, names_end)
    return dict(_operators(tops[0]))


def _index(cff: bytes, at: int) -> tuple[int, list[bytes]]:
    """Read an INDEX; give where it ends, and its entries."""
    (count,) = struct.unpack_from(">H", cff, at)
    if not count:
        return at + 2, []
    size = cff[at + 2]
    table = at + 3
    offsets = [
        int.from_bytes(cff[table + n * size : table + (n + 1) * size], "big")
        for n in range(count + 1)
    ]
    start = table + (count + 1) * size - 1
    entries = [cff[start + a : start + b] for a, b in pairwise(offsets)]
    return start + offsets[-1], entries


def _operators(entry: bytes) -> Iterator[tuple[int, tuple[int, ...]]]:
    operands: list[int] = []
    at = 0
    while at < len(entry):
        lead = entry[at]
        if lead <= 21:
            is_long = lead == 12
            yield (lead << 8 | entry[at + 1]) if is_long else lead, tuple(operands)
            operands.clear()
            at += 2 if is_long else 1
        else:
            number, at = _operand(entry, at)
            operands.append(number)


def _operand(entry: bytes, at: int) -> tuple[int, int]:
    lead = entry[at]
    if lead == 28:
        return struct.unpack_from(">h", entry, at + 1)[0], at + 3
    if lead == 29:
        return struct.unpack_from(">i", entry, at + 1)[0], at + 5
    if lead == _REAL:
        end = at + 1
        while entry[end] & 0x0F != 0x0F:
            end += 1
        return 0, end + 1
    if lead <= 246:
        return lead - 139, at + 1
    if lead <= 250:
        return (lead - 247) * 256 + entry[at + 1] + 108, at + 2
    return -(lead - 251) * 256 - entry[at + 1] - 108, at + 2


def _cids(cff: bytes, count: int) -> list[int]:
    """Read the charset of a CID-keyed font: the CID of every glyph."""
    (at,) = _top_dict(cff)[_CHARSET]
    kind = cff[at]
    at += 1
    cids = [0]
    if kind == 0:
        cids.extend(struct.unpack_from(f">{count - 1}H", cff, at))
        return cids
    shape = ">HB" if kind == 1 else ">HH"
    while len(cids) < count:
        first, more = struct.unpack_from(shape, cff, at)
        cids.extend(range(first, first + more + 1))
        at += struct.calcsize(shape)
    return cids[:count]
