"""Compose a page: slice a rectangle of columns x lines into article frames.

Matter keeps its order: a run is set as one frame, stacked in two parts or put side
by side, and each part is sliced in the same way.  For every run and width a table
tells the cheapest way to fill each height; joining two tables is cheap, so all
slicings of all heights are searched at once.  A whole page may also turn five parts
round its middle like a wheel, which no straight cut can do: no seam runs across it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import inf
from typing import Protocol

_BUMP = 14.0
"""Two heads of one size side by side (碰题)."""

_SEAM = 6.0
"""A cut across the whole page (通线)."""

_SPOKES = 5
"""Rectangles of a wheel, its middle included."""

_MOST_HEIGHTS = 18
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

    @property
    def head_line(self) -> int:
        """Grid lines from its top to its head."""
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


@dataclass(frozen=True, slots=True)
class _Part:
    """A rectangle of a wheel and the stretch of the run that fills it."""

    first: int
    end: int
    column: int
    columns: int
    line: int
    lines: int


@dataclass(frozen=True, slots=True)
class _Wheel:
    """Five rectangles round a middle one."""

    cost: float
    parts: tuple[_Part, ...]


_Entry = _Leaf | _Stack | _Row | _Strap | _Wheel
_Table = dict[int, _Entry]


class Composer:
    """Searches slicings of one region; remembers tables of runs it has seen.

    Not a value: it caches.  One composer serves one region height.
    """

    def __init__(self, columns: int, tallest: int) -> None:
        """Prepare for a region of so many columns and grid lines."""
        self._columns = columns
        self._tallest = tallest
        self._tables: dict[tuple[tuple[Matter, ...], int], _Table] = {}
        self._areas: dict[Matter, int] = {}

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
            case _Wheel(_, parts):
                for part in parts:
                    corner = (column + part.column, line + part.line)
                    stretch = run[part.first : part.end]
                    yield from self._placed(stretch, part.columns, part.lines, corner)

    def _table(self, run: tuple[Matter, ...], columns: int) -> _Table:
        key = (run, columns)
        table = self._tables.get(key)
        if table is None:
            table = self._tables[key] = self._filled(run, columns)
        return table

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
        if columns == self._columns and len(run) >= _SPOKES:
            self._turn(table, run)
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
        below = [
            (lower, entry.cost)
            for lower, entry in self._table(run[split:], columns).items()
        ]
        seam = _SEAM if columns == self._columns else 0.0
        known = {height: entry.cost for height, entry in table.items()}
        for upper, first in above.items():
            base = first.cost + seam
            for lower, second in below:
                height = upper + lower
                if height <= self._tallest and base + second < known.get(height, inf):
                    known[height] = base + second
                    table[height] = _Stack(base + second, split, upper)

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
            seam = _SEAM if height == self._tallest else 0.0
            cost = first.cost + second.cost + _bump(first, second) + seam
            known = table.get(height)
            if known is None or cost < known.cost:
                table[height] = _Row(cost, split, left)

    def _turn(self, table: _Table, run: tuple[Matter, ...]) -> None:
        """Offer the cheapest wheel that fills the whole region."""
        height = self._tallest
        kinds = [
            spokes
            for west, east in combinations(range(1, self._columns), 2)
            for spokes in _wheels(west, east, self._columns)
        ]
        for cuts in combinations(range(1, len(run)), _SPOKES - 1):
            stretches = tuple(pairwise((0, *cuts, len(run))))
            for spokes in kinds:
                wheel = self._wheel(run, stretches, spokes)
                if wheel and (height not in table or wheel.cost < table[height].cost):
                    table[height] = wheel

    def _wheel(
        self,
        run: tuple[Matter, ...],
        stretches: tuple[tuple[int, int], ...],
        spokes: "_Spokes",
    ) -> _Wheel | None:
        """Find the two heights at which five stretches of the run close a wheel."""
        tables: dict[str, _Table] = {}
        for (first, end), (name, _, columns) in zip(stretches, spokes, strict=True):
            tables[name] = self._table(run[first:end], columns)
            if not tables[name]:
                return None
        closings = _closing(tables, self._tallest)
        best = min(closings, key=lambda closing: closing[2], default=None)
        if best is None:
            return None
        return _Wheel(best[2], _rectangles(stretches, spokes, best, self._tallest))

    def _area(self, matter: Matter) -> int:
        """Find the least number of cells the matter can do with."""
        if matter not in self._areas:
            own = min(
                (
                    columns * height
                    for columns in range(1, self._columns + 1)
                    for height in matter.shapes(columns, self._tallest)
                ),
                default=self._columns * self._tallest + 1,
            )
            self._areas[matter] = own + sum(map(self._area, matter.inner))
        return self._areas[matter]


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
    one, other = first.shape, second.shape
    level = one.head_line == other.head_line and one.head_size == other.head_size
    return _BUMP if level and one.head_size else 0.0


_Spokes = tuple[tuple[str, int, int], ...]
"""Name, first column and width of a wheel's five rectangles, in reading order."""


def _wheels(west: int, east: int, columns: int) -> tuple[_Spokes, _Spokes]:
    """Describe the two wheels whose middle stands between two columns."""
    right = columns - east
    return (
        (
            ("top", 0, east),
            ("side", east, right),
            ("other", 0, west),
            ("middle", west, east - west),
            ("bottom", west, columns - west),
        ),
        (
            ("side", 0, west),
            ("top", west, columns - west),
            ("middle", west, east - west),
            ("other", east, right),
            ("bottom", 0, east),
        ),
    )


def _closing(
    tables: dict[str, _Table], height: int
) -> Iterator[tuple[int, int, float]]:
    """List where the middle can begin and end, and what the wheel then costs."""
    tops = [
        (upper, entry.cost + tables["other"][height - upper].cost)
        for upper, entry in tables["top"].items()
        if height - upper in tables["other"]
    ]
    sides = [
        (lower, entry.cost + tables["bottom"][height - lower].cost)
        for lower, entry in tables["side"].items()
        if height - lower in tables["bottom"]
    ]
    middle = tables["middle"]
    for upper, first in tops:
        for lower, second in sides:
            if lower - upper in middle:
                yield upper, lower, first + second + middle[lower - upper].cost


def _rectangles(
    stretches: tuple[tuple[int, int], ...],
    spokes: _Spokes,
    closed: tuple[int, int, float],
    height: int,
) -> tuple[_Part, ...]:
    upper, lower, _ = closed
    lines = {
        "top": (0, upper),
        "side": (0, lower),
        "other": (upper, height - upper),
        "middle": (upper, lower - upper),
        "bottom": (lower, height - lower),
    }
    return tuple(
        _Part(first, end, column, columns, *lines[name])
        for (first, end), (name, column, columns) in zip(stretches, spokes, strict=True)
    )
