"""Plain data of a manifest that knows where each of its parts stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from newsletter.errors import Place
from newsletter.manifest.source import Source

Path: TypeAlias = tuple[str | int, ...]
"""Keys and indexes from the root, keys by their English names."""

PATH: Final = "\0"
"""The key under which every mapping of ``Document.data`` carries its own path."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a mapping may hold: enough to know a key by any of its names."""

    names: Mapping[str, str]
    """Every accepted spelling of a key -> its English name."""

    inside: Mapping[str, "Shape"] = field(default_factory=dict)
    """Keys whose values, or whose list items, are mappings too."""

    short: str = ""
    """Key meant when a plain text stands in place of the mapping."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Position of characters in the source, 1-based."""

    line: int
    column: int
    length: int = 1


@dataclass(slots=True)
class Document:
    """Plain data with the position of each of its parts."""

    source: Source
    shape: Shape
    data: dict[str, Any]
    values: dict[Path, Spot] = field(default_factory=dict)
    keys: dict[Path, Spot] = field(default_factory=dict)
    ends: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Line and column just behind a value, 0-based."""

    flows: set[Path] = field(default_factory=set)
    """Mappings written in braces."""

    def value(self, path: Path) -> Place:
        """Point at a value, or at the nearest thing around it."""
        return self._place(self.values, path)

    def key(self, path: Path) -> Place:
        """Point at a key, or at the nearest key around it."""
        return self._place(self.keys, path)

    def shape_at(self, path: Path) -> Shape | None:
        """Find what the mapping at a path may hold."""
        shape: Shape | None = self.shape
        for step in path:
            if isinstance(step, str):
                shape = shape.inside.get(step) if shape else None
        return shape

    def _place(self, spots: dict[Path, Spot], path: Path) -> Place:
        while path and path not in spots:
            path = path[:-1]
        spot = spots.get(path) or self.values.get(path) or Spot(1, 1)
        return self.source.place(spot.line, spot.column, spot.length)
