"""The white between two pieces of type: natural width, give and take, and breaks.

Amounts follow w3c/clreq: what shrinks shrinks in the order of ``Step``, and what
stretches stretches in the order of ``Stretch``.
"""

from enum import IntEnum, auto
from math import inf
from typing import NamedTuple

from newsletter.press.marks import HALVED, Kind
from newsletter.press.rules import LineRules
from newsletter.press.typecase import Sort

_HALF = 0.5
_FROM_NARROW = 0.2
_TIGHT = 0.0625
"""Ems by which ideographs may move together where a line would be torn otherwise."""

_LEAST_BLANK = 0.02
"""Painters take a blank without width for none at all."""

_ADJUSTED_BLANKS = frozenset(" \t\r\v\f\u0085\u00a0\u2028\u2029\u202f")
_FIRM_BLANKS = frozenset("\u00a0\u202f\u2007")
_LATIN = frozenset({Kind.LETTER, Kind.PERCENT})
_MAY_CLOSE_UP = frozenset({Kind.HAN, Kind.CLOSE, Kind.COMMA, Kind.STOP})
_UNITS = frozenset(
    {
        "mm", "cm", "dm", "m", "km", "in", "ft", "g", "kg", "t", "mg", "ml",
        "L", "l", "kW", "kWh", "MW", "GW", "W", "V", "A", "Hz", "kHz", "MHz",
        "GHz", "h", "min", "s", "ms", "KB", "MB", "GB", "TB", "℃", "°C", "%",
        "‰", "元", "万元", "亿元", "km/h", "m/s", "dpi", "pt",
    }
)  # fmt: skip


class Stretch(IntEnum):
    """Which gaps widen first."""

    NONE = auto()
    WORD = auto()
    """A word space: first, up to its limit."""

    SCRIPT = auto()
    """Between an ideograph and a letter: next, up to its limit."""

    EVEN = auto()
    """Any other: then, together with the two above."""

    LETTER = auto()
    """Inside a word: last, and only in need."""


class Step(IntEnum):
    """Which gaps narrow first."""

    WORD = auto()
    BRACKET = auto()
    COMMA = auto()
    SCRIPT = auto()
    STOP = auto()
    EVEN = auto()
    """Between ideographs: after all that w3c/clreq lists, and unseen."""


class Gap(NamedTuple):
    """The white between two neighbours on one line, ems."""

    adjust: float = 0.0
    """Natural white: negative where marks share theirs."""

    stretch: Stretch = Stretch.EVEN
    give: float = 0.0
    """How far it widens before the next kind of gap does."""

    step: Step = Step.WORD
    take: float = 0.0
    """How far it may narrow."""

    penalty: float = 0.0
    """Price of a line break here; infinite where none may be."""

    at_break: float = 0.0
    """What the line gains when it breaks here: a hyphen, less kerning."""

    hyphenates: bool = False
    """A break here prints a hyphen."""

    hard: bool = False
    """Neighbours are painted apart: together they would be kerned."""

    is_beside_blank: bool = False
    """One neighbour is a word space."""


TIGHT = Gap(stretch=Stretch.LETTER, penalty=inf)
"""Between parts of a word."""

_STEPS = {
    Kind.OPEN: Step.BRACKET,
    Kind.CLOSE: Step.BRACKET,
    Kind.COMMA: Step.COMMA,
    Kind.STOP: Step.STOP,
}


def gap(a: Sort, b: Sort, rules: LineRules) -> Gap:
    """Decide the white between two neighbours without a blank between them."""
    penalty = _penalty(a.last, b, rules)
    if Kind.MIDDLE in (a.last, b.first):
        return Gap(adjust=-_outside(a, b), penalty=penalty)
    white = a.right + b.left
    if white > 0:
        return _beside_mark(a, b, white, penalty, rules)
    if a.last in _narrow(a) and b.first in _narrow(b):
        return _inside_word(a, b, penalty)
    if _changes_script(a, b):
        return _script_gap(rules, penalty, adjust=rules.script_gap)
    if a.last is Kind.HAN and b.first in _MAY_CLOSE_UP:
        return Gap(step=Step.EVEN, take=_TIGHT, penalty=penalty)
    return Gap(penalty=penalty)


