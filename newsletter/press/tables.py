"""Tables of costs: what it costs at the least to fill each height.

A table is an array by left edge, right edge and height: the first two tell whether
a headline stands at the top of that edge, where it could bump into a neighbour's
(碰题).  All heights are reckoned at once; ``inf`` is a height that cannot be filled.
"""

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

CLASH = 400.0
"""Cost of two headlines side by side at one height: never, where it can be helped."""

Table: TypeAlias = NDArray[np.float64]
"""Cost by left edge, right edge (0 bare, 1 headline) and height, grid lines."""

Edge: TypeAlias = tuple[int, int]
"""Left and right: 1 where a headline stands at the top of the edge."""

EDGES: tuple[Edge, ...] = ((0, 0), (0, 1), (1, 0), (1, 1))


class Ruler:
    """Reckons with tables of one height."""

    def __init__(self, tallest: int) -> None:
        """Prepare for heights from 0 to ``tallest``."""
        self.tallest = tallest
        heights = np.arange(tallest + 1)
        # Row h holds for each u what is left of h below u; none is the inf at the end.
        self._rest = heights[:, None] - heights[None, :]
        self._rest[self._rest < 0] = tallest + 1
        self._inf = np.array([np.inf])

    def table(self, costs: Iterable[tuple[Edge, int, float]]) -> Table | None:
        """Make a table of the cheapest of some costs; None if none fits."""
        found = np.full((2, 2, self.tallest + 1), np.inf)
        fits = False
        for (left, right), height, cost in costs:
            if height <= self.tallest and cost < found[left, right, height]:
                found[left, right, height] = cost
                fits = True
        return found if fits else None

    def stacked(self, upper: Table, lower: Table, price: float) -> Table:
        """Stand one arrangement on top of another, for every height of both."""
        tops = upper.reshape(4, -1)
        used = np.flatnonzero(np.isfinite(tops).any(axis=0))
        padded = np.concatenate((lower.min(axis=(0, 1)), self._inf))
        rest = padded[self._rest[:, used]]
        sums = tops[:, None, used] + rest[None]
        best: Table = sums.min(axis=2) + price
        return best.reshape(2, 2, -1)

    def dropped(self, table: Table, lines: int, price: float) -> Table | None:
        """Stand an arrangement below a strip that shows no headline."""
        if lines > self.tallest:
            return None
        found = np.full_like(table, np.inf)
        kept = self.tallest + 1 - lines
        found[0, 0, lines:] = table.min(axis=(0, 1))[:kept] + price
        return found


def beside(pairs: list[tuple[Table, Table]], seam: float) -> Table:
    """Stand arrangements side by side, level; the cheapest pair of each height.

    Args:
        pairs: Left and right.
        seam: Price of parting the whole height, on the last height only.
    """
    left = np.stack([west for west, _ in pairs])
    right = np.stack([east for _, east in pairs])
    after_bare = right.min(axis=1)
    after_head = np.minimum(right[:, 0], right[:, 1] + CLASH)
    found = np.minimum(
        left[:, :, 0, None, :] + after_bare[:, None],
        left[:, :, 1, None, :] + after_head[:, None],
    )
    best: Table = found.min(axis=0)
    best[..., -1] += seam
    return best


def cheapest(tables: list[Table]) -> Table | None:
    """Take for each edge and height the cheapest of several tables, if any is."""
    if not tables:
        return None
    best: Table = np.minimum.reduce(tables)
    return best if np.isfinite(best).any() else None


def costs_of(table: Table, edge: Edge | None = None) -> list[float]:
    """List a table's costs by height, for one edge or the cheapest of all."""
    row = table.min(axis=(0, 1)) if edge is None else table[edge]
    found: list[float] = row.tolist()
    return found


def edges_at(table: Table, height: int) -> dict[Edge, float]:
    """Tell what each edge costs at a height, where it can be had."""
    found = table[:, :, height].tolist()
    return {
        (left, right): found[left][right]
        for left, right in EDGES
        if found[left][right] < np.inf
    }


def bumps(left: Edge, right: Edge) -> float:
    """Price what two neighbours that begin at one height show each other."""
    return CLASH if left[1] and right[0] else 0.0


def least_sum(upper: Table, lower: Table) -> float:
    """Find the least cost of two arrangements that fill the whole height."""
    above, below = upper.min(axis=(0, 1)), lower.min(axis=(0, 1))
    return float((above + below[::-1]).min())


def wheel_costs(parts: dict[str, Table], *, turned: bool) -> Table:
    """Price every wheel of five arrangements round a middle one.

    Args:
        parts: ``top`` and ``side``, which stand side by side at the top; ``other``
            and ``middle``, which stand side by side below the top; and ``bottom``.
        turned: The side is left of the top, and the middle left of the other.

    Returns:
        Cost by the line where the top ends and the line where the side ends.
    """
    top, side, other, middle = (parts[n] for n in ("top", "side", "other", "middle"))
    first = _met(side, top).T if turned else _met(top, side)
    lines = np.arange(top.shape[-1])
    # other is as high as what the top leaves, middle from the top's end to the side's.
    down = lines[None, :] - lines[:, None]
    second = _met(middle, other) if turned else _met(other, middle).T
    # second is by middle's height, then other's.
    left_over = second[:, ::-1]
    closed = np.where(
        down > 0, left_over[np.clip(down, 0, None), lines[:, None]], np.inf
    )
    foot = parts["bottom"].min(axis=(0, 1))[::-1]
    total: Table = first + closed + foot[None, :]
    return total


def _met(left: Table, right: Table) -> Table:
    """Price two neighbours by the height of the left and of the right."""
    bare, headed = left.min(axis=0)
    after_bare = right.min(axis=(0, 1))
    after_head = np.minimum(right[0].min(axis=0), right[1].min(axis=0) + CLASH)
    met: Table = np.minimum(
        bare[:, None] + after_bare[None], headed[:, None] + after_head[None]
    )
    return met


def lowest(costs: Table) -> tuple[float, tuple[int, ...]]:
    """Find the lowest cost and where it stands."""
    at = np.unravel_index(int(np.argmin(costs)), costs.shape)
    return float(costs[at]), tuple(int(n) for n in at)
