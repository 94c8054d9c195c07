"""Cut fonts to what pages set, before the painter sees them, and leave outlines out.

The painter copies each font it meets into memory, 20 MB of a CJK face, and cuts it
twice.  To place glyphs it needs only their widths: that is 5 KB.  Outlines come in when
the pages are bound.
"""

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from unicodedata import normalize

import uharfbuzz

from newsletter.errors import LayoutError
from newsletter.press.classes import Face
from newsletter.press.metrics import FaceStyle, FontFile, open_face
from newsletter.press.values import Drawing, TextLine

_ALWAYS = " \u00a0\ufffd\u2014"
_FEATURES = ("kern", "locl", "ccmp", "mark", "mkmk", "fwid")
"""What the painter may ask of a font; the rest would keep thousands of glyphs."""

_UNUSED = ("BASE", "DSIG", "VORG", "vhea", "vmtx", "CFF ", "CFF2", "glyf", "loca")


@dataclass(frozen=True, slots=True)
class CutFont:
    """A font with the glyphs of some pages, and no others."""

    face: Face
    """How a style sheet asks for it."""

    data: bytes
    """The font, without outlines."""

    glyphs: tuple[int, ...]
    """Number in the whole font of each of its glyphs."""


def cut_faces(
    drawings: Iterable[Drawing], faces: Mapping[str, Face]
) -> tuple[dict[str, Face], tuple[CutFont, ...]]:
    """Cut the fonts of faces to what pages use of them.

    Args:
        drawings: The pages.
        faces: By the names that runs use; those without a file stay as they are.

    Returns:
        The faces, naming the cut fonts first and the whole ones last; the fonts.

    Raises:
        LayoutError: a font cannot be read or cut.
    """
    cut: dict[Face, CutFont] = {}
    for font, characters in _used(drawings, faces).items():
        if font.file:
            data, glyphs = _cut(font, characters)
            family = issue_family(font)
            cut[font] = CutFont(replace(font, family=family), data, glyphs)
    named = {name: _renamed(face, cut) for name, face in faces.items()}
    return named, tuple(cut.values())


def issue_family(face: Face) -> str:
    """Name the family of a cut font: no two fonts share one."""
    return f"{face.family} {face.weight} {face.slant} Issue"


def open_font(face: Face) -> uharfbuzz.Face:
    """Open the whole font of a face that has a file.

    Raises:
        LayoutError: the file does not hold the family.
    """
    assert face.file is not None  # noqa: S101  seen by the callers
    style = FaceStyle(family=face.family, weight=face.weight, slant=face.slant)
    return open_face(FontFile(path=face.file, style=style))


def _renamed(face: Face, cut: Mapping[Face, CutFont]) -> Face:
    fonts = tuple(_alone(one) for one in (face, *face.fallbacks))
    first, *rest = (cut[one].face if one in cut else one for one in fonts)
    return replace(
        first, features=face.features, fallbacks=tuple(rest), spare=face.family
    )


def _used(
    drawings: Iterable[Drawing], faces: Mapping[str, Face]
) -> dict[Face, set[str]]:
    """Find the characters that pages set in each font."""
    used: dict[Face, set[str]] = {}
    for drawing in drawings:
        lines = (i for b in drawing.blocks for i in b.items if isinstance(i, TextLine))
        for run in (run for line in lines for run in line.runs):
            face = faces[run.face]
            font = face.fallbacks[run.font - 1] if run.font else face
            used.setdefault(_alone(font), set()).update(run.text)
    return used


def _alone(face: Face) -> Face:
    return replace(face, fallbacks=(), features="")


def _cut(font: Face, characters: set[str]) -> tuple[bytes, tuple[int, ...]]:
    text = "".join(characters) + _ALWAYS
    forms = {*text, *normalize("NFC", text), *normalize("NFD", text)}
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    wanted.unicode_set.update(
        ord(one) for one in forms if not "\ud800" <= one <= "\udfff"
    )
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(map(_tag, _FEATURES))
    wanted.drop_table_tag_set.update(map(_tag, _UNUSED))
    try:
        plan = uharfbuzz.SubsetPlan(open_font(font), wanted)
        cut = plan.execute()
    except RuntimeError as error:
        raise LayoutError(f"{font.file}: cannot be cut: {error}") from error
    numbers = plan.new_to_old_glyph_mapping
    glyphs = tuple(numbers[new] for new in range(cut.glyph_count))
    return _without_outlines(cut), glyphs


def _without_outlines(face: uharfbuzz.Face) -> bytes:
    """Write a TrueType font all of whose glyphs are white."""
    tables = {tag: bytes(face.reference_table(tag).data) for tag in face.table_tags}
    count = face.glyph_count
    head = bytearray(tables["head"])
    head[50:52] = b"\0\0"  # short offsets in loca
    tables |= {
        "head": bytes(head),
        "glyf": bytes(4),
        "loca": bytes(2 * (count + 1)),
        "maxp": struct.pack(">IH", 0x00010000, count) + bytes(26),
    }
    at = 12 + 16 * len(tables)
    directory = struct.pack(">IHHHH", 0x00010000, len(tables), 0, 0, 0)
    body = b""
    for tag, data in sorted(tables.items()):
        place = at + len(body)
        directory += struct.pack(">4sIII", tag.encode(), 0, place, len(data))
        body += data + bytes(-len(data) % 4)
    return directory + body


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")
