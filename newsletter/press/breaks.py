"""Total fit: the line breaks of a whole paragraph that leave the evenest white.

After Knuth and Plass, "Breaking paragraphs into lines" (1981), with the gaps of
Chinese setting in place of glue.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import NamedTuple

from newsletter.press.gaps import Stretch
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

_EASE_OF_LETTER = 0.04
_SHRUNK = 30.0
_RAGGED = 100.0
_LINE = 5.0
_HYPHENS_IN_A_ROW = 120.0
_HYPHEN_WHEN_RAGGED = 1000.0
_LONE_CHARACTER = 1500.0
_SHORT_LAST_LINE = 400.0
_OVERFULL = 1e6
_SEARCHED = 0.34
"""Share of the measure by which a line may run short before it is not looked at."""

_SLIP = 1e-9
_NO_CHARACTERS = frozenset(
    {Kind.BLANK, Kind.OPEN, Kind.CLOSE, Kind.COMMA, Kind.STOP, Kind.ELLIPSIS}
)


class LineBreak(NamedTuple):
    """One line: pieces of type ``[first, last]`` and where the next begins."""

    first: int
    last: int
    next: int
    slack: float
    badness: float


@dataclass(frozen=True, slots=True)
class Measure:
    """How long lines may be, ems."""

    first: float
    others: float
    justified: bool


class _Break(NamedTuple):
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


class _Sums(NamedTuple):
    """What the gaps before a piece of type can do together."""

    ease: float
    """White that they take up gladly, ems."""

    take: float
    """White that they can lose, ems."""

    letters: int
    """Characters before it."""


def total_fit(strip: Strip, measure: Measure, rules: LineRules) -> list[LineBreak]:
    """Choose the breaks of a strip that cost least together.

    Work grows with the length of the strip times the breaks within one line.

    Returns:
        At least one line, unless the strip holds nothing but blanks.
    """
    if all(sort.first is Kind.BLANK for sort in strip.sorts):
        return []
    search = _Search(strip, measure, rules)
    search.run()
    return search.path()


class _Search:
    """Cheapest way to every break, found from left to right.

    The lists that the inner loop reads stand beside each other, one for each thing
    it must know of a break.
    """

    def __init__(self, strip: Strip, measure: Measure, rules: LineRules) -> None:
        self._measure = measure
        self._breaks = breaks = _possible_breaks(strip, rules)
        sums = _sums(strip)
        self._starts = [b.starts for b in breaks]
        self._ends = [b.ends for b in breaks]
        self._hyphenates = [b.hyphenates for b in breaks]
        self._price = [_LINE + b.penalty for b in breaks]
        if not measure.justified:
            self._price = [
                p + _HYPHEN_WHEN_RAGGED * b.hyphenates
                for p, b in zip(self._price, breaks, strict=True)
            ]
        # What the gaps of a line can do is the sum up to its end less that up to
        # its beginning.
        self._begun = [sums[b.next] for b in breaks]
        self._ended = [sums[b.last] for b in breaks]
        self._cost = [0.0] + [inf] * (len(breaks) - 1)
        self._from = [0] * len(breaks)
        self._ends_badly = _last_line_prices(strip, breaks)

    def run(self) -> None:
        """Try every line that begins at a break some line can end at.

        Text that fits on one line is left there at once.
        """
        reach = 0
        if self._origin(0) >= self._ends[-1]:
            return
        for begin in range(len(self._breaks) - 1):
            if self._cost[begin] < inf:
                reach = self._reach(begin, max(reach, begin + 1))
                self._try_lines(begin, reach)
            if begin == 0:
                reach = 0

    def path(self) -> list[LineBreak]:
        """Walk back along the cheapest way."""
        ends = [len(self._breaks) - 1]
        while ends[-1] > 0:
            ends.append(self._from[ends[-1]])
        ends.reverse()
        return [self._line(a, b) for a, b in pairwise(ends)]

    def _line(self, begin: int, end: int) -> LineBreak:
        a, b = self._breaks[begin], self._breaks[end]
        slack = self._origin(begin) - self._ends[end]
        badness = _badness(slack, self._begun[begin], self._ended[end])
        return LineBreak(a.next, b.last, b.next, slack, badness)

    def _origin(self, begin: int) -> float:
        """Say where a line's right edge falls, ems from the strip's left end."""
        room = self._measure.others if begin else self._measure.first
        return room + self._starts[begin]

    def _reach(self, begin: int, reach: int) -> int:
        """Find the furthest break that a line from here can reach, or the next one."""
        origin = self._origin(begin) + _SLIP
        take = self._begun[begin].take if self._measure.justified else inf
        last = len(self._breaks) - 1
        while reach < last:
            shrunk = max(self._ended[reach + 1].take - take, 0.0)
            if self._ends[reach + 1] - shrunk > origin:
                break
            reach += 1
        return reach

    def _try_lines(self, begin: int, reach: int) -> None:
        origin, begun = self._origin(begin), self._begun[begin]
        searched = self._measure.others * _SEARCHED
        price_of = _badness if self._measure.justified else self._raggedness
        last = len(self._breaks) - 1
        tried = 0
        for end in range(reach, begin, -1):
            slack = origin - self._ends[end]
            if end == last:
                price = self._price_of_last(begin, slack)
            else:
                price = price_of(slack, begun, self._ended[end]) + self._price[end]
            if price < inf:
                self._offer(begin, end, price)
                tried += 1
            if slack > searched and tried > 1:
                return
        if not tried:
            self._offer(begin, begin + 1, _OVERFULL)

    def _offer(self, begin: int, end: int, price: float) -> None:
        cost = self._cost[begin] + price
        if self._hyphenates[begin] and self._hyphenates[end]:
            cost += _HYPHENS_IN_A_ROW
        if cost < self._cost[end]:
            self._cost[end] = cost
            self._from[end] = begin

    def _raggedness(self, slack: float, _begun: _Sums, _ended: _Sums) -> float:
        if slack < -_SLIP:
            return inf
        short = slack / self._measure.others
        return _RAGGED * short * short

    def _price_of_last(self, begin: int, slack: float) -> float:
        """Price a last line: set naturally, but not with a single character."""
        short = self._ends_badly.get(begin, 0.0)
        if slack >= -_SLIP:
            return short
        if not self._measure.justified:
            return inf
        return short + _badness(slack, self._begun[begin], self._ended[-1])


def _badness(slack: float, begun: _Sums, ended: _Sums) -> float:
    """Say how bad the white of a full line is: 100 is what a reader may notice."""
    if slack < 0:
        take = ended.take - begun.take
        if -slack > take + _SLIP:
            return inf
        used = slack / take if take > 0 else 0.0
        return _SHRUNK * used * used
    ease = ended.ease - begun.ease
    if ease < _SLIP:
        ease = _EASE_OF_LETTER * max(ended.letters - begun.letters, 1)
    stretched = slack / ease
    return 100.0 * stretched * stretched * stretched


def _sums(strip: Strip) -> list[_Sums]:
    """Add up what gaps can do, up to each piece of type and up to the end."""
    ease = take = 0.0
    letters = 0
    sums = [_Sums(ease, take, letters)]
    for sort, gap in zip(strip.sorts, strip.gaps, strict=True):
        ease += _EASE[gap.stretch]
        take += gap.take
        letters += sort.clusters
        sums.append(_Sums(ease, take, letters))
    return sums


def _possible_breaks(strip: Strip, rules: LineRules) -> list[_Break]:
    """List the strip's beginning, every legal break in it, and its end."""
    breaks: list[_Break] = []
    at = ends = 0.0
    last = -1
    hyphenates, penalty, at_break = False, 0.0, 0.0
    for n, (sort, gap) in enumerate(zip(strip.sorts, strip.gaps, strict=True)):
        if sort.first is not Kind.BLANK:
            if penalty < inf or last < 0:
                trim = sort.left if rules.half_ends else 0.0
                starts = at + max(trim, 0.0)
                breaks.append(
                    _Break(n, last, starts, ends + at_break, penalty, hyphenates)
                )
            last = n
            ends = at + sort.advance - _trim_at_end(sort, rules)
        at += sort.advance + gap.adjust
        penalty, at_break, hyphenates = gap.penalty, gap.at_break, gap.hyphenates
    end = len(strip.sorts)
    return [*breaks, _Break(end, last, at, ends, 0.0, hyphenates=False)]


def _trim_at_end(sort: Sort, rules: LineRules) -> float:
    return max(sort.right, 0.0) if rules.half_ends else 0.0


def _last_line_prices(strip: Strip, breaks: list[_Break]) -> dict[int, float]:
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
