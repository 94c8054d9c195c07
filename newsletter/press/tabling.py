"""Tabling: the cheapest way to fill each height, for every run of matter and width.

Tables are reckoned once; they tell costs only.  How a cost comes about is found out
when the page is laid.
"""

from collections.abc import Iterator
from math import inf
from typing import TypeAlias

from newsletter.press.compose import Matter, edge_of
from newsletter.press.tables import (
    Edge,
    Ruler,
    Table,
    beside,
    cheapest,
    costs_of,
    least_sum,
)

SEAM = 80.0
"""A cut across most of the page that nobody planned (通线)."""

LONGEST_SEAM = 0.6
"""Share of the page's width that a straight seam may run."""

NARROW = 3
"""Columns of a page on which two side by side cross most of it: there sections, each
with a rule above it, are how a page is made up."""

RAIL = 6.0
"""A cut from the page's top to its foot."""


Spread: TypeAlias = tuple[tuple[Matter, ...], int]
"""A run, and the columns that it stands across."""


class Tables:
    """Costs of all runs of one region; not a value: it remembers them."""

    def __init__(self, columns: int, tallest: int) -> None:
        """Prepare for a region of so many columns and grid lines."""
        self.columns = columns
        self.tallest = tallest
        self._ruler = Ruler(tallest)
        self._tables: dict[tuple[tuple[Matter, ...], int], Table | None] = {}
        self._rows: dict[tuple[tuple[Matter, ...], int, Edge | None], list[float]] = {}
        self._lowest: dict[Spread, float] = {}
        self._stacked: dict[tuple[Spread, Spread], float] = {}
        self._areas: dict[Matter, int] = {}

    def least(self, run: tuple[Matter, ...], columns: int) -> float:
        """Find the cost of a run's cheapest height."""
        key = (run, columns)
        if key not in self._lowest:
            self._lowest[key] = min(self.row(run, columns, None))
        return self._lowest[key]

    def least_stacked(self, upper: Spread, lower: Spread) -> float:
        """Find the least cost of two runs that together fill the whole height."""
        key = (upper, lower)
        if key not in self._stacked:
            above, below = self.table(*upper), self.table(*lower)
            if above is None or below is None:
                self._stacked[key] = inf
            else:
                self._stacked[key] = least_sum(above, below)
        return self._stacked[key]

    def row(
        self, run: tuple[Matter, ...], columns: int, edge: Edge | None
    ) -> list[float]:
        """List what each height of a run costs, for one edge or the cheapest of all."""
        key = (run, columns, edge)
        if key not in self._rows:
            table = self.table(run, columns)
            nothing = [inf] * (self.tallest + 1)
            self._rows[key] = nothing if table is None else costs_of(table, edge)
        return self._rows[key]

    def table(self, run: tuple[Matter, ...], columns: int) -> Table | None:
        """Reckon every height of a run across so many columns; None if none fits."""
        key = (run, columns)
        if key not in self._tables:
            self._tables[key] = self._filled(run, columns)
        return self._tables[key]

    def may_hold(self, run: tuple[Matter, ...], columns: int) -> bool:
        """Tell whether so many columns have cells enough for a run."""
        return sum(map(self._area, run)) <= columns * self.tallest

    def _filled(self, run: tuple[Matter, ...], columns: int) -> Table | None:
        if not self.may_hold(run, columns):
            return None
        if len(run) == 1:
            return self._single(run[0], columns)
        return cheapest([*self._stacks(run, columns), *self._rails(run, columns)])

    def _single(self, matter: Matter, columns: int) -> Table | None:
        own = matter.shapes(columns)
        if not matter.inner:
            return self._ruler.table((edge_of(s), s.height, s.cost) for s in own)
        below = self.table(matter.inner, columns)
        if below is None:
            return None
        found = [
            self._ruler.dropped(below, s.height, s.cost) if s.height else below
            for s in own
        ]
        return cheapest([table for table in found if table is not None])

    def _stacks(self, run: tuple[Matter, ...], columns: int) -> Iterator[Table]:
        for split in range(1, len(run)):
            upper = self.table(run[:split], columns)
            lower = self.table(run[split:], columns)
            if upper is not None and lower is not None:
                seam = self.seam(run, split, columns)
                yield self._ruler.stacked(upper, lower, seam)

    def _rails(self, run: tuple[Matter, ...], columns: int) -> Iterator[Table]:
        pairs = [
            (west, east)
            for split in range(1, len(run))
            for left in range(1, columns)
            if (west := self.table(run[:split], left)) is not None
            and (east := self.table(run[split:], columns - left)) is not None
        ]
        if pairs:
            yield beside(pairs, RAIL)

    def seam(self, run: tuple[Matter, ...], split: int, columns: int) -> float:
        """Price a straight cut across the page, unless it is planned."""
        if columns <= self.columns * LONGEST_SEAM or self.columns <= NARROW:
            return 0.0
        planned = (split == 1 and run[0].crosses) or all(
            matter.crosses for matter in run[split:]
        )
        return 0.0 if planned else SEAM

    def _area(self, matter: Matter) -> int:
        """Find the least number of cells the matter can do with."""
        if matter not in self._areas:
            own = min(
                (
                    columns * shape.height
                    for columns in range(1, self.columns + 1)
                    for shape in matter.shapes(columns)
                    if shape.height <= self.tallest
                ),
                default=self.columns * self.tallest + 1,
            )
            self._areas[matter] = own + sum(map(self._area, matter.inner))
        return self._areas[matter]
