"""Edges of words: where a line of display type may end, and what it costs.

Headlines have no white to hide a bad break in, so they end their lines between
words, never 第四|十次 and never 2021年|度民生.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import inf
from typing import NamedTuple

from newsletter.press.dictionary import NUMERALS, entry_of, likeliest
from newsletter.press.marks import Kind, kind
from newsletter.press.phrases import phrases
from newsletter.press.rules import LineRules
from newsletter.press.simplified import simplified

INSIDE_WORD = 1000.0
"""Price of a break that parts a word."""

INSIDE_PHRASE = 300.0
"""Price of a break that parts a number from its measure, or strands a particle."""

_BOUND = 120.0
"""Price of a break between a word and what ends it: 产权|房, 转化|为."""

_POOR = 40.0
_MILD = 12.0
_AT_SPACE = -40.0
_AT_MARK = -15.0
_IN_QUOTES = 60.0

_PARTICLES = frozenset("的地得了着过们等吗呢吧啊者之")
_LEANS_BACK = frozenset(
    "区县市镇乡村站所局厅部委办处院校馆园会团队组家员人生工师长户率额量值费款金税价"
    "周月日年季节期版级类型性化式法度感业厂店场房楼桥车机贷圈带墓线"
)
_LEANS_ON = frozenset(
    "第每各某这那本该首全不没未再最更超近约逾共已正将在把被让为从向对与和及以由按于"
    "到给至我新老大小副总非也都还又就才"
)
_BEFORE_NUMBERS = frozenset("前后近约超逾达约为仅")
_COMPLEMENTS = frozenset("为成到至给入出上下起开")
_SHORT_QUOTE = 5
_SHORT_WORDS = frozenset(
    {
        "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with",
        "and", "or", "but", "as", "is", "are", "vs", "no",
    }
)  # fmt: skip
_TOKENS = re.compile(r"\s+|[0-9A-Za-z][\w.,:/+#&@%‰℃'’-]*|.", re.ASCII | re.DOTALL)
_LATIN_TOKENS = re.compile(r"\s+|[^\s-]+-?|-", re.DOTALL)


class Token(NamedTuple):
    """A word, a number, a mark or a blank of a headline."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Offset behind it."""
        return self.start + len(self.text)


def edges(text: str, rules: LineRules, own: frozenset[str]) -> dict[int, float]:
    """Price every place of a headline where a line may end.

    Args:
        text: One part of a headline, without forced breaks.
        rules: Line rules of its language.
        own: Words of the paper's own list, which are never parted.

    Returns:
        For each offset between words what a break costs: below 0 it is welcome, from
        ``INSIDE_PHRASE`` on no editor would make it.
    """
    if not rules.is_han:
        return _kept_whole(_latin_edges(text), text, own)
    if rules.is_traditional:
        text, own = simplified(text), frozenset(map(simplified, own))
    tokens = tuple(_tokens(text, rules, own))
    found = {b.start: _price(a, b, rules) for a, b in pairwise(tokens)}
    for at, price in _inside_quotes(text, found):
        found[at] += price
    found = {at: price for at, price in found.items() if price < inf}
    return _kept_whole(found, text, own)


def inside_words(text: str, rules: LineRules) -> dict[int, float]:
    """Price every place between two ideographs: for words wider than a line."""
    if not rules.is_han:
        return {}
    kinds = [kind(character) for character in text]
    return {
        at: INSIDE_WORD
        for at, (a, b) in enumerate(pairwise(kinds), 1)
        if a is Kind.HAN and b is Kind.HAN
    }


def _latin_edges(text: str) -> dict[int, float]:
    tokens = [
        Token(found.group(), found.start()) for found in _LATIN_TOKENS.finditer(text)
    ]
    found: dict[int, float] = {}
    for a, b in pairwise(tokens):
        if a.text.isspace():
            found[b.start] = _after_word(text[: a.start])
        elif not b.text.isspace():
            found[b.start] = _POOR
    return found


def _after_word(before: str) -> float:
    word = before.rpartition(" ")[2]
    if word.lower() in _SHORT_WORDS:
        return _MILD
    return _AT_MARK if word[-1:] in ",;:.!?—–" else 0.0


