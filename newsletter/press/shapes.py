"""Shapes: every height an article can take in so many columns, and what it costs.

A shape fills its frame to the last line: white goes into the head, columns end
level, pictures take whole lines.  Heights count one more grid line, the white
that parts the frame from what stands below it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from newsletter.model.issue import Slot
from newsletter.press.art import NO_ART, Art, arts
from newsletter.press.galley import Galley
from newsletter.press.heads import Head, Shop, heads
from newsletter.press.values import Line

SEPARATOR = 1
_MOST_WHITE = {
    Slot.LEAD: 3,
    Slot.SECOND: 3,
    Slot.PHOTO: 2,
    Slot.NORMAL: 2,
    Slot.BRIEF: 1,
}
_LEAST_AROUND_JUMP = 12
_UNUSED = 8.0
"""Cost of a grid cell that stays white at the end of the legs."""

_WHITE = 0.7
"""Cost of a cell of white in a head; grows with its square."""

_BIG_ART = 0.4
"""Cost of each cell by which pictures outgrow the text they go with."""

_BROKEN_ANEW = 20.0
"""Cost of a headline whose lines do not fit as broken by hand."""

_WIDE = 6.0
"""Cost of legs that leave the page's columns."""

_LONGER = 2.0
"""Cost of each line by which text is set longer than it need be."""

_FEWEST_WIDE = 2
_SHORTEST_LEG, _LONGEST_LEG = 5, 34


@dataclass(frozen=True, slots=True)
class Measure:
    """How text runs across a frame: its own columns, or fewer and wider legs (破栏)."""

    columns: int
    """Grid columns of the frame."""

    legs: int
    ems: int
    """Width of a leg."""

    gutter: float
    """White between legs, ems."""

    @property
    def cells(self) -> float:
        """Grid cells that one line of a leg takes."""
        return self.columns / self.legs


