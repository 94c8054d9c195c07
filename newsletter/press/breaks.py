"""Total fit: the line breaks of a whole paragraph that leave the evenest white.

After Knuth and Plass, "Breaking paragraphs into lines" (1981), with the gaps of
Chinese setting in place of glue.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import NamedTuple

from newsletter.press.course import Course
from newsletter.press.places import Sums

_EASE_OF_LETTER = 0.04
_SHRUNK = 30.0
_TIGHT = 60.0
_UNSEEN = 1.0
"""Share of what gaps take up gladly that no reader sees."""

_RAGGED = 100.0
_LINE = 5.0
_LINE_WHEN_LOOSE = -120.0
"""Price of a line where the paragraph should run longer, if it does so unseen."""

_HYPHENS_IN_A_ROW = 300.0
_HYPHEN_WHEN_RAGGED = 1000.0
_OVERFULL = 1e9

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

    @property
    def is_overfull(self) -> bool:
        """Whether its white cannot shrink as far as it must."""
        return self.slack < 0 and self.badness == inf


@dataclass(frozen=True, slots=True)
class Measure:
    """How long lines may be, ems."""

    first: float
    others: float
    justified: bool


class Fits(NamedTuple):
    """The lines of a strip: at least one, unless it holds nothing but blanks."""

    tight: list[LineBreak]
    """Those that cost least together."""

    loose: list[LineBreak]
    """Those where one line more is welcome, if no reader notices it."""


def total_fit(course: Course, measure: Measure) -> Fits:
    """Choose the breaks of a strip that cost least together.

    Work grows with the length of the strip times the breaks within one line.
    """
    if not course.places:
        return Fits([], [])
    fits = _Search(course, measure).fits()
    overfull = [any(line.is_overfull for line in fit) for fit in fits]
    if not any(overfull):
        return fits
    again = _Search(course.with_forbidden, measure).fits()
    return Fits(*(again[n] if bad else fits[n] for n, bad in enumerate(overfull)))


class _Way:
    """The cheapest way to every place that lines have reached so far."""

    def __init__(self, prices: list[float], hyphenates: list[bool]) -> None:
        self._prices = prices
        self._hyphenates = hyphenates
        self.cost = [0.0] + [inf] * (len(prices) - 1)
        self.begins = [0] * len(prices)

    def offer(self, begin: int, lines: list[tuple[int, float]]) -> None:
        """Take the lines from one place to others that are cheaper than those known."""
        cost, begins, prices = self.cost, self.begins, self._prices
        here = cost[begin]
        if self._hyphenates[begin]:
            self._offer_after_hyphen(begin, lines)
            return
        for end, badness in lines:
            price = here + (badness + prices[end])
            if price < cost[end]:
                cost[end] = price
                begins[end] = begin

    def _offer_after_hyphen(self, begin: int, lines: list[tuple[int, float]]) -> None:
        for end, badness in lines:
            price = self.cost[begin] + (badness + self._prices[end])
            if self._hyphenates[end]:
                price += _HYPHENS_IN_A_ROW
            if price < self.cost[end]:
                self.cost[end] = price
                self.begins[end] = begin

    def force(self, begin: int) -> None:
        """Take an overfull line where there is no other."""
        price = self.cost[begin] + _OVERFULL
        if self._hyphenates[begin] and self._hyphenates[begin + 1]:
            price += _HYPHENS_IN_A_ROW
        if price < self.cost[begin + 1]:
            self.cost[begin + 1] = price
            self.begins[begin + 1] = begin

    def stops(self) -> list[int]:
        """Walk the way back from the end: the places at which its lines end."""
        stops = [len(self.begins) - 1]
        while stops[-1] > 0:
            stops.append(self.begins[stops[-1]])
        stops.reverse()
        return stops


class _Search:
    """Cheapest ways to every place, found from left to right.

    Two are sought at once, as the same lines are looked at for both.
    """

    def __init__(self, course: Course, measure: Measure) -> None:
        self._course = course
        self._measure = measure
        self._seen = course.rules.seen_price
        self._tight, self._loose = (
            _Way(self._prices(line), course.hyphenates)
            for line in (_LINE, _LINE_WHEN_LOOSE)
        )

    def _prices(self, line: float) -> list[float]:
        """Price the end of a line at each place; the last line's is naught."""
        prices = [line + penalty for penalty in self._course.penalties]
        if not self._measure.justified:
            prices = [
                price + _HYPHEN_WHEN_RAGGED * hyphenates
                for price, hyphenates in zip(
                    prices, self._course.hyphenates, strict=True
                )
            ]
        prices[-1] = 0.0
        return prices

    def fits(self) -> Fits:
        """Find both ways and walk them back."""
        self._run()
        return Fits(self._lines(self._tight), self._lines(self._loose))

    def _run(self) -> None:
        """Try every line that begins at a place some line can end at.

        Text that fits on one line is left there at once.
        """
        reach = 0
        if self._origin(0) >= self._course.ends[-1]:
            return
        cost = self._tight.cost
        for begin in range(self._course.count - 1):
            if cost[begin] < inf:
                reach = self._reach(begin, max(reach, begin + 1))
                self._try_lines(begin, reach)
            if begin == 0:
                reach = 0

    def _lines(self, way: _Way) -> list[LineBreak]:
        return [self._line(a, b) for a, b in pairwise(way.stops())]

    def _line(self, begin: int, end: int) -> LineBreak:
        course = self._course
        a, b = course.places[begin], course.places[end]
        slack = self._origin(begin) - course.ends[end]
        badness = _badness(slack, course.begun[begin], course.ended[end], self._seen)
        return LineBreak(a.next, b.last, b.next, slack, badness)

    def _origin(self, begin: int) -> float:
        """Say where a line's right edge falls, ems from the strip's left end."""
        room = self._measure.others if begin else self._measure.first
        return room + self._course.starts[begin]

    def _reach(self, begin: int, reach: int) -> int:
        """Find the furthest place that a line from here can reach, or the next one."""
        ends, rooms = self._course.ends, self._course.ended_room
        origin = self._origin(begin) + _SLIP
        room = self._course.begun_room[begin] if self._measure.justified else inf
        last = self._course.count - 1
        while reach < last:
            shrunk = max(rooms[reach + 1] - room, 0.0)
            if ends[reach + 1] - shrunk > origin:
                break
            reach += 1
        return reach

    def _try_lines(self, begin: int, reach: int) -> None:
        ends, eases = self._course.ends, self._course.ended_ease
        ease, origin = self._course.begun_ease[begin], self._origin(begin)
        searched = self._measure.others * _SEARCHED
        # Beyond it a line is white that stretches; all else is priced one by one.
        plain = self._course.count - 1 if self._measure.justified else 0
        found: list[tuple[int, float]] = []
        for end in range(reach, begin, -1):
            slack, room = origin - ends[end], eases[end] - ease
            if slack >= 0.0 and room >= _SLIP and end < plain:
                stretched = slack / room
                badness = 100.0 * stretched * stretched * stretched
                if stretched > _UNSEEN:
                    badness += self._seen
            else:
                badness = self._badness(begin, end, slack)
            if badness < inf:
                found.append((end, badness))
            if slack > searched and len(found) > 1:
                break
        for way in (self._tight, self._loose):
            if found:
                way.offer(begin, found)
            else:
                way.force(begin)

    def _badness(self, begin: int, end: int, slack: float) -> float:
        course = self._course
        if end == course.count - 1:
            return self._price_of_last(begin, slack)
        if self._measure.justified:
            return _badness(slack, course.begun[begin], course.ended[end], self._seen)
        return self._raggedness(slack)

    def _raggedness(self, slack: float) -> float:
        if slack < -_SLIP:
            return inf
        short = slack / self._measure.others
        return _RAGGED * short * short

    def _price_of_last(self, begin: int, slack: float) -> float:
        """Price a last line: set naturally, but not with a single character."""
        course = self._course
        short = course.ends_badly.get(begin, 0.0)
        if slack >= -_SLIP:
            return short
        if not self._measure.justified:
            return inf
        return short + _badness(
            slack, course.begun[begin], course.ended[-1], self._seen
        )


def _badness(slack: float, begun: Sums, ended: Sums, seen: float) -> float:
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
    price = 100.0 * stretched * stretched * stretched
    return price if stretched <= _UNSEEN else price + seen


def _tightness(over: float, room: float) -> float:
    """Say how bad it is to move ideographs together: better than to tear a line."""
    if over > room + _SLIP:
        return inf
    used = over / room
    return _SHRUNK + _TIGHT * (1 + used * used)
