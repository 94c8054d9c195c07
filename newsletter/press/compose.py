"""Compose a page: slice a rectangle of columns x lines into article frames.

Blocks keep their order: a run of blocks is set as one frame, stacked in two parts
or put side by side, and each part is sliced in the same way.  For every run and
width a table tells the cheapest way to fill each height; joining two tables is
cheap, so all slicings of all heights are searched at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

_BUMP = 14.0
"""Two heads of one size side by side (碰题)."""

_SEAM = 6.0
"""A cut across the whole page (通线)."""

_MOST_HEIGHTS = 28
"""Heights kept per table; the dearest are dropped."""


class Shaped(Protocol):
    """What a frame holds: an article's shape, a filler or a banner."""

    @property
    def height(self) -> int:
        """Grid lines, separator included."""
        ...

    @property
    def cost(self) -> float:
        """Distance from what an editor would wish; 0 is perfect."""
        ...

    @property
    def head_size(self) -> float:
        """Type size of its headline, points; 0 if it has none."""
        ...


class Matter(Protocol):
    """Something to be placed: an article, a filler, or a banner with its articles."""

    def shapes(self, columns: int, tallest: int) -> dict[int, Shaped]:
        """Find its cheapest shape of each height, across so many columns."""
        ...

    @property
    def area(self) -> int:
        """Grid cells it takes when it stands as an editor would wish."""
        ...

    @property
    def inner(self) -> "tuple[Matter, ...]":
        """Matter inside it, arranged below its own shape; empty for most."""
        ...


@dataclass(frozen=True, slots=True)
class Placed:
    """One piece of matter in its rectangle on the page."""

    matter: Matter
    shape: Shaped
    column: int
    line: int
    columns: int


@dataclass(frozen=True, slots=True)
class _Leaf:
    cost: float
    shape: Shaped


@dataclass(frozen=True, slots=True)
class _Stack:
    cost: float
    split: int
    upper: int


@dataclass(frozen=True, slots=True)
class _Row:
    cost: float
    split: int
    left: int


@dataclass(frozen=True, slots=True)
class _Strap:
    """A banner's strip over the arrangement of the articles it owns."""

    cost: float
    shape: Shaped
    below: int


_Entry = _Leaf | _Stack | _Row | _Strap
_Table = dict[int, _Entry]


