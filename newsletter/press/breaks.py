"""Total fit: the line breaks of a whole paragraph that leave the evenest white.

After Knuth and Plass, "Breaking paragraphs into lines" (1981), with the gaps of
Chinese setting in place of glue.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import NamedTuple

from newsletter.press.marks import Kind
from newsletter.press.places import Place, Sums, last_line_prices, places, sums_of
from newsletter.press.rules import LineRules
from newsletter.press.strip import Strip

_EASE_OF_LETTER = 0.04
_SHRUNK = 30.0
_TIGHT = 60.0
_RAGGED = 100.0
_LINE = 5.0
_LINE_WHEN_LOOSE = -120.0
"""Price of a line where the paragraph should run longer, if it does so unseen."""

_HYPHENS_IN_A_ROW = 300.0
_HYPHEN_WHEN_RAGGED = 1000.0
_OVERFULL = 1e9
_FORBIDDEN = 1e6
"""Price of a break that no rule allows, where a line would not fit otherwise."""

_SEARCHED = 0.34
"""Share of the measure by which a line may run short before it is not looked at."""

_SLIP = 1e-9


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
    loose: bool = False
    """Whether one line more is welcome, if no reader notices it."""


def total_fit(strip: Strip, measure: Measure, rules: LineRules) -> list[LineBreak]:
    """Choose the breaks of a strip that cost least together.

    Work grows with the length of the strip times the breaks within one line.

    Returns:
        At least one line, unless the strip holds nothing but blanks.
    """
    if all(sort.first is Kind.BLANK for sort in strip.sorts):
        return []
    lines = _Search(measure, strip, places(strip, rules), rules).path()
    if any(line.slack < 0 and line.badness == inf for line in lines):
        breaks = places(strip, rules, forbidden=_FORBIDDEN)
        lines = _Search(measure, strip, breaks, rules).path()
    return lines


class _Search:
    """Cheapest way to every break, found from left to right.

    The lists that the inner loop reads stand beside each other, one for each thing
    it must know of a break.
    """

    def __init__(
        self, measure: Measure, strip: Strip, breaks: list[Place], rules: LineRules
    ) -> None:
        self._measure = measure
        self._breaks = breaks
        sums = sums_of(strip, rules)
        self._starts = [b.starts for b in breaks]
        self._ends = [b.ends for b in breaks]
        self._hyphenates = [b.hyphenates for b in breaks]
        line = _LINE_WHEN_LOOSE if measure.loose else _LINE
        self._price = [line + b.penalty for b in breaks]
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
        self._ends_badly = last_line_prices(strip, breaks)

    def path(self) -> list[LineBreak]:
        """Find the cheapest way and walk it back."""
        self._run()
        ends = [len(self._breaks) - 1]
        while ends[-1] > 0:
            ends.append(self._from[ends[-1]])
        ends.reverse()
        return [self._line(a, b) for a, b in pairwise(ends)]

    def _run(self) -> None:
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
        begun = self._begun[begin]
        take = begun.take + begun.tight if self._measure.justified else inf
        last = len(self._breaks) - 1
        while reach < last:
            ended = self._ended[reach + 1]
            shrunk = max(ended.take + ended.tight - take, 0.0)
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

    def _raggedness(self, slack: float, _begun: Sums, _ended: Sums) -> float:
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


def _badness(slack: float, begun: Sums, ended: Sums) -> float:
    """Say how bad the white of a full line is: 100 is what a reader may notice."""
    if slack < 0:
        take = ended.take - begun.take
        if -slack > take + _SLIP:
            return _tightness(-slack - take, ended.tight - begun.tight)
        used = slack / take if take > 0 else 0.0
        return _SHRUNK * used * used
    ease = ended.ease - begun.ease
    if ease < _SLIP:
        ease = _EASE_OF_LETTER * max(ended.letters - begun.letters, 1)
    stretched = slack / ease
    return 100.0 * stretched * stretched * stretched


def _tightness(over: float, room: float) -> float:
    """Say how bad it is to move ideographs together: better than to tear a line."""
    if over > room + _SLIP:
        return inf
    used = over / room
    return _SHRUNK + _TIGHT * (1 + used * used)