def measures(columns: int, shop: Shop) -> tuple[Measure, ...]:
    """List the ways to run text across so many columns: as they are, or one fewer."""
    grid = shop.grid
    plain = Measure(columns, columns, grid.measure, grid.gutter)
    legs = columns - 1
    if legs < _FEWEST_WIDE:
        return (plain,)
    span = grid.span_ems(columns)
    ems = int((span - (legs - 1) * grid.gutter) / legs)
    # The ems that do not make up a whole one widen the gutters.
    return (plain, Measure(columns, legs, ems, (span - legs * ems) / (legs - 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One way an article can stand in a rectangle."""

    galley: Galley
    columns: int
    height: int
    """Grid lines, separator included."""

    cost: float
    head: Head
    white: int
    """Extra grid lines of white in the head."""

    art: Art
    measure: Measure
    legs: tuple[tuple[int, int], ...]
    """For each leg the lines ``[first, last)`` of the galley that stand in it."""

    @property
    def body(self) -> int:
        """Grid lines below the head."""
        return self.height - SEPARATOR - self.head.height - self.white

    @property
    def legs_under_art(self) -> int:
        """How many legs, from the right, begin below the art."""
        return under_art(self.measure, self.art)

    @property
    def unused(self) -> float:
        """Grid cells at the foot of its legs that stay white."""
        room = sum(capacities(self.measure, self.body, self.art))
        notice = 1 if self.jumps else 0
        first = self.legs[0][0] if self.legs else 0
        return (room - (self.taken - first) - notice) * self.measure.cells

    @property
    def art_first(self) -> bool:
        """Whether pictures over the whole frame stand above its head.

        So two frames side by side need not have their heads level.
        """
        is_lead = self.galley.article.slot is Slot.LEAD
        return bool(self.art.lines) and self.art.columns == self.columns and not is_lead

    @property
    def head_line(self) -> int:
        """Grid lines from the frame's top to its head."""
        return self.art.lines if self.art_first else 0

    @property
    def head_size(self) -> float:
        """Type size of the headline, points."""
        return self.head.size

    @property
    def taken(self) -> int:
        """How many lines of the galley stand here; fewer than all means a jump."""
        return self.legs[-1][1] if self.legs else 0

    @property
    def jumps(self) -> bool:
        """Whether the article goes on elsewhere."""
        return self.taken < len(self.galley.lines)


Galleys: TypeAlias = Callable[[int], tuple[Galley, ...]]
"""Gives the article set to a measure, ems, in all its lengths."""


def shapes(galleys: Galleys, columns: int, shop: Shop) -> dict[int, Shape]:
    """Find the cheapest shape of each height, across so many columns."""
    best: dict[int, Shape] = {}
    for measure in measures(columns, shop):
        for galley in galleys(measure.ems):
            for shape in _candidates(galley, measure, shop):
                known = best.get(shape.height)
                if known is None or shape.cost < known.cost:
                    best[shape.height] = shape
    return best


def _candidates(galley: Galley, measure: Measure, shop: Shop) -> Iterator[Shape]:
    columns = measure.columns
    set_heads = heads(galley, columns, shop)
    wished = _wished(set_heads, galley, shop)
    for art in _arts(galley, columns, shop):
        if art.columns not in (0, columns) and measure.legs != columns:
            continue
        body = _body_lines(galley.lines, measure, art)
        legs = level_legs(galley.lines, measure, body, art)
        if legs is None:
            continue
        spare = sum(capacities(measure, body, art)) - len(galley.lines)
        base = spare * measure.cells * _UNUSED + _leg_cost(galley, body)
        base += _art_cost(galley, art) + _width_cost(galley, columns, shop)
        base += _WIDE if measure.legs < columns else 0.0
        base += galley.longer * _LONGER
        for rank, head in enumerate(set_heads):
            for white in range(_MOST_WHITE[galley.article.slot] + 1):
                yield Shape(
                    galley=galley,
                    columns=columns,
                    height=head.height + white + body + SEPARATOR,
                    cost=base
                    + _head_cost(galley, head, rank - wished)
                    + white * white * columns * _WHITE,
                    head=head,
                    white=white,
                    art=art,
                    measure=measure,
                    legs=legs,
                )


def _arts(galley: Galley, columns: int, shop: Shop) -> Iterator[Art]:
    photos = galley.article.photos if galley.part == 1 else ()
    if not photos:
        yield NO_ART
        return
    narrowest = columns if not galley.lines else 1
    for across in range(narrowest, columns + 1):
        yield from arts(photos, across, shop)


def _wished(set_heads: tuple[Head, ...], galley: Galley, shop: Shop) -> int:
    wish = shop.style.sizes[galley.article.slot].wished
    sizes = [head.size for head in set_heads]
    return min(range(len(sizes)), key=lambda rank: abs(sizes[rank] - wish))


def _head_cost(galley: Galley, head: Head, off: int) -> float:
    """Keep heads near the size their slot wishes for, in the lines given by hand."""
    anew = 0.0 if head.keeps_breaks else _BROKEN_ANEW
    weight = 3.0 if galley.article.slot is Slot.LEAD else 1.0
    return abs(off) * 3.0 + anew * weight


def _leg_cost(galley: Galley, body: int) -> float:
    """Avoid legs too short to read on and too long to look at."""
    if not galley.lines:
        return 0.0
    short, long = max(0, _SHORTEST_LEG - body), max(0, body - _LONGEST_LEG)
    return short * short * 3.0 + short * 6.0 + long * 1.5


def _art_cost(galley: Galley, art: Art) -> float:
    """Keep pictures in step with their text, except where they are the story."""
    if galley.article.slot is Slot.PHOTO or not galley.lines:
        return art.cost
    cells = art.columns * art.lines
    return art.cost + max(0.0, cells - len(galley.lines)) * _BIG_ART


def _width_cost(galley: Galley, columns: int, shop: Shop) -> float:
    """Ask wide frames for important articles, narrow ones for briefs."""
    share = columns / shop.grid.columns
    match galley.article.slot:
        case Slot.LEAD:
            return max(0.0, 0.6 - share) * 300
        case Slot.SECOND | Slot.PHOTO:
            return max(0.0, 0.4 - share) * 120
        case Slot.BRIEF:
            return (columns - 1) * 15.0
        case Slot.NORMAL:
            return 0.0


def _body_lines(lines: tuple[Line, ...], measure: Measure, art: Art) -> int:
    """Find the fewest lines below the head that hold art and text."""
    taken = len(lines) + under_art(measure, art) * art.lines
    body = max(-(-taken // measure.legs), art.lines)
    while level_legs(lines, measure, body, art) is None:
        body += 1
    return body


def level_legs(
    lines: tuple[Line, ...], measure: Measure, body: int, art: Art
) -> tuple[tuple[int, int], ...] | None:
    """Share out lines to legs that end level, the last ones a line shorter.

    Art stands over the right-hand legs.  No leg opens with the last line of a
    paragraph or closes with a subhead.

    Returns:
        For each leg its lines ``[first, last)``, or None if they do not fit.
    """
    room = capacities(measure, body, art)
    spare = sum(room) - len(lines)
    if spare < 0:
        return None
    level = [
        cap - 1 if place >= len(room) - spare and cap > 0 else cap
        for place, cap in enumerate(room)
    ]
    return fill_legs(lines, level) or fill_legs(lines, room)


def under_art(measure: Measure, art: Art) -> int:
    """Count the legs that art stands over."""
    return measure.legs if art.columns == measure.columns else art.columns


def capacities(measure: Measure, body: int, art: Art) -> list[int]:
    """Count the text lines each leg holds below the head."""
    under = under_art(measure, art)
    return [body] * (measure.legs - under) + [body - art.lines] * under


def fill_legs(
    lines: tuple[Line, ...], room: list[int]
) -> tuple[tuple[int, int], ...] | None:
    """Pour lines into columns; None if some are left over."""
    legs: list[tuple[int, int]] = []
    at = 0
    for cap in room:
        end = min(at + cap, len(lines))
        if end < len(lines):
            end = _good_break(lines, at, end)
        legs.append((at, end))
        at = end
    return tuple(legs) if at == len(lines) else None


def _good_break(lines: tuple[Line, ...], first: int, end: int) -> int:
    """Move a column break up until it leaves no lone last line or hanging subhead.

    A leg may stay empty; deeper legs then find a better break.
    """
    while end > first and (
        _is_lone_last(lines[end]) or lines[end - 1].role == "subhead"
    ):
        end -= 1
    return end


def _is_lone_last(line: Line) -> bool:
    return line.closes and not line.opens


def part_shapes(
    galley: Galley, columns: int, tallest: int, shop: Shop
) -> dict[int, Shape]:
    """Cut the beginning of an article to each height; the rest jumps.

    One line is kept for the notice where to read on.  Heights at which fewer than
    twelve lines would stand before or after the jump are left out.
    """
    if len(galley.lines) < 2 * _LEAST_AROUND_JUMP:
        return {}
    set_heads = heads(galley, columns, shop)
    wished = _wished(set_heads, galley, shop)
    wide = _width_cost(galley, columns, shop)
    measure = measures(columns, shop)[0]
    settings = [
        (head, art, _head_cost(galley, head, rank - wished) + wide)
        for art in _uncropped(galley, columns, shop)
        for rank, head in enumerate(set_heads)
    ]
    best: dict[int, Shape] = {}
    for height in range(1, tallest + 1):
        cuts = (_cut(galley, measure, height, *setting) for setting in settings)
        possible = [cut for cut in cuts if cut is not None]
        if possible:
            best[height] = min(possible, key=lambda shape: shape.cost)
    return best


def _uncropped(galley: Galley, columns: int, shop: Shop) -> tuple[Art, ...]:
    """Take the mildest crop for each width: a jump gives slack enough."""
    mildest: dict[int, Art] = {}
    for art in _arts(galley, columns, shop):
        known = mildest.get(art.columns)
        if known is None or art.cost < known.cost:
            mildest[art.columns] = art
    return tuple(mildest.values())


def _cut(
    galley: Galley, measure: Measure, height: int, head: Head, art: Art, cost: float
) -> Shape | None:
    body = height - head.height - SEPARATOR
    if body < max(1, art.lines):
        return None
    most = len(galley.lines) - _LEAST_AROUND_JUMP
    full = capacities(measure, body, art)
    room = _lowered(full, most)
    if sum(room) < _LEAST_AROUND_JUMP:
        return None
    legs = _fill_until_cut(galley.lines, room)
    return Shape(
        galley=galley,
        columns=measure.columns,
        height=height,
        cost=cost + _art_cost(galley, art) + (sum(full) - legs[-1][1] - 1) * _UNUSED,
        head=head,
        white=0,
        art=art,
        measure=measure,
        legs=legs,
    )


def _lowered(room: list[int], most: int) -> list[int]:
    """Keep the last line for the jump notice, and enough lines for the other page."""
    lowered = [*room[:-1], max(0, room[-1] - 1)]
    while sum(lowered) > max(most, 0):
        deepest = max(lowered)
        last = max(place for place, cap in enumerate(lowered) if cap == deepest)
        lowered[last] -= 1
    return lowered


def _fill_until_cut(
    lines: tuple[Line, ...], room: list[int]
) -> tuple[tuple[int, int], ...]:
    legs: list[tuple[int, int]] = []
    at = 0
    for cap in room:
        end = _good_break(lines, at, at + cap)
        legs.append((at, end))
        at = end
    first, end = legs[-1]
    # A lone first line before the jump would hang like a lone last line after it.
    while end > first + 1 and lines[end - 1].opens and not lines[end - 1].closes:
        end -= 1
    legs[-1] = (first, end)
    return tuple(legs)
