"""Cut fonts to the characters that some pages use, before the painter sees them.

The painter copies each font it meets into memory, 20 MB of a CJK face, and cuts it
twice.  One that is cut before has half a megabyte.  Glyphs keep their numbers, so
that CIDs, widths and shapes in the PDF are those of the whole font.
"""

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

_UNUSED = ("BASE", "DSIG", "VORG", "vhea", "vmtx")


@dataclass(frozen=True, slots=True)
class CutFont:
    """A font with the glyphs of some pages, and no others."""

    face: Face
    """How a style sheet asks for it."""

    data: bytes


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
            family = issue_family(font.family)
            cut[font] = CutFont(replace(font, family=family), _cut(font, characters))
    named = {name: _renamed(face, cut) for name, face in faces.items()}
    return named, tuple(cut.values())


def issue_family(family: str) -> str:
    """Name the family of a cut font after that of the whole one."""
    return f"{family} Issue"


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


def _cut(font: Face, characters: set[str]) -> bytes:
    assert font.file is not None  # noqa: S101  seen by the caller
    style = FaceStyle(family=font.family, weight=font.weight, slant=font.slant)
    face = open_face(FontFile(path=font.file, style=style))
    text = "".join(characters) + _ALWAYS
    forms = {*text, *normalize("NFC", text), *normalize("NFD", text)}
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = (
        uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    )
    wanted.unicode_set.update(
        ord(one) for one in forms if not "\ud800" <= one <= "\udfff"
    )
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(map(_tag, _FEATURES))
    wanted.drop_table_tag_set.update(map(_tag, _UNUSED))
    try:
        return bytes(uharfbuzz.subset(face, wanted).blob.data)
    except RuntimeError as error:
        raise LayoutError(f"{font.file}: cannot be cut: {error}") from error


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")
