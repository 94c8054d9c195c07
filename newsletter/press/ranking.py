"""Rank heads: sizes that fall with importance, all of a page at once.

Frames keep their places.  Each takes another shape of its rectangle, so that no head
is larger than that of a more important article and the shapes cost as little as can
be; which they are is found exactly, head by head, remembering the least size so far.
"""

from collections.abc import Iterable
from math import inf

from newsletter.press.compose import Placed, Shaped

GROWN = 150.0
"""Cost of a head larger than that of a more important article."""

_Choice = tuple[float, dict[int, Shaped]]
"""Cost, and the shapes that frames take, by their number."""


def ranked(
    order: Iterable[int],
    placed: tuple[Placed, ...],
    shapes: Iterable[tuple[Shaped, ...]],
) -> tuple[float, dict[int, Shaped]]:
    """Choose shapes whose heads never grow, where there are such.

    Args:
        order: Numbers of the frames with a head, the most important first.
        placed: All frames of a page.
        shapes: For each frame the shapes that would fill its rectangle.

    Returns:
        The lowest cost, each head that must grow included, and the shapes by the
        number of their frame.
    """
    pairs = zip(placed, shapes, strict=True)
    options = [_cheapest(frame, every) for frame, every in pairs]
    best: dict[float, _Choice] = {inf: (0.0, {})}
    for number in order:
        best = _next(number, best, options[number])
    return min(best.values(), key=lambda choice: choice[0])


def _next(
    number: int, best: dict[float, _Choice], options: dict[float, Shaped]
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


def _cheapest(frame: Placed, shapes: tuple[Shaped, ...]) -> dict[float, Shaped]:
    """Keep of each head size the cheapest shape, showing the head where it stood."""
    found: dict[float, Shaped] = {}
    for shape in (frame.shape, *shapes):
        known = found.get(shape.head_size)
        alike = _stands(shape) == _stands(frame.shape)
        if alike and (known is None or shape.cost < known.cost):
            found[shape.head_size] = shape
    return found


def _stands(shape: Shaped) -> tuple[int, bool]:
    return shape.head_line, shape.head_reaches