class Composer:
    """Searches slicings of one region; remembers tables of runs it has seen.

    Not a value: it caches.  One composer serves one region height.
    """

    def __init__(self, columns: int, tallest: int) -> None:
        """Prepare for a region of so many columns and grid lines."""
        self._columns = columns
        self._tallest = tallest
        self._tables: dict[tuple[tuple[int, ...], int], _Table] = {}
        self._areas: dict[int, int] = {}
        # Tables are keyed by identity, so what they were made of must stay alive.
        self._alive: list[Matter] = []

    def costs(self, run: tuple[Matter, ...]) -> dict[int, float]:
        """Tell for each height that the run can fill over all columns what it costs."""
        table = self._table(run, self._columns)
        return {height: entry.cost for height, entry in table.items()}

    def place(self, run: tuple[Matter, ...], height: int) -> tuple[Placed, ...]:
        """Lay out the run over all columns in exactly ``height`` grid lines.

        Raises:
            KeyError: ``costs`` does not list that height.
        """
        return tuple(self._placed(run, self._columns, height, (0, 0)))

    def _placed(
        self, run: tuple[Matter, ...], columns: int, height: int, at: tuple[int, int]
    ) -> Iterator[Placed]:
        column, line = at
        entry = self._table(run, columns)[height]
        match entry:
            case _Leaf(_, shape):
                yield Placed(run[0], shape, column, line, columns)
            case _Strap(_, shape, below):
                yield Placed(run[0], shape, column, line, columns)
                under = (column, line + shape.height)
                yield from self._placed(run[0].inner, columns, below, under)
            case _Stack(_, split, upper):
                yield from self._placed(run[:split], columns, upper, at)
                under = (column, line + upper)
                yield from self._placed(run[split:], columns, height - upper, under)
            case _Row(_, split, left):
                yield from self._placed(run[:split], left, height, at)
                beside = (column + left, line)
                yield from self._placed(run[split:], columns - left, height, beside)

    def _table(self, run: tuple[Matter, ...], columns: int) -> _Table:
        key = (tuple(map(id, run)), columns)
        if key not in self._tables:
            self._alive.extend(run)
            self._tables[key] = self._filled(run, columns)
        return self._tables[key]

    def _filled(self, run: tuple[Matter, ...], columns: int) -> _Table:
        if sum(map(self._area, run)) > columns * self._tallest:
            return {}
        if len(run) == 1:
            return self._single(run[0], columns)
        table: _Table = {}
        for split in range(1, len(run)):
            self._stack(table, run, split, columns)
            for left in range(1, columns):
                self._row(table, run, split, columns, left)
        # A run over the whole page must fill it exactly: keep even dear heights.
        return table if columns == self._columns else _cheapest(table)

    def _single(self, matter: Matter, columns: int) -> _Table:
        own = matter.shapes(columns, self._tallest)
        if not matter.inner:
            return {height: _Leaf(shape.cost, shape) for height, shape in own.items()}
        table: _Table = {}
        below = self._table(matter.inner, columns)
        for shape in own.values():
            for height, entry in below.items():
                _offer(
                    table,
                    shape.height + height,
                    _Strap(shape.cost + entry.cost, shape, height),
                    self._tallest,
                )
        return table

    def _stack(
        self, table: _Table, run: tuple[Matter, ...], split: int, columns: int
    ) -> None:
        above = self._table(run[:split], columns)
        if not above:
            return
        below = self._table(run[split:], columns)
        seam = _SEAM if columns == self._columns else 0.0
        for upper, first in above.items():
            for lower, second in below.items():
                cost = first.cost + second.cost + seam
                height = upper + lower
                if height <= self._tallest:
                    known = table.get(height)
                    if known is None or cost < known.cost:
                        table[height] = _Stack(cost, split, upper)

    def _row(
        self,
        table: _Table,
        run: tuple[Matter, ...],
        split: int,
        columns: int,
        left: int,
    ) -> None:
        west = self._table(run[:split], left)
        if not west:
            return
        east = self._table(run[split:], columns - left)
        for height in west.keys() & east.keys():
            first, second = west[height], east[height]
            cost = first.cost + second.cost + _bump(first, second)
            known = table.get(height)
            if known is None or cost < known.cost:
                table[height] = _Row(cost, split, left)

    def _area(self, matter: Matter) -> int:
        """Find the least number of cells the matter can do with."""
        key = id(matter)
        if key not in self._areas:
            self._alive.append(matter)
            own = min(
                (
                    columns * height
                    for columns in range(1, self._columns + 1)
                    for height in matter.shapes(columns, self._tallest)
                ),
                default=self._columns * self._tallest + 1,
            )
            self._areas[key] = own + sum(map(self._area, matter.inner))
        return self._areas[key]


def _offer(table: _Table, height: int, entry: _Entry, tallest: int) -> None:
    if height <= tallest and (height not in table or entry.cost < table[height].cost):
        table[height] = entry


def _cheapest(table: _Table) -> _Table:
    if len(table) <= _MOST_HEIGHTS:
        return table
    kept = sorted(table, key=lambda height: (table[height].cost, height))
    return {height: table[height] for height in sorted(kept[:_MOST_HEIGHTS])}


def _bump(first: _Entry, second: _Entry) -> float:
    if not (isinstance(first, _Leaf) and isinstance(second, _Leaf)):
        return 0.0
    size = first.shape.head_size
    return _BUMP if size and size == second.shape.head_size else 0.0