def gap_after_blank(
    before: Sort, blank: Sort, after: Sort, word: str, rules: LineRules
) -> Gap:
    """Decide the white after a blank between two neighbours, the latter in a word."""
    penalty = _penalty(before.last, after, rules)
    if blank.text[-1] in _FIRM_BLANKS or _is_measure(before, word, rules):
        penalty = inf
    if len(blank.text) > 1 or blank.text not in _ADJUSTED_BLANKS:
        return Gap(stretch=_stretch_of(blank), penalty=penalty)
    if _changes_script(before, after) and not rules.has_word_spaces:
        wish = rules.script_gap - blank.advance
        return _script_gap(rules, penalty, adjust=wish)
    if before.right > 0 or after.left > 0:
        return Gap(adjust=_LEAST_BLANK - blank.advance, penalty=penalty)
    is_wide = before.last not in _narrow(before) and after.first not in _narrow(after)
    if is_wide and not rules.has_word_spaces:
        return Gap(adjust=rules.han_space - blank.advance, penalty=penalty)
    return _word_space(blank, penalty, rules)


def _inside_word(a: Sort, b: Sort, penalty: float) -> Gap:
    """Join parts of a word set in two faces; a comma between them allows a break."""
    if a.last in HALVED and b.first in _LATIN:
        return Gap(stretch=Stretch.LETTER, penalty=penalty)
    return TIGHT


def _stretch_of(blank: Sort) -> Stretch:
    return Stretch.EVEN if blank.advance else Stretch.NONE


def _narrow(sort: Sort) -> frozenset[Kind]:
    """Kinds that make a neighbour of a blank Latin rather than wide."""
    wide_mark = sort.right > 0 or sort.left > 0
    return _LATIN | {Kind.OTHER} | (frozenset() if wide_mark else HALVED)


def _penalty(last: Kind, b: Sort, rules: LineRules) -> float:
    if last in rules.never_ends or b.first in rules.never_starts:
        return inf
    if b.first in rules.starts_in_need:
        # A single dash joins a range, which no line starts with.
        return rules.need_price if b.clusters > 1 or len(b.text) > 1 else inf
    return 0.0


def _outside(a: Sort, b: Sort) -> float:
    """White that an interpunct takes from, or wants of, the gap beside it."""
    return (a.right if a.last is Kind.MIDDLE else 0.0) + (
        b.left if b.first is Kind.MIDDLE else 0.0
    )


def _beside_mark(
    a: Sort, b: Sort, white: float, penalty: float, rules: LineRules
) -> Gap:
    if a.last in _narrow(a):
        # The white of what follows is taken from a character that may be narrow.
        return Gap(step=Step.BRACKET, take=min(white, _FROM_NARROW), penalty=penalty)
    step = _STEPS[a.last] if a.right > 0 else Step.BRACKET
    if rules.half_pairs and a.last in HALVED and b.first in HALVED:
        return Gap(-min(_HALF, white), Stretch.NONE, penalty=penalty)
    return Gap(0.0, Stretch.EVEN, 0.0, step, white, penalty)


def _changes_script(a: Sort, b: Sort) -> bool:
    if a.last is Kind.HAN:
        return b.first in _LATIN
    return b.first is Kind.HAN and a.last in _LATIN


def _script_gap(rules: LineRules, penalty: float, adjust: float) -> Gap:
    least, most = rules.script_gap_range
    return Gap(
        adjust=adjust,
        stretch=Stretch.SCRIPT,
        give=most - rules.script_gap,
        step=Step.SCRIPT,
        take=rules.script_gap - least,
        penalty=penalty,
    )


def _word_space(blank: Sort, penalty: float, rules: LineRules) -> Gap:
    least, most = rules.word_space_range
    wish = max(blank.advance, least)
    return Gap(
        adjust=wish - blank.advance,
        stretch=Stretch.WORD,
        give=max(most - wish, 0.0),
        step=Step.WORD,
        take=wish - least,
        penalty=penalty,
        is_beside_blank=True,
    )


def _is_measure(before: Sort, word: str, rules: LineRules) -> bool:
    """A number and its unit keep together (GB/T 15834 5.1.5)."""
    return rules.is_han and before.text[-1].isdigit() and word in _UNITS
