"""What a page's drawing instructions do with ink; decides, and touches no PDF.

Instructions are operands and operator as in ISO 32000-1, annex A; names keep their
slash.  Operands are whatever the PDF library reads: numbers, names, strings.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

Instruction: TypeAlias = tuple[tuple[Any, ...], str]

GRAY, RGB, CMYK, PATTERN = "/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern"
OVERPRINT, KNOCKOUT = "/Overprint", "/Knockout"
"""Names of the two graphics states that ``inked`` switches between."""

_DEVICE = {"g": GRAY, "G": GRAY, "rg": RGB, "RG": RGB, "k": CMYK, "K": CMYK}
_FILLS = ("g", "rg", "k", "sc", "scn")
_STROKES = ("G", "RG", "K", "SC", "SCN")
_SHOWS = ("Tj", "TJ", "'", '"')
_MARKS = ("BMC", "BDC", "EMC", "MP", "DP")
_INLINE = "INLINE IMAGE"
_FILLED, _STROKED = (0, 2, 4, 6), (1, 2, 5, 6)
"""Text rendering modes; 3 and 7 print nothing."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour as set."""

    space: str
    amounts: tuple[float, ...]

    @property
    def is_black(self) -> bool:
        """Whether it prints with black alone, a tint of it, or nothing."""
        if self.space == CMYK:
            return not any(self.amounts[:3])
        return self.space == GRAY

    def __str__(self) -> str:
        """Write it as the PDF does."""
        return " ".join((self.space, *(f"{amount:g}" for amount in self.amounts)))


_BLACK = Ink(GRAY, (0.0,))


@dataclass(frozen=True, slots=True)
class _Pens:
    fill: Ink = _BLACK
    stroke: Ink = _BLACK
    mode: int = 0


@dataclass(slots=True)
class _Walk:
    """Colours in force while instructions are read."""

    spaces: Mapping[str, str]
    pens: _Pens = field(default_factory=_Pens)
    saved: list[_Pens] = field(default_factory=list)

    def follow(self, operands: tuple[Any, ...], operator: str) -> None:
        """Do what an instruction does to colours."""
        if operator == "q":
            self.saved.append(self.pens)
        elif operator == "Q" and self.saved:
            self.pens = self.saved.pop()
        elif operator == "Tr":
            self.pens = replace(self.pens, mode=int(operands[0]))
        elif operator in (*_FILLS, "cs"):
            ink = self._ink(operands, operator, self.pens.fill)
            self.pens = replace(self.pens, fill=ink)
        elif operator in (*_STROKES, "CS"):
            ink = self._ink(operands, operator, self.pens.stroke)
            self.pens = replace(self.pens, stroke=ink)

    def _ink(self, operands: tuple[Any, ...], operator: str, now: Ink) -> Ink:
        if operator in ("cs", "CS"):
            space = self.spaces.get(str(operands[0]), str(operands[0]))
            return Ink(space, (0.0, 0.0, 0.0, 1.0) if space == CMYK else (0.0,))
        amounts = tuple(float(o) for o in operands if not str(o).startswith("/"))
        return Ink(_DEVICE.get(operator, now.space), amounts)


def inked(
    instructions: Iterable[Instruction], idle: frozenset[str]
) -> Iterator[Instruction]:
    """Rewrite instructions for the press.

    Black overprints, so that misregister shows no white edges; white, colours and
    pictures knock out.  Marks for screen readers go.

    Args:
        instructions: Of one content stream, which sets colours in device spaces.
        idle: Names of graphics states that change nothing.
    """
    walk = _Walk({})
    for operands, operator in instructions:
        is_idle = operator == "gs" and str(operands[0]) in idle
        if operator in _MARKS or is_idle:
            continue
        walk.follow(operands, operator)
        if operator == "Do":
            yield (KNOCKOUT,), "gs"
        yield operands, operator
        if operator in _FILLS or operator in _STROKES:
            ink = walk.pens.fill if operator in _FILLS else walk.pens.stroke
            yield (OVERPRINT if _overprints(ink) else KNOCKOUT,), "gs"


def _overprints(ink: Ink) -> bool:
    return ink.space == CMYK and ink.is_black and ink.amounts[-1:] > (0,)
