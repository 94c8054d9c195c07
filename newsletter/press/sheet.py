"""The sheet around a page: boxes, and crop marks outside the bleed.

Pure; lengths are pt, boxes left, bottom, right, top from the sheet's lower left.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from newsletter.model.printer import Printer
from newsletter.press.inks import Instruction

PT_PER_MM: Final = 72 / 25.4

Rectangle: TypeAlias = tuple[float, float, float, float]

_MARK: Final = 5.0 * PT_PER_MM
_NEAREST_MARK: Final = 3.0 * PT_PER_MM
"""From the trim: a cut that wanders must not show a mark."""

_BEYOND_MARKS: Final = 1.0 * PT_PER_MM
_MARK_LINE: Final = 0.25
_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes of one page (ISO 32000-1, 14.11.2)."""

    media: Rectangle
    bleed: Rectangle
    trim: Rectangle


def boxes_of(width: float, height: float, printer: Printer) -> Boxes:
    """Lay the sheet around a trimmed page.

    Args:
        width: Of the trimmed page.
        height: Of the trimmed page.
        printer: Says how much bleed, and whether there are marks.
    """
    bleed = printer.bleed * PT_PER_MM
    around = _mark_offset(bleed) + _MARK + _BEYOND_MARKS if printer.marks else bleed
    trim = (around, around, around + width, around + height)
    return Boxes(
        media=_rounded((0, 0, width + 2 * around, height + 2 * around)),
        bleed=_rounded(_grown(trim, bleed)),
        trim=_rounded(trim),
    )


def crop_marks(boxes: Boxes) -> Iterator[Instruction]:
    """Draw two marks at each corner, on every plate, clear of the bleed."""
    left, bottom, right, top = boxes.trim
    near = _mark_offset(left - boxes.bleed[0])
    far = near + _MARK
    yield (), "q"
    yield (1, 1, 1, 1), "K"
    yield (_MARK_LINE,), "w"
    for x, out in ((left, -1), (right, 1)):
        for y in (bottom, top):
            yield from _stroke(x + out * near, y, x + out * far, y)
    for y, out in ((bottom, -1), (top, 1)):
        for x in (left, right):
            yield from _stroke(x, y + out * near, x, y + out * far)
    yield (), "Q"


def _stroke(x1: float, y1: float, x2: float, y2: float) -> Iterator[Instruction]:
    yield (round(x1, _DIGITS), round(y1, _DIGITS)), "m"
    yield (round(x2, _DIGITS), round(y2, _DIGITS)), "l"
    yield (), "S"


def _mark_offset(bleed: float) -> float:
    # Half the line's width would stand in the bleed.
    return max(bleed + _MARK_LINE, _NEAREST_MARK)


def _grown(box: Rectangle, by: float) -> Rectangle:
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def _rounded(box: Rectangle) -> Rectangle:
    left, bottom, right, top = (round(side, _DIGITS) for side in box)
    return (left, bottom, right, top)
