"""A strip: a paragraph's pieces of type side by side, with the white between them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf

from newsletter.press.gaps import TIGHT, Gap, Stretch, gap, gap_after_blank
from newsletter.press.marks import HAN_TOKENS, LATIN_TOKENS, Kind
from newsletter.press.rules import LineRules
from newsletter.press.typecase import Sort, TypeCase
from newsletter.press.values import Piece
from newsletter.press.words import WordRules, cut_word, measured_word

_BREAK = "\n"
_APOSTROPHE = "’"
_PARTS_OF_WORDS = frozenset({Kind.LETTER, Kind.OTHER})


@dataclass(slots=True)
class Strip:
    """Type between two forced breaks."""

    start: int
    """Offset of its first character in the paragraph."""

    end: int
    """Offset behind its last character, the forced break that ends it included."""

    sorts: list[Sort] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """Offset in the paragraph at which each piece of type begins."""

    gaps: list[Gap] = field(default_factory=list)
    """White after each piece of type; the last one's is nothing."""

    widest: float = 0.0
    """Of its words, ems: lines as long break it at the same places as longer ones."""


def strips(
    pieces: tuple[Piece, ...],
    case: TypeCase,
    rules: LineRules,
    room: float,
    *,
    in_need: bool = False,
) -> Iterator[Strip]:
    """Set pieces of a paragraph side by side, one strip for each forced break.

    Args:
        pieces: The paragraph.
        case: Its type.
        rules: Rules of its language.
        room: The shortest line, ems; words wider than it may break anywhere.
        in_need: Whether ordinary words, too, may break where they should not.
    """
    setter = _Setter(case, rules, WordRules(rules, room, in_need))
    for piece in pieces:
        for token in _tokens(piece.text, rules):
            if token == _BREAK:
                yield setter.finish(1)
            else:
                setter.add(token, piece.face)
    if setter.strip.end > setter.strip.start:
        yield setter.finish(0)


def _tokens(text: str, rules: LineRules) -> list[str]:
    return (HAN_TOKENS if rules.is_han else LATIN_TOKENS).findall(text)


class _Setter:
    """Adds type to the strip in hand."""

    def __init__(self, case: TypeCase, rules: LineRules, words: WordRules) -> None:
        self._case = case
        self._rules = rules
        self._words = words
        self._known: dict[tuple[object, ...], Gap] = {}
        self.strip = Strip(0, 0)
        self._word = ""

    def add(self, token: str, face: str) -> None:
        """Set one character, blank, pair of marks or word."""
        sort = self._case.sort(token[0], face) if len(token) == 1 else None
        what = sort.first if sort else None
        self._word = token
        if sort and what not in _PARTS_OF_WORDS:
            self._append(sort, token)
        else:
            self._add_longer(token, face)

    def _add_longer(self, token: str, face: str) -> None:
        whole = self._case.sort(token, face)
        if whole.first is Kind.BLANK or _is_one(whole, self._rules):
            self._append(whole, token)
            return
        word = measured_word(token, face, self._case, self._rules)
        self.strip.widest = max(self.strip.widest, word.width)
        for sort, after in cut_word(word, self._case, self._words):
            self._append(sort, sort.text)
            self.strip.gaps[-1] = after or _OPEN_END

    def finish(self, breaks: int) -> Strip:
        """Hand over the strip and begin the next, behind a forced break."""
        done = self.strip
        done.end += breaks
        self.strip = Strip(done.end, done.end)
        return done

    def _append(self, sort: Sort, token: str) -> None:
        strip = self.strip
        if strip.sorts and strip.gaps[-1] is _OPEN_END:
            strip.gaps[-1] = self._gap_before(sort)
        strip.sorts.append(sort)
        strip.starts.append(strip.end)
        strip.gaps.append(_OPEN_END)
        strip.end += len(token)

    def _gap_before(self, sort: Sort) -> Gap:
        last = self.strip.sorts[-1]
        if sort.first is Kind.BLANK:
            return _BEFORE_BLANK
        if last.last is Kind.BLANK:
            return self._gap_after_blank(last, sort)
        if last.text == _APOSTROPHE and self._is_apostrophe(sort):
            self.strip.gaps[-2] = TIGHT._replace(hard=True)
            return TIGHT._replace(adjust=-last.right, hard=True)
        letters = last.has_letters or sort.has_letters
        single = len(sort.text) == 1
        key = (last.last, last.right, sort.first, sort.left, letters, single)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = gap(last, sort, self._rules)._replace(
                hard=letters and self._rules.is_han
            )
        return found

    def _gap_after_blank(self, blank: Sort, sort: Sort) -> Gap:
        """Look back over blanks set in several faces; only the last is adjusted."""
        before = next(
            (s for s in reversed(self.strip.sorts) if s.last is not Kind.BLANK), None
        )
        if before is None:
            return _BEFORE_BLANK
        if before is self.strip.sorts[-2]:
            shared = min(gap(before, sort, self._rules).adjust, 0.0)
            self.strip.gaps[-2] = _BEFORE_BLANK._replace(adjust=shared)
        return gap_after_blank(before, blank, sort, self._word, self._rules)

    def _is_apostrophe(self, after: Sort) -> bool:
        """Tell whether a full-width ’ stands inside a Latin word."""
        sorts = self.strip.sorts
        return (
            len(sorts) > 1
            and sorts[-2].last is Kind.LETTER
            and after.first is Kind.LETTER
        )


_OPEN_END = Gap(stretch=Stretch.NONE, penalty=inf)
_BEFORE_BLANK = Gap(stretch=Stretch.NONE, penalty=inf, is_beside_blank=True)


def _is_one(whole: Sort, rules: LineRules) -> bool:
    """Tell a wide character with what is joined to it, or a pair, from a word."""
    pairs = rules.is_han and whole.first in (Kind.DASH, Kind.ELLIPSIS)
    return pairs or whole.first in (Kind.HAN, Kind.WIDE)
