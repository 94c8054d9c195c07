"""Words: how Latin text is cut into pieces of type at the places it may break."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import inf
from typing import NamedTuple

from newsletter.press.gaps import Gap, Stretch
from newsletter.press.hyphens import hyphen_points
from newsletter.press.marks import is_address, kind, sensible_breaks
from newsletter.press.rules import LineRules
from newsletter.press.typecase import Cluster, Sort, TypeCase

_AT_HYPHEN = 10.0
_IN_ADDRESS = 30.0
_ANYWHERE = 2500.0
_SOFT_HYPHEN = "\u00ad"
_FIGURES_BEHIND_NAME = re.compile(r"[^\W\d_]{2}(?=\d[\d.]*\d)")
_HYPHENS = "-‐–—"
_LOOSE = ".-_=&"
"""Marks in words behind which a line may end in need (not /: GB/T 15834 5.1.9)."""

_CONTEXT = 12
_NO_HYPHENS = "\u0590"
"""Scripts from here on, Hebrew first, do not divide words with a hyphen."""


@dataclass(frozen=True, slots=True)
class WordRules:
    """How words may be cut."""

    rules: LineRules
    room: float
    """The shortest line, ems; wider words may break anywhere."""

    in_need: bool
    """Letters of ordinary words may be parted anywhere, at a price."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place where a word may break."""

    penalty: float = inf
    hyphenates: bool = False
    hard: bool = False


_FIRM = _Cut()


class Word(NamedTuple):
    """A word, measured."""

    text: str
    face: str
    clusters: tuple[Cluster, ...]
    tail: int
    """Offset of the last cluster if kerning was undone before it; else 0."""

    width: float
    """Ems."""


def measured_word(text: str, face: str, case: TypeCase, rules: LineRules) -> Word:
    """Measure a word whose last character may be painted on its own.

    The gap to an ideograph is white after that character alone, and kerning does
    not reach from one run into the next.
    """
    clusters = case.shape(text, face)
    width = _width(clusters)
    if not rules.is_han or len(clusters) < 2:
        return Word(text, face, clusters, 0, width)
    tail = len(text) - len(clusters[-1].text)
    parts = case.shape(text[:tail], face) + case.shape(text[tail:], face)
    if abs(_width(parts) - width) < 1e-6:
        return Word(text, face, clusters, 0, width)
    return Word(text, face, parts, tail, _width(parts))


def cut_word(
    word: Word, case: TypeCase, how: WordRules
) -> Iterator[tuple[Sort, Gap | None]]:
    """Cut a word at every place where a line may break.

    Yields:
        Pieces of type in order, each with the gap after it but the last.
    """
    text, face, tail = word.text, word.face, word.tail
    cuts = _font_changes(word.clusters) | _breaks(text, word.width, how)
    if tail:
        cuts[tail] = replace(cuts.get(tail, _FIRM), hard=True)
    part: list[Cluster] = []
    has_letters = any(map(str.isalpha, text))
    at = 0
    for cluster in word.clusters:
        part.append(cluster)
        at += len(cluster.text)
        cut = cuts.get(at)
        if cut and at < len(text):
            before = text[max(at - _CONTEXT, 0) : at]
            joint = _joint(cut, cluster, before, face, case)
            yield _sort(part, face, has_letters=has_letters), joint
            part = []
    has_letters = any(map(str.isalpha, text[tail:]))
    yield _sort(part, face, has_letters=has_letters), None


def _width(clusters: tuple[Cluster, ...]) -> float:
    return sum(cluster.advance for cluster in clusters)


def _font_changes(clusters: tuple[Cluster, ...]) -> dict[int, _Cut]:
    ends = accumulate(len(cluster.text) for cluster in clusters)
    pairs = zip(ends, pairwise(clusters), strict=False)
    return {at: _FIRM for at, (a, b) in pairs if a.font != b.font}


def _breaks(word: str, width: float, how: WordRules) -> dict[int, _Cut]:
    """List every offset where a line may end; where two cuts meet, the milder."""
    cuts: dict[int, _Cut] = {}
    if width > how.room:
        cuts |= dict.fromkeys(range(1, len(word)), _Cut(_ANYWHERE))
    elif how.in_need:
        cuts |= _cuts_in_need(word, how.rules)
    if is_address(word) or width > how.room:
        cuts |= dict.fromkeys(sensible_breaks(word), _Cut(_IN_ADDRESS))
    if not is_address(word):
        points = hyphen_points(word, how.rules.hyphenation)
        hyphen = _Cut(how.rules.hyphen_price, hyphenates=True)
        cuts |= dict.fromkeys(points, hyphen)
    return cuts | _own_hyphens(word)


def _cuts_in_need(word: str, rules: LineRules) -> dict[int, _Cut]:
    """Part letters anywhere, two on either side at least; an address without hyphen."""
    hyphen = not is_address(word)
    cuts = {
        at: _Cut(rules.need_price, hyphenates=hyphen)
        for at in range(2, len(word) - 1)
        if word[at - 2 : at + 2].isalpha() and max(word[at - 2 : at + 2]) < _NO_HYPHENS
    }
    if rules.is_han:
        cuts |= dict.fromkeys(_loose_ends(word), _Cut(rules.need_price))
        figures = [found.end() for found in _FIGURES_BEHIND_NAME.finditer(word)]
        cuts |= dict.fromkeys(figures, _Cut(rules.need_price * 2))
    return cuts


def _loose_ends(word: str) -> Iterator[int]:
    """Find the places behind marks in words: a file's point, a telephone's hyphen."""
    for at in sensible_breaks(word):
        around = word[at - 2 : at - 1], word[at]
        letters = all(map(str.isalpha, around))
        number = word[at - 1] == "-" and all(map(str.isdigit, around))
        if (word[at - 1] in _LOOSE and letters) or number:
            yield at


def _own_hyphens(word: str) -> dict[int, _Cut]:
    """Break after hyphens and dashes between letters, and at soft hyphens."""
    cuts: dict[int, _Cut] = {}
    for at in range(2, len(word)):
        if word[at - 1] == _SOFT_HYPHEN:
            cuts[at] = _Cut(_AT_HYPHEN, hyphenates=True)
        elif word[at - 1] in _HYPHENS and word[at].isalpha() and word[at - 2].isalpha():
            cuts[at] = _Cut(_AT_HYPHEN)
    return cuts


def _sort(part: list[Cluster], face: str, *, has_letters: bool) -> Sort:
    text = "".join(cluster.text for cluster in part)
    return Sort(
        text=text,
        face=face,
        font=part[0].font,
        advance=sum(cluster.advance for cluster in part),
        first=kind(text[0]),
        last=kind(text[-1]),
        clusters=len(part),
        tail=len(text) - len(part[-1].text),
        has_letters=has_letters,
    )


def _joint(cut: _Cut, last: Cluster, before: str, face: str, case: TypeCase) -> Gap:
    """Describe the joint between two parts of a word.

    Args:
        cut: What happens when a line breaks there.
        last: The cluster before the joint.
        before: The word up to the joint; enough of it to show its script.
        face: The word's face.
        case: Its type.
    """
    hyphen = "-" if cut.hyphenates else ""
    alone = case.shape(before + hyphen, face)[-1 - len(hyphen) :]
    return Gap(
        stretch=Stretch.LETTER,
        penalty=cut.penalty,
        at_break=_width(alone) - last.advance,
        hyphenates=cut.hyphenates,
        hard=cut.hard,
    )
