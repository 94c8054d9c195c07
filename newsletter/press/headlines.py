"""Headlines: display lines that end between words and are near one length."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import ceil, inf
from typing import NamedTuple

from newsletter.press.edges import INSIDE_PHRASE, edges, inside_words
from newsletter.press.fonts import Fonts
from newsletter.press.lines import set_line, set_lines
from newsletter.press.rules import LineRules
from newsletter.press.values import Copy, Line, Piece

_UNEVEN = 100.0
_SHORT_LAST = 150.0
_LEAST_LAST = 1 / 3
"""Of the longest line: a shorter last line looks like a mistake."""

_MORE_LINES = 3
"""Lines beyond the fewest that are tried before a word is parted."""

_LONGEST = 160
"""Characters from which text is copy, not display; it is not searched through."""

_SLIP = 1e-6


class Place(NamedTuple):
    """Where a line may end and the next begin."""

    at: int
    begins: float
    """Where the next line begins in the text set on one line, ems."""

    ends: float
    """Where the line ends, ems."""

    price: float


class HeadBreaker:
    """Breaks display text of one publication between its words.

    Not a value: it remembers the places of texts it has measured, as one headline
    is broken for many widths and sizes.
    """

    def __init__(self, fonts: Fonts, rules: LineRules, words: tuple[str, ...]) -> None:
        """Take the type, the line rules and the paper's own words."""
        self._fonts = fonts
        self._rules = rules
        self._words = frozenset(words)
        self._set: dict[tuple[str, str], Line] = {}
        self._known: dict[tuple[str, str, bool], tuple[Place, ...]] = {}

    def broken(self, text: str, face: str, ems: float) -> tuple[Line, ...]:
        r"""Break display text into as few lines of at most ``ems`` as can be.

        Forced breaks (``\n``) are kept.  Other lines end at a blank, behind a mark or
        between words, are near one length, and the last is at least a third of the
        longest.  A word is parted only where it is wider than a line.

        Returns:
            At least one line; ``[start, end)`` of the lines tile the text.

        Raises:
            LayoutError: the layout has no such face, or its font cannot be read.
        """
        lines: list[Line] = []
        start = 0
        for part in text.split("\n"):
            if lines:
                # The forced break belongs to the line before it.
                lines[-1] = replace(lines[-1], end=start)
            lines.extend(self._part(part, start, face, ems))
            start += len(part) + 1
        return tuple(lines)

    def width(self, text: str, face: str) -> float:
        """Measure text set on one line, to the end of its ink, ems.

        Raises:
            LayoutError: the layout has no such face, or its font cannot be read.
        """
        line = self._whole(text, face)
        return line.left + line.width

    def _whole(self, text: str, face: str) -> Line:
        found = self._set.get((text, face))
        if found is None:
            line = set_line((Piece(text, face),), self._fonts, self._rules)
            found = self._set[text, face] = line
        return found

    def parts_words(self, text: str, face: str, ems: float) -> bool:
        """Tell whether a text can only be broken so by parting what belongs together.

        Raises:
            LayoutError: the layout has no such face, or its font cannot be read.
        """
        if self.width(text, face) <= ems + _SLIP:
            return False
        if len(text) > _LONGEST:
            return True
        places = self._places(text, face, anywhere=False)
        ends = _cheapest(places, ems)
        return not ends or _worst(places, ends)[0] >= INSIDE_PHRASE

    def _part(self, text: str, start: int, face: str, ems: float) -> list[Line]:
        if self.width(text, face) <= ems + _SLIP:
            return [self._line(text, 0, len(text), face, start)]
        if len(text) <= _LONGEST:
            cuts = self._cuts(text, face, ems)
            if cuts:
                return [
                    self._line(text, a, b, face, start)
                    for a, b in pairwise((0, *cuts, len(text)))
                ]
        copy = Copy(pieces=(Piece(text, face),), start=start, justified=False)
        return list(set_lines(copy, ems, self._fonts, self._rules))

    def _line(self, text: str, first: int, end: int, face: str, start: int) -> Line:
        line = self._whole(text[first:end], face)
        opens, closes = first == 0, end == len(text)
        return replace(
            line, start=start + first, end=start + end, opens=opens, closes=closes
        )

    def _cuts(self, text: str, face: str, ems: float) -> tuple[int, ...]:
        """Choose the offsets of line ends; none if some word is wider than a line."""
        places = self._places(text, face, anywhere=False)
        found = _cheapest(places, ems) or _cheapest(
            places := self._places(text, face, anywhere=True), ems
        )
        return tuple(places[n].at for n in found)

    def _places(self, text: str, face: str, *, anywhere: bool) -> tuple[Place, ...]:
        key = (text, face, anywhere)
        if key not in self._known:
            prices = edges(text, self._rules, self._words)
            if anywhere:
                prices = inside_words(text, self._rules) | prices
            self._known[key] = tuple(self._measured(text, face, prices))
        return self._known[key]

    def _measured(
        self, text: str, face: str, prices: dict[int, float]
    ) -> Iterator[Place]:
        width = self.width
        yield Place(0, 0.0, 0.0, 0.0)
        for at, price in sorted(prices.items()):
            begins = width(text[: at + 1], face) - width(text[at], face)
            yield Place(at, begins, width(text[:at], face), price)
        whole = width(text, face)
        yield Place(len(text), whole, whole, 0.0)


def _cheapest(places: tuple[Place, ...], ems: float) -> tuple[int, ...]:
    """Find the best line ends for the fewest lines that part no word or phrase.

    Returns:
        Numbers of places; none if no number of lines will do.
    """
    found: list[tuple[int, ...]] = []
    least = max(ceil(places[-1].ends / ems - _SLIP), 2)
    for count in range(least, min(least + _MORE_LINES, len(places) - 1) + 1):
        ends = _ends(places, ems, count)
        if ends and all(places[n].price < INSIDE_PHRASE for n in ends):
            return ends
        found += [ends] if ends else []
    return min(found, key=lambda ends: _worst(places, ends), default=())


def _worst(places: tuple[Place, ...], ends: tuple[int, ...]) -> tuple[float, int]:
    return max(places[n].price for n in ends), len(ends)


def _ends(places: tuple[Place, ...], ems: float, count: int) -> tuple[int, ...]:
    """Find the cheapest line ends for exactly so many lines; none if nothing fits."""
    mean = places[-1].ends / count
    last = len(places) - 1
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(count):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for begin, (cost, ends) in ways.items():
            for end in range(begin + 1, last + 1):
                width = places[end].ends - places[begin].begins
                if width > ems + _SLIP:
                    break
                if (end == last) != (line == count - 1):
                    continue
                price = cost + places[end].price + _uneven(width, mean, end == last)
                if price < reached.get(end, (inf, ()))[0]:
                    reached[end] = (price, (*ends, end))
        ways = reached
    return ways[last][1][:-1] if last in ways else ()


def _uneven(width: float, mean: float, is_last: bool) -> float:  # noqa: FBT001
    off = (width - mean) / mean
    short = _SHORT_LAST if is_last and width < mean * _LEAST_LAST else 0.0
    return _UNEVEN * off * off + short
