"""Cuts: the beginning of an article set to fill a height exactly; the rest jumps."""

from collections.abc import Iterator

from newsletter.press.art import Art
from newsletter.press.galley import Galley
from newsletter.press.heads import Shop
from newsletter.press.legs import Legs, good_break, measures
from newsletter.press.lines import BrokenLine
from newsletter.press.prices import JUMPED, UNUSED
from newsletter.press.shapes import SEPARATOR, HeadsOf, Shape, Stance, stances

LEAST_AROUND_JUMP = 12
"""Lines that must stand before a jump, and after it."""

_MOST_LOST = 3
"""Cells that a cut may leave white: it could end elsewhere as well."""


def cut_shapes(
    galley: Galley, heads_of: HeadsOf, columns: int, tallest: int, shop: Shop
) -> tuple[Shape, ...]:
    """Cut the beginning of an article to each height.

    One line is kept for the notice where to read on.  Heights at which fewer than
    twelve lines would stand before or after the jump are left out.
    """
    if len(galley.lines) < 2 * LEAST_AROUND_JUMP:
        return ()
    measure = measures(columns, shop)[0]
    every = stances(galley, measure, heads_of, shop)
    by_price = sorted(_mildest(every), key=lambda stance: stance.price)
    groups: dict[int, list[Stance]] = {}
    for stance in by_price:
        groups.setdefault(stance.key(0, galley)[1], []).append(stance)
    return tuple(
        shape
        for group in groups.values()
        for height in range(1, tallest + 1)
        if (shape := _first(group, galley, height)) is not None
    )


def _mildest(every: Iterator[Stance]) -> Iterator[Stance]:
    """Leave out what only gives slack: a cut has slack enough."""
    arts: dict[tuple[int, int], Art] = {}
    found = [stance for stance in every if not stance.white]
    for stance in found:
        place = (stance.head_columns, stance.art.columns)
        known = arts.get(place)
        if known is None or stance.art.cost < known.cost:
            arts[place] = stance.art
    for stance in found:
        if stance.art is arts[stance.head_columns, stance.art.columns]:
            yield stance


def _first(group: list[Stance], galley: Galley, height: int) -> Shape | None:
    """Take the cheapest stance that can be cut to a height."""
    cuts = (_cut(stance, galley, height) for stance in group)
    return next((cut for cut in cuts if cut is not None), None)


def _cut(stance: Stance, galley: Galley, height: int) -> Shape | None:
    lines = height - SEPARATOR
    room = [lines - drop for drop in stance.drops]
    # The notice takes the last line of the last leg.
    if min(room) < 0 or room[-1] < 1 or lines < stance.depth:
        return None
    room[-1] -= 1
    fits = LEAST_AROUND_JUMP <= sum(room) <= len(galley.lines) - LEAST_AROUND_JUMP
    legs = _fill_until_cut(galley.lines, room) if fits else None
    if legs is None:
        return None
    lost = sum(room) - legs[-1][1]
    if lost > _MOST_LOST or legs[-1][1] < LEAST_AROUND_JUMP:
        return None
    return Shape(
        galley=galley,
        columns=stance.measure.columns,
        height=height,
        cost=stance.price + lost * UNUSED + JUMPED * galley.part,
        head=stance.head,
        head_columns=stance.head_columns,
        white=0,
        art=stance.art,
        measure=stance.measure,
        legs=legs,
    )


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
