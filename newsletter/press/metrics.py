"""Metrics: how wide a font file draws text, in ems.

The only module that shapes text with HarfBuzz.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import uharfbuzz as hb

from newsletter.errors import LayoutError

# The painter switches ligatures off: letter-spacing would break them anyway.
_FEATURES = {"kern": True, "liga": False, "clig": False, "calt": False, "dlig": False}
_KANA = re.compile(r"[\u3041-\u30ff]")
_HAN_LANGUAGES = ("zh", "ja", "ko")
_OTHER_LANGUAGES = {"Latn": "en", "Grek": "el", "Cyrl": "ru"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceStyle:
    """What a style sheet must say to get a face."""

    family: str
    weight: int
    slant: str = "normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFile:
    """Where a face's font is, and how style sheets name it."""

    path: Path
    style: FaceStyle


def open_face(file: FontFile) -> hb.Face:
    """Map a font file into memory, and find the face of its family.

    Raises:
        LayoutError: the file does not hold the family.
    """
    family = file.style.family
    names = (family, f"{family} Regular", f"{family} Bold")
    blob = hb.Blob.from_file_path(str(file.path))
    for index in range(max(hb.Face(blob, 0).count, 1)):
        face = hb.Face(blob, index)
        if face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) in names:
            return face
    raise LayoutError(
        f"{file.path}: has no family {family!r};"
        " correct family or file in print/type.toml"
    )


def is_kerned(text: str) -> bool:
    """Tell whether a run is kerned: one with kana is set solid (ベタ組み, jlreq)."""
    return not _KANA.search(text)


def has_local_forms(language: str) -> bool:
    """Tell whether a language's forms are asked for.

    Korean marks would be of two widths, beside hangul and alone in a run; the font
    of the region has the right forms as they are.
    """
    return not language.lower().startswith("ko")


class FontMetrics:
    """One font file's face, measured in ems."""

    def __init__(self, file: FontFile, language: str) -> None:
        """Map the file into memory; nothing else is read before it is needed."""
        self._file = file
        self._language = language

    @cached_property
    def _font(self) -> hb.Font:
        return hb.Font(open_face(self._file))

    def has(self, character: str) -> bool:
        """Tell whether the font draws a character.

        Raises:
            LayoutError: the file does not hold the family.
        """
        return bool(self._font.get_nominal_glyph(ord(character)))

    def advances(self, text: str) -> list[tuple[int, float]]:
        """Shape text: where each cluster starts, and its advance, in reading order."""
        return [(at, wide) for at, wide, _ in self._glyphs(text, halved=False)]

    def draws_as_one(self, cluster: str) -> bool:
        """Tell whether the font has one glyph for all that is joined to a character."""
        buffer = hb.Buffer()
        buffer.add_str(cluster)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, _FEATURES)
        return len([1 for at in buffer.glyph_positions if at.x_advance]) <= 1

    def halves(self, mark: str) -> tuple[float, float]:
        """Measure the white that ``halt`` takes from the two sides of a mark, ems."""
        [(_, whole, _)] = self._glyphs(mark, halved=False)
        [(_, half, offset)] = self._glyphs(mark, halved=True)
        left = max(0.0, -offset)
        return left, max(0.0, whole - half - left)

    def _language_of(self, script: str) -> str:
        """Shape as Pango will: letters foreign to a language in one of their own."""
        if self._language.lower().startswith(_HAN_LANGUAGES):
            return _OTHER_LANGUAGES.get(script, self._language)
        return self._language

    def _glyphs(self, text: str, *, halved: bool) -> list[tuple[int, float, float]]:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        if buffer.script in (None, "Zyyy", "Zinh"):
            buffer.script = "Hani"
            buffer.direction = "ltr"
        buffer.language = self._language_of(buffer.script)
        features = _FEATURES | {"halt": halved, "kern": is_kerned(text)}
        features["locl"] = has_local_forms(self._language)
        hb.shape(self._font, buffer, features)
        upem = self._font.face.upem
        totals: dict[int, tuple[float, float]] = {}
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            advance, offset = totals.get(info.cluster, (0.0, 0.0))
            totals[info.cluster] = (advance + at.x_advance, offset + at.x_offset)
        return [(k, totals[k][0] / upem, totals[k][1] / upem) for k in sorted(totals)]
