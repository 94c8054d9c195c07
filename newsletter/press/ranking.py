"""Rank heads: sizes that fall with importance, all of a page at once.

Frames keep their places.  Each takes another shape of its rectangle, so that no head
is larger than that of a more important article and the shapes cost as little as can
be; which they are is found exactly, head by head, remembering the least size so far.
"""

from collections.abc import Iterable, Mapping
from math import inf
from typing import TypeAlias

from newsletter.press.compose import Placed, Shaped

GROWN = 150.0
"""Cost of a head larger than that of a more important article."""

Options: TypeAlias = dict[float, Shaped]
"""The cheapest shape of each head size."""

_Choice = tuple[float, dict[int, Shaped]]
"""Cost, and the shapes that frames take, by their number."""


def ranked(
    order: Iterable[int], options: Mapping[int, Options]
) -> tuple[float, dict[int, Shaped]]:
    """Choose shapes whose heads never grow, where there are such.

    Args:
        order: Numbers of the frames with a head, the most important first.
        options: For each of them the shapes that it could take.

    Returns:
        The lowest cost, each head that must grow included, and the shapes by the
        number of their frame.
    """
    best: dict[float, _Choice] = {inf: (0.0, {})}
    for number in order:
        best = _next(number, best, options[number])
    return min(best.values(), key=lambda choice: choice[0])


def _next(
    number: int, best: dict[float, _Choice], options: Options
) -> dict[float, _Choice]:
    """Add a head to the choices, of which each least size keeps the cheapest."""
    found: dict[float, _Choice] = {}
    for least, (cost, chosen) in best.items():
        for size, shape in options.items():
            sum_ = cost + shape.cost + (GROWN if size > least else 0.0)
            key = min(size, least)
            if key not in found or sum_ < found[key][0]:
                found[key] = (sum_, {**chosen, number: shape})
    return found


def options_of(frame: Placed, shapes: Iterable[Shaped]) -> Options:
    """Keep of each head size the cheapest shape, showing the head where it stood."""
    stands = _stands(frame.shape)
    found: Options = {}
    for shape in (frame.shape, *shapes):
        known = found.get(shape.head_size)
        cheaper = known is None or shape.cost < known.cost
        if cheaper and _stands(shape) == stands:
            found[shape.head_size] = shape
    return found


def _stands(shape: Shaped) -> tuple[int, bool]:
    return shape.head_line, shape.head_reaches
