"""A course: a strip and the places where its lines may end, ready to be searched."""

from functools import cached_property
from math import inf

from newsletter.press.marks import Kind
from newsletter.press.places import Place, last_line_prices, places, sums_of
from newsletter.press.rules import LineRules
from newsletter.press.strip import Strip

_FORBIDDEN = 1e6
"""Price of a break that no rule allows, where a line would not fit otherwise."""


class Course:
    """A strip's places, what is to be known of them in lists side by side.

    Not a value: it remembers.  One course serves lines of every measure.
    """

    def __init__(self, strip: Strip, rules: LineRules, forbidden: float = inf) -> None:
        """Find the places; forbidden ones, too, if they have a price."""
        self.strip = strip
        self.rules = rules
        self.places = _places(strip, rules, forbidden)
        self.count = len(self.places)
        sums = sums_of(strip, rules)
        self.starts = [place.starts for place in self.places]
        self.ends = [place.ends for place in self.places]
        self.penalties = [place.penalty for place in self.places]
        self.hyphenates = [place.hyphenates for place in self.places]
        # What the gaps of a line can do is the sum up to its end less that up to
        # its beginning.
        self.begun = [sums[place.next] for place in self.places]
        self.ended = [sums[place.last] for place in self.places]
        self.begun_ease = [one.ease for one in self.begun]
        self.ended_ease = [one.ease for one in self.ended]
        self.begun_room = [one.take + one.tight for one in self.begun]
        self.ended_room = [one.take + one.tight for one in self.ended]

    @cached_property
    def ends_badly(self) -> dict[int, float]:
        """Price the places that would leave too little for a last line."""
        return last_line_prices(self.strip, self.places)

    @cached_property
    def with_forbidden(self) -> "Course":
        """The same strip, where a line may end at any place in need."""
        return Course(self.strip, self.rules, _FORBIDDEN)


def _places(strip: Strip, rules: LineRules, forbidden: float) -> list[Place]:
    if all(sort.first is Kind.BLANK for sort in strip.sorts):
        return []
    return places(strip, rules, forbidden)
