"""Places where a strip's lines may end, and what the gaps between them can do."""

from math import inf
from typing import NamedTuple

from newsletter.press.gaps import Step, Stretch
from newsletter.press.justify import MARKS, letter_take, letters_inside
from newsletter.press.marks import Kind
from newsletter.press.rules import LineRules
from newsletter.press.strip import Strip
from newsletter.press.typecase import Sort

_EASE = {
    Stretch.NONE: 0.0,
    Stretch.WORD: 0.25,
    Stretch.SCRIPT: 0.1,
    Stretch.EVEN: 0.1,
    Stretch.LETTER: 0.0,
}
"""White in ems that a gap takes at a badness of 100."""

_EASE_BESIDE_MARK = 0.1
_LONE_CHARACTER = 1500.0
_SHORT_LAST_LINE = 400.0
_NO_CHARACTERS = frozenset(
    {Kind.BLANK, Kind.OPEN, Kind.CLOSE, Kind.COMMA, Kind.STOP, Kind.ELLIPSIS}
)


class Place(NamedTuple):
    """A place where a line may end and the next begin."""

    next: int
    """First piece of type of the next line."""

    last: int
    """Last piece of type of the line, blanks dropped."""

    starts: float
    """Where the next line's ink begins, ems from the strip's left end."""

    ends: float
    """Where the line's ink ends: trimmed, hyphen added."""

    penalty: float
    hyphenates: bool


class Sums(NamedTuple):
    """What the gaps before a piece of type can do together."""

    ease: float
    """White that they take up gladly, ems."""

    take: float
    """White that they can lose, ems."""

    tight: float
    """White that ideographs can lose after that."""

    letters: int
    """Characters before it."""


def sums_of(strip: Strip, rules: LineRules) -> list[Sums]:
    """Add up what gaps can do, up to each piece of type and up to the end."""
    ease = take = tight = 0.0
    letters = 0
    sums = [Sums(ease, take, tight, letters)]
    for sort, gap in zip(strip.sorts, strip.gaps, strict=True):
        inside = letters_inside(sort) + (gap.stretch is Stretch.LETTER)
        ease += _EASE[gap.stretch] + inside * rules.letter_ease
        if rules.is_han and gap.step in MARKS and gap.take:
            ease += _EASE_BESIDE_MARK
        tight += inside * letter_take(rules)
        if gap.step is Step.EVEN:
            tight += gap.take
        else:
            take += gap.take
        letters += sort.clusters
        sums.append(Sums(ease, take, tight, letters))
    return sums


def places(strip: Strip, rules: LineRules, forbidden: float = inf) -> list[Place]:
    """List the strip's beginning, every legal break in it, and its end.

    Forbidden breaks are listed, too, when they have a price.
    """
    found: list[Place] = []
    at = ends = 0.0
    last = -1
    hyphenates, penalty, at_break = False, 0.0, 0.0
    for n, (sort, gap) in enumerate(zip(strip.sorts, strip.gaps, strict=True)):
        if sort.first is not Kind.BLANK:
            if penalty < inf or last < 0:
                trim = sort.left if rules.half_ends else 0.0
                starts = at + max(trim, 0.0)
                found.append(
                    Place(n, last, starts, ends + at_break, penalty, hyphenates)
                )
            last = n
            ends = at + sort.advance - _trim_at_end(sort, rules)
        at += sort.advance + gap.adjust
        penalty, at_break, hyphenates = gap.penalty, gap.at_break, gap.hyphenates
        penalty = min(penalty, forbidden)
    end = len(strip.sorts)
    return [*found, Place(end, last, at, ends, 0.0, hyphenates=False)]


def _trim_at_end(sort: Sort, rules: LineRules) -> float:
    return max(sort.right, 0.0) if rules.half_ends else 0.0


def last_line_prices(strip: Strip, breaks: list[Place]) -> dict[int, float]:
    """Price the breaks that would leave fewer than two characters on the last line."""
    prices: dict[int, float] = {}
    characters = marks = 0
    index = len(breaks) - 2
    for n in range(len(strip.sorts) - 1, -1, -1):
        sort = strip.sorts[n]
        if sort.first in _NO_CHARACTERS:
            marks += sort.clusters if sort.first is not Kind.BLANK else 0
        else:
            characters += sort.clusters
        if characters > 1:
            break
        if index > 0 and breaks[index].next == n:
            lone = characters + marks < 2
            prices[index] = _LONE_CHARACTER if lone else _SHORT_LAST_LINE
            index -= 1
    return prices
