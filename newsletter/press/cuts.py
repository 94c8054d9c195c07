"""Cuts: the beginning of an article set to fill a height exactly; the rest jumps."""

from collections.abc import Iterator
from typing import NamedTuple

from newsletter.press.art import Art
from newsletter.press.galley import Galley
from newsletter.press.heads import Shop
from newsletter.press.legs import Legs, good_break, measures
from newsletter.press.lines import BrokenLine
from newsletter.press.prices import JUMPED, UNUSED
from newsletter.press.shapes import SEPARATOR, Shape, shape_of
from newsletter.press.stances import Makings, Stance, grounds

LEAST_AROUND_JUMP = 12
"""Lines that must stand before a jump, and after it."""

_MOST_LOST = 3
"""Cells that a cut may leave white: it could end elsewhere as well."""


class _Cut(NamedTuple):
    """A stance, and the lines of legs in which it can be cut."""

    stance: Stance
    lines: range


def cut_shapes(
    galley: Galley, makings: Makings, columns: int, tallest: int, shop: Shop
) -> tuple[Shape, ...]:
    """Cut the beginning of an article to each height.

    One line is kept for the notice where to read on.  Heights at which fewer than
    twelve lines would stand before or after the jump are left out.
    """
    if len(galley.lines) < 2 * LEAST_AROUND_JUMP:
        return ()
    measure = measures(columns, shop)[0]
    # White in the head only gives slack: a cut has slack enough.
    every = [
        Stance(ground, head, 0, ground.price + own, head.height)
        for ground, heads in grounds(galley, measure, makings, shop)
        for head, own in heads
    ]
    by_price = sorted(_mildest(every), key=lambda stance: stance.price)
    groups: dict[int, list[_Cut]] = {}
    for stance in by_price:
        cut = _Cut(stance, _lines(stance, galley))
        groups.setdefault(stance.ground.key, []).append(cut)
    return tuple(
        shape
        for group in groups.values()
        for height in range(1, tallest + 1)
        if (shape := _first(group, galley, height)) is not None
    )


def _mildest(every: list[Stance]) -> Iterator[Stance]:
    """Leave out pictures that are cut only for slack."""
    arts: dict[tuple[int, int], Art] = {}
    for stance in every:
        ground = stance.ground
        place = (ground.head_columns, ground.art.columns)
        known = arts.get(place)
        if known is None or ground.art.cost < known.cost:
            arts[place] = ground.art
    for stance in every:
        ground = stance.ground
        if ground.art is arts[ground.head_columns, ground.art.columns]:
            yield stance


def _lines(stance: Stance, galley: Galley) -> range:
    """Tell in how many lines enough stands before the jump and after it."""
    drops = stance.ground.drops(stance.depth)
    # The notice takes the last line of the last leg.
    lost, legs = sum(drops) + 1, len(drops)
    least = max(*drops, drops[-1] + 1, stance.depth)
    first = max(least, -(-(LEAST_AROUND_JUMP + lost) // legs))
    return range(first, (len(galley.lines) - LEAST_AROUND_JUMP + lost) // legs + 1)


def _first(group: list[_Cut], galley: Galley, height: int) -> Shape | None:
    """Take the cheapest stance that can be cut to a height."""
    lines = height - SEPARATOR
    for stance, fitting in group:
        cut = _cut(stance, galley, height) if lines in fitting else None
        if cut is not None:
            return cut
    return None


def _cut(stance: Stance, galley: Galley, height: int) -> Shape | None:
    room = [height - SEPARATOR - drop for drop in stance.ground.drops(stance.depth)]
    room[-1] -= 1
    legs = _fill_until_cut(galley.lines, room)
    lost = sum(room) - legs[-1][1]
    if lost > _MOST_LOST or legs[-1][1] < LEAST_AROUND_JUMP:
        return None
    price = stance.price + lost * UNUSED + JUMPED * galley.part
    return shape_of(stance._replace(price=price), galley, height, legs)


def _fill_until_cut(lines: tuple[BrokenLine, ...], room: list[int]) -> Legs:
    legs: list[tuple[int, int]] = []
    at = 0
    for cap in room:
        end = good_break(lines, at, at + cap)
        legs.append((at, end))
        at = end
    first, end = legs[-1]
    # A lone first line before the jump would hang like a lone last line after it.
    while end > first + 1 and lines[end - 1].opens and not lines[end - 1].closes:
        end -= 1
    legs[-1] = (first, end)
    return tuple(legs)
