"""Type cases: how wide characters are in a layout's faces, and which font has them."""

import re
from functools import cache
from itertools import groupby
from typing import NamedTuple
from unicodedata import category

from newsletter.errors import LayoutError
from newsletter.press.marks import HALVED, Kind, joined_clusters, kind
from newsletter.press.metrics import FaceStyle, FontFile, FontMetrics

_MISSING = -1
_FULL = 0.95
"""Advance in ems from which a mark counts as full-width."""

_INTERPUNCT = 0.5
"""Room of an interpunct, ems (clreq)."""

_JOINED_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"
    "|[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?"
    "(?:[\U0001f3fb-\U0001f3ff]\ufe0f?|\u200d[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?)+"
)
"""Flags, people with a colour of skin, and what joiners make one of several."""

_WITHOUT_GLYPH = ("Cc", "Cf", "Zl", "Zp")


class Cluster(NamedTuple):
    """Characters that a font draws as one and that are never parted."""

    text: str
    advance: float
    """Ems, kerning with the next cluster included."""

    font: int
    """0: the face's own font; n: the n-th fallback font."""


class Sort(NamedTuple):
    """A piece of type: characters that keep together, and the room they take."""

    text: str
    face: str
    font: int
    advance: float
    """Ems."""

    first: Kind
    last: Kind
    left: float = 0.0
    """White inside its left edge that neighbours or line ends may take, ems."""

    right: float = 0.0
    """The same at its right edge; negative: white that it wants outside."""

    clusters: int = 1
    tail: int = 0
    """Where in the text its last cluster begins."""

    has_letters: bool = False
    """Belongs to a word with letters, which is drawn apart from marks beside it."""


