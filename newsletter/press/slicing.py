"""Slice a rectangle of columns x lines into article frames.

Matter keeps its order: a run is set as one frame, stacked in two parts or put side
by side, and each part is sliced in the same way.  For every run and width a table
tells the cheapest way to fill each height; joining two tables is cheap, so all
slicings of all heights are searched at once.  A whole page may also turn five parts
round its middle like a wheel, which no straight cut can do: no seam runs across it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import nsmallest
from math import inf, isfinite

from newsletter.press.compose import Matter, Placed, Shaped, edge_of
from newsletter.press.tables import (
    Edge,
    Table,
    bumps,
    edges_at,
    lowest,
    wheel_costs,
)
from newsletter.press.tabling import RAIL, Tables
from newsletter.press.wheel import SPOKES, Spoke, Wheel, lines_of, stretches, wheels

_SLIP = 1e-6
"""By how much costs added up in another order may differ."""


@dataclass(frozen=True, slots=True)
class Node:
    """A run of matter that fills a rectangle, and what its upper edge shows."""

    run: tuple[Matter, ...]
    columns: int
    height: int
    edge: Edge | None = None
    column: int = 0
    """Within the region, as is its line."""

    line: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """One way to fill a rectangle: a shape, or parts that are filled in turn."""

    cost: float
    parts: tuple[Node, ...]
    shape: Shaped | None = None


class Composer:
    """Searches slicings of one region; remembers tables of runs it has seen.

    Not a value: it caches.  One composer serves one region height.
    """

    def __init__(self, columns: int, tallest: int) -> None:
        """Prepare for a region of so many columns and grid lines."""
        self._columns = columns
        self._tallest = tallest
        self._tables = Tables(columns, tallest)
        self._wheels = wheels(columns)

    def may_hold(self, run: tuple[Matter, ...]) -> bool:
        """Tell whether the region has cells enough for a run, however it is sliced."""
        return self._tables.may_hold(run, self._columns)

    def costs(self, run: tuple[Matter, ...]) -> dict[int, float]:
        """Tell for each height that the run can fill over all columns what it costs."""
        every = enumerate(self._tables.row(run, self._columns, None))
        return {height: cost for height, cost in every if isfinite(cost)}

    def ways(self, run: tuple[Matter, ...], height: int, most: int) -> tuple[Way, ...]:
        """List the cheapest ways to lay out the run, of all first cuts."""
        root = Node(run, self._columns, height)
        ways = nsmallest(most, self._ways(root), key=lambda way: way.cost)
        worst = ways[-1].cost if len(ways) == most else inf
        ways += self._turned(root, worst)
        return tuple(nsmallest(most, ways, key=lambda way: way.cost))

    def place(self, run: tuple[Matter, ...], height: int) -> tuple[Placed, ...]:
        """Lay out the run over all columns in exactly ``height`` grid lines.

        Raises:
            IndexError: ``costs`` does not list that height.
        """
        return self.laid(self.ways(run, height, 1)[0], run)

    def laid(self, way: Way, run: tuple[Matter, ...]) -> tuple[Placed, ...]:
        """Lay out a page in one way, all within it as cheaply as can be."""
        return tuple(self._placed(Node(run, self._columns, 0), way))

    def _placed(self, node: Node, way: Way) -> Iterator[Placed]:
        if way.shape is not None:
            yield Placed(node.run[0], way.shape, node.column, node.line, node.columns)
        for part in way.parts:
            least = self._tables.row(part.run, part.columns, part.edge)[part.height]
            ways = self._ways(part, least + _SLIP)
            best = min(ways, key=lambda one: one.cost)
            yield from self._placed(part, best)

    def _ways(self, node: Node, most: float = inf) -> Iterator[Way]:
        """List ways to fill a rectangle, by first cut; none of parts that cost more."""
        if len(node.run) == 1:
            yield from self._alone(node)
        for split in range(1, len(node.run)):
            yield from self._piles(node, split, most)
            for left in range(1, node.columns):
                yield from self._pairs(node, split, left, most)

    def _alone(self, node: Node) -> Iterator[Way]:
        matter = node.run[0]
        for shape in matter.shapes(node.columns):
            if matter.inner:
                yield from self._under(node, shape)
            elif shape.height == node.height and node.edge in (None, edge_of(shape)):
                yield Way(shape.cost, (), shape)

    def _under(self, node: Node, strip: Shaped) -> Iterator[Way]:
        """Arrange what a banner owns below its strip; a cluster has no strip."""
        run = node.run[0].inner
        height = node.height - strip.height
        edge = None if strip.height else node.edge
        shows_head = strip.height and node.edge not in (None, (0, 0))
        cost = self._tables.row(run, node.columns, edge)[height] if height > 0 else inf
        if isfinite(cost) and not shows_head:
            line = node.line + strip.height
            below = Node(run, node.columns, height, edge, node.column, line)
            yield Way(strip.cost + cost, (below,), strip)

    def _piles(self, node: Node, split: int, most: float) -> Iterator[Way]:
        head, tail = node.run[:split], node.run[split:]
        upper = self._tables.row(head, node.columns, node.edge)
        lower = self._tables.row(tail, node.columns, None)
        seam = self._tables.seam(node.run, split, node.columns)
        for top in range(1, node.height):
            cost = upper[top] + lower[node.height - top] + seam
            if cost <= most and isfinite(cost):
                at, rest = (node.column, node.line), node.height - top
                above = Node(head, node.columns, top, node.edge, *at)
                below = Node(tail, node.columns, rest, None, at[0], at[1] + top)
                yield Way(cost, (above, below))

    def _pairs(self, node: Node, split: int, left: int, most: float) -> Iterator[Way]:
        head, tail, right = node.run[:split], node.run[split:], node.columns - left
        west = Node(head, left, node.height, None, node.column, node.line)
        east = Node(tail, right, node.height, None, node.column + left, node.line)
        rail = RAIL if node.height == self._tallest else 0.0
        for cost, one, other in self._meetings(west, east, most - rail):
            if node.edge in (None, (_edge(one)[0], _edge(other)[1])):
                yield Way(cost + rail, (one, other))

    def _meetings(
        self, west: Node, east: Node, most: float = inf
    ) -> Iterator[tuple[float, Node, Node]]:
        """List how two neighbours can meet: what the upper edges of both show."""
        left = self._tables.table(west.run, west.columns)
        right = self._tables.table(east.run, east.columns)
        if left is None or right is None:
            return
        easts = edges_at(right, east.height)
        for one, first in edges_at(left, west.height).items():
            for other, second in easts.items():
                cost = first + second + bumps(one, other)
                if cost > most:
                    continue
                yield cost, replace(west, edge=one), replace(east, edge=other)

    def _turned(self, node: Node, best: float) -> Iterator[Way]:
        """List wheels that fill the whole region, each cheaper than those before."""
        if node.height != self._tallest or len(node.run) < SPOKES:
            return
        for cuts in stretches(len(node.run)):
            for wheel in self._wheels:
                way = self._wheel(node, cuts, wheel, best)
                if way is not None and way.cost < best:
                    best = way.cost
                    yield way

    def _wheel(
        self, node: Node, cuts: tuple[tuple[int, int], ...], wheel: Wheel, most: float
    ) -> Way | None:
        """Find the lines at which five stretches of the run close a wheel."""
        parts = [
            (node.run[first:end], spoke)
            for (first, end), spoke in zip(cuts, wheel.spokes, strict=True)
        ]
        if sum(self._tables.least(run, spoke.columns) for run, spoke in parts) >= most:
            return None
        if self._least(parts) > most + _SLIP:
            return None
        nodes = {
            spoke.name: Node(run, spoke.columns, 0, None, spoke.column)
            for run, spoke in parts
        }
        cost, at = lowest(wheel_costs(self._spokes(nodes), turned=wheel.turned))
        if not isfinite(cost):
            return None
        for name, part in nodes.items():
            line, lines = lines_of(name, (at[0], at[1]), node.height)
            nodes[name] = replace(part, line=line, height=lines)
        pairs = (("top", "side"), ("other", "middle"))
        for pair in pairs:
            west, east = pair[::-1] if wheel.turned else pair
            _, nodes[west], nodes[east] = min(
                self._meetings(nodes[west], nodes[east]), key=lambda way: way[0]
            )
        return Way(cost, tuple(nodes.values()))

    def _least(self, parts: list[tuple[tuple[Matter, ...], Spoke]]) -> float:
        """Tell what a wheel costs at the least: as if nothing stood side by side."""
        runs = {spoke.name: (run, spoke.columns) for run, spoke in parts}
        west = self._tables.least_stacked(runs["top"], runs["other"])
        east = self._tables.least_stacked(runs["side"], runs["bottom"])
        return west + east + self._tables.least(*runs["middle"])

    def _spokes(self, nodes: dict[str, Node]) -> dict[str, Table]:
        tables = {
            n: self._tables.table(node.run, node.columns) for n, node in nodes.items()
        }
        return {name: table for name, table in tables.items() if table is not None}


def _edge(node: Node) -> Edge:
    return node.edge or (0, 0)
