"""Shapes: every height an article can take in so many columns, and what it costs.

A shape fills its frame to the last line: white goes into the head, columns end
level, pictures take whole lines.  Heights count one more grid line, the white
that parts the frame from what stands below it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

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
_BROKEN_ANEW = 20.0
_SHORTEST_LEG, _LONGEST_LEG = 5, 34


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
    legs: tuple[tuple[int, int], ...]
    """For each column the lines ``[first, last)`` of the galley that stand in it."""

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


def shapes(galley: Galley, columns: int, tallest: int, shop: Shop) -> dict[int, Shape]:
    """Find the cheapest shape of each height up to ``tallest``, across ``columns``."""
    best: dict[int, Shape] = {}
    for shape in _candidates(galley, columns, shop):
        if shape.height <= tallest:
            known = best.get(shape.height)
            if known is None or shape.cost < known.cost:
                best[shape.height] = shape
    return best


def _candidates(galley: Galley, columns: int, shop: Shop) -> Iterator[Shape]:
    set_heads = heads(galley, columns, shop)
    wished = _wished(set_heads, galley, shop)
    for art in _arts(galley, columns, shop):
        body = _body_lines(galley.lines, columns, art)
        legs = level_legs(galley.lines, columns, body, art)
        if legs is None:
            continue
        unused = columns * body - art.columns * art.lines - len(galley.lines)
        base = unused * 4.0 + art.cost + _leg_cost(galley, body, columns, shop)
        for rank, head in enumerate(set_heads):
            for white in range(_MOST_WHITE[galley.article.slot] + 1):
                yield Shape(
                    galley=galley,
                    columns=columns,
                    height=head.height + white + body + SEPARATOR,
                    cost=base + abs(rank - wished) * 3 + white * white * columns * 0.7,
                    head=head,
                    white=white,
                    art=art,
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


def _head_cost(head: Head, rank: int, wished: int) -> float:
    return abs(rank - wished) * 3.0 + (0.0 if head.keeps_breaks else _BROKEN_ANEW)


def _leg_cost(galley: Galley, body: int, columns: int, shop: Shop) -> float:
    cost = 0.0
    if galley.lines:
        cost += max(0, _SHORTEST_LEG - body) * 6.0 + max(0, body - _LONGEST_LEG) * 1.5
    return cost + _width_cost(galley, columns, shop)


def _width_cost(galley: Galley, columns: int, shop: Shop) -> float:
    """Ask wide frames for important articles, narrow ones for briefs."""
    share = columns / shop.grid.columns
    match galley.article.slot:
        case Slot.LEAD:
            return max(0.0, 0.6 - share) * 120
        case Slot.SECOND | Slot.PHOTO:
            return max(0.0, 0.4 - share) * 80
        case Slot.BRIEF:
            return (columns - 1) * 10.0
        case Slot.NORMAL:
            return 0.0


def _body_lines(lines: tuple[Line, ...], columns: int, art: Art) -> int:
    """Find the fewest lines below the head that hold art and text."""
    body = max(-(-(len(lines) + art.columns * art.lines) // columns), art.lines)
    while level_legs(lines, columns, body, art) is None:
        body += 1
    return body


def level_legs(
    lines: tuple[Line, ...], columns: int, body: int, art: Art
) -> tuple[tuple[int, int], ...] | None:
    """Share out lines to columns that end level, the last ones a line shorter.

    Art stands over the right-hand columns.  No column opens with the last line of
    a paragraph or closes with a subhead.

    Returns:
        For each column its lines ``[first, last)``, or None if they do not fit.
    """
    room = capacities(columns, body, art)
    spare = sum(room) - len(lines)
    if spare < 0:
        return None
    level = [
        cap - 1 if place >= columns - spare and cap > 0 else cap
        for place, cap in enumerate(room)
    ]
    return fill_legs(lines, level) or fill_legs(lines, room)


def capacities(columns: int, body: int, art: Art) -> list[int]:
    """Count the text lines each column holds below the head."""
    open_ = columns - art.columns
    return [body] * open_ + [body - art.lines] * art.columns


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
    """Move a column break up until it leaves no lone last line or hanging subhead."""
    wished = end
    while end > first and (
        _is_lone_last(lines[end]) or lines[end - 1].role == "subhead"
    ):
        end -= 1
    return end if end > first else wished


def _is_lone_last(line: Line) -> bool:
    return line.closes and not line.opens


def part_shape(galley: Galley, columns: int, height: int, shop: Shop) -> Shape | None:
    """Shape the beginning of an article to a given height; the rest jumps.

    One line is kept for the notice where to read on.

    Returns:
        None when fewer than twelve lines would stand before the jump or after it.
    """
    set_heads = heads(galley, columns, shop)
    wished = _wished(set_heads, galley, shop)
    wide = _width_cost(galley, columns, shop)
    cuts = (
        _cut(
            galley, (columns, height), head, art, _head_cost(head, rank, wished) + wide
        )
        for art in _arts(galley, columns, shop)
        for rank, head in enumerate(set_heads)
    )
    return min((c for c in cuts if c), key=lambda shape: shape.cost, default=None)


def _cut(
    galley: Galley, frame: tuple[int, int], head: Head, art: Art, cost: float
) -> Shape | None:
    columns, height = frame
    body = height - head.height - SEPARATOR
    if body < max(1, art.lines):
        return None
    most = len(galley.lines) - _LEAST_AROUND_JUMP
    room = _lowered(capacities(columns, body, art), most)
    if sum(room) < _LEAST_AROUND_JUMP:
        return None
    legs = _fill_until_cut(galley.lines, room)
    return Shape(
        galley=galley,
        columns=columns,
        height=height,
        cost=cost + art.cost + columns * body - art.columns * art.lines - legs[-1][1],
        head=head,
        white=0,
        art=art,
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