class TypeCase:
    """All the type of one publication: faces by name, with their fallback fonts.

    Measures are kept, so one case should serve a whole issue.
    """

    def __init__(
        self, faces: dict[str, FontFile], fallback: tuple[FontFile, ...], language: str
    ) -> None:
        """Fill the case; fonts are opened when first used."""
        self._files = faces
        self._language = language
        self._rest = tuple(FontMetrics(file, language) for file in fallback)
        self.fallback_files = fallback
        self._sorts: dict[tuple[str, str], Sort] = {}
        self._shapes: dict[tuple[str, str], tuple[Cluster, ...]] = {}
        self._fonts = cache(self._open)
        self._font_for = cache(self._find_font)

    def style(self, face: str) -> FaceStyle:
        """Say what a style sheet must ask for.

        Raises:
            LayoutError: the layout has no face of that name.
        """
        return self._file(face).style

    @property
    def styles(self) -> dict[str, FaceStyle]:
        """What a style sheet must ask for, face by face."""
        return {name: file.style for name, file in self._files.items()}

    @property
    def fallback_styles(self) -> tuple[FaceStyle, ...]:
        """What a style sheet must ask for to get the fallback fonts."""
        return tuple(file.style for file in self.fallback_files)

    @property
    def files(self) -> dict[str, FontFile]:
        """The font file of every face."""
        return dict(self._files)

    def missing(self, text: str, face: str) -> tuple[str, ...]:
        """List the characters that no font of the case has, each once.

        Blanks, controls and invisible format characters need no glyph.  Emoji joined
        of several, such as flags and families, are listed whole where no font draws
        them as one.

        Raises:
            LayoutError: the layout has no such face, or its font cannot be read.
        """
        alone = (
            character
            for character in dict.fromkeys(text)
            if self._font_for(character, face) == _MISSING
            and category(character) not in _WITHOUT_GLYPH
            and not _is_invisible(character)
        )
        joined = (
            found.group()
            for found in _JOINED_EMOJI.finditer("" if text.isascii() else text)
            if not self._draws_as_one(found.group(), face)
        )
        return tuple(dict.fromkeys((*alone, *joined)))

    def _draws_as_one(self, cluster: str, face: str) -> bool:
        font = self._font_of_cluster(cluster, face)
        # One that no font has is listed by its characters.
        return font == _MISSING or self._fonts(face)[font].draws_as_one(cluster)

    def shape(self, text: str, face: str) -> tuple[Cluster, ...]:
        """Measure text on one line, kerned, as the painter will draw it in one run.

        Every character is in one cluster; clusters are in reading order.  A
        character that no font has counts one em.

        Raises:
            LayoutError: the layout has no such face, or its font cannot be read.
        """
        found = self._shapes.get((text, face))
        if found is None:
            found = self._shapes[text, face] = tuple(self._shaped(text, face))
        return found

    def sort(self, text: str, face: str) -> Sort:
        """Take the piece of type for a character, a mark or a pair of marks."""
        found = self._sorts.get((text, face))
        if found is None:
            found = self._sorts[text, face] = self._cast(text, face)
        return found

    def _file(self, face: str) -> FontFile:
        try:
            return self._files[face]
        except KeyError:
            known = ", ".join(sorted(self._files))
            raise LayoutError(
                f"print/type.toml: no face {face!r}; there are: {known}"
            ) from None

    def _open(self, face: str) -> tuple[FontMetrics, ...]:
        return (FontMetrics(self._file(face), self._language), *self._rest)

    def _find_font(self, character: str, face: str) -> int:
        fonts = enumerate(self._fonts(face))
        return next((n for n, font in fonts if font.has(character)), _MISSING)

    def _font_of_cluster(self, cluster: str, face: str) -> int:
        """Choose the first font that has all the cluster draws."""
        drawn = [c for c in cluster if not _is_invisible(c)] or [cluster[0]]
        if len(drawn) == 1:
            return self._font_for(drawn[0], face)
        fonts = enumerate(self._fonts(face))
        whole = (n for n, font in fonts if all(map(font.has, drawn)))
        return next(whole, self._font_for(drawn[0], face))

    def _shaped(self, text: str, face: str) -> list[Cluster]:
        clusters = joined_clusters(text)
        chosen: list[Cluster] = []
        for font, group in groupby(
            clusters, lambda cluster: self._font_of_cluster(cluster, face)
        ):
            if font == _MISSING:
                chosen.extend(_without_glyph(cluster) for cluster in group)
            else:
                chosen.extend(self._in_font("".join(group), face, font))
        return chosen

    def _in_font(self, text: str, face: str, font: int) -> list[Cluster]:
        advances = self._fonts(face)[font].advances(text)
        ends = [*(at for at, _ in advances[1:]), len(text)]
        return [
            Cluster(text[at:end], max(advance, 0.0), font)
            for (at, advance), end in zip(advances, ends, strict=True)
        ]

    def _cast(self, text: str, face: str) -> Sort:
        clusters = self.shape(text, face)
        advance = sum(cluster.advance for cluster in clusters)
        font, what = clusters[0].font, kind(text[0])
        left, right = self._white(text, face, font, advance)
        tail = len(text) - len(clusters[-1].text)
        return Sort(
            text, face, font, advance, what, what, left, right, len(clusters), tail
        )

    def _white(
        self, text: str, face: str, font: int, advance: float
    ) -> tuple[float, float]:
        """Measure the white at a mark's sides that its neighbours may take."""
        what = kind(text[0])
        if what is Kind.MIDDLE:
            return (advance - _INTERPUNCT) / 2, (advance - _INTERPUNCT) / 2
        if what in HALVED and advance >= _FULL and len(text) == 1:
            return self._fonts(face)[font].halves(text)
        return 0.0, 0.0


def _without_glyph(cluster: str) -> Cluster:
    wide = 0.0 if all(map(_is_invisible, cluster)) else 1.0
    return Cluster(cluster, wide, 0)


def _is_invisible(character: str) -> bool:
    """Joiners, selectors and controls: drawn by nothing, wanted by no font."""
    if character.isascii():
        return character < " " or character == "\x7f"
    code = ord(character)
    return (
        0xFE00 <= code <= 0xFE0F
        or 0xE0000 <= code <= 0xE01EF
        or category(character) in ("Cf", "Cc", "Cs", "Zl", "Zp")
    )