def _kept_whole(
    found: dict[int, float], text: str, own: frozenset[str]
) -> dict[int, float]:
    """Price breaks inside the paper's own words, and its phrases of several."""
    for word in own:
        at = text.find(word)
        while word and at >= 0:
            for inside in range(at + 1, at + len(word)):
                if inside in found:
                    found[inside] = INSIDE_WORD
            at = text.find(word, at + len(word))
    return found


def _tokens(text: str, rules: LineRules, own: frozenset[str]) -> Iterator[Token]:
    """Cut Han text into words, numbers, marks and blanks."""
    run = 0
    for found in _TOKENS.finditer(text):
        if kind(found.group()[0]) is Kind.HAN:
            continue
        yield from _words(text, run, found.start(), rules, own)
        yield Token(found.group(), found.start())
        run = found.end()
    yield from _words(text, run, len(text), rules, own)


def _words(
    text: str, start: int, end: int, rules: LineRules, own: frozenset[str]
) -> Iterator[Token]:
    for word in _segmented(text[start:end], rules.language.lower(), own):
        yield Token(word, start)
        start += len(word)


def _segmented(text: str, language: str, own: frozenset[str]) -> Iterable[str]:
    if not text:
        return ()
    if language.startswith("ja"):
        return phrases(text)
    return (text,) if language.startswith("ko") else likeliest(text, own)


def _price(a: Token, b: Token, rules: LineRules) -> float:
    """Price a line end between two tokens."""
    if b.text.isspace():
        return inf
    if a.text.isspace():
        return _AT_SPACE
    last, first = kind(a.text[-1]), kind(b.text[0])
    if last in rules.never_ends or first in rules.never_starts:
        return inf
    if last in (Kind.COMMA, Kind.STOP, Kind.DASH):
        return _AT_MARK
    if last is Kind.CLOSE:
        return INSIDE_PHRASE if b.text in _PARTICLES else 0.0
    if rules.language.lower().startswith("ja"):
        return 0.0
    return _between_words(a.text, b.text)


def _between_words(a: str, b: str) -> float:
    if _is_counted(a, b) or b in _PARTICLES:
        return INSIDE_PHRASE
    if len(a) > 1 and len(b) > 1:
        return 0.0
    if _completes(a, b) or (len(a) > 1 and b in _LEANS_BACK):
        return _BOUND
    if len(a) == 1 and len(b) == 1 and b not in _LEANS_ON:
        # Ideographs that no known word holds are as often as not a name.
        return INSIDE_PHRASE
    if a in _LEANS_ON:
        return _POOR
    return 0.0 if b in _LEANS_ON else _MILD


def _is_counted(a: str, b: str) -> bool:
    """Tell whether a number goes on: with its digits, its measure, or what it dates."""
    if _is_numeral(a) or (a[-1] in NUMERALS and b[0] in NUMERALS):
        return True
    if a in _BEFORE_NUMBERS and b[0] in NUMERALS:
        return True
    return len(b) == 1 and a[0] in NUMERALS and _tag(a) == "m"


def _is_numeral(word: str) -> bool:
    return all(character in NUMERALS or character in "第.," for character in word)


def _completes(a: str, b: str) -> bool:
    """Tell whether a particle belongs to the verb before it: 转化为, 增至."""
    return b in _COMPLEMENTS and _tag(a).startswith("v")


def _tag(word: str) -> str:
    entry = entry_of(word)
    return entry.tag if entry else ""


def _inside_quotes(text: str, places: Iterable[int]) -> Iterator[tuple[int, float]]:
    """Price places inside quotes and brackets: short ones are one word."""
    opened: list[int] = []
    price: dict[int, float] = {}
    for at, character in enumerate(text):
        what = kind(character)
        if what is Kind.OPEN:
            opened.append(at)
        elif what is Kind.CLOSE and opened:
            first = opened.pop()
            short = at - first <= _SHORT_QUOTE
            for inside in range(first + 1, at + 1):
                price[inside] = INSIDE_PHRASE if short else _IN_QUOTES
    return ((at, price[at]) for at in places if at in price)
