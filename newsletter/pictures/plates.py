"""Plates as pictures: ink on each spot, and a page with its faults framed."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Final, TypeAlias

from PIL import Image, ImageDraw, ImageMath

from newsletter.pictures.opening import our_own_pillow

Area: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom, pixels."""

_FULL: Final = 255
_FAULT, _DOUBT, _PAPER = (215, 0, 40), (190, 100, 0), (255, 255, 255)
_LINE, _PAD = 3, 3


def heaviest_ink(
    plates: Iterable[Path], area: Area, limit: float
) -> tuple[float, Area | None]:
    """Add up the plates of a page, spot by spot.

    Args:
        plates: One gray picture for each ink; black is full ink.
        area: What counts.
        limit: Percent, all inks together.

    Returns:
        The most ink on one spot, percent; and the area around all that is over the
        limit, None when nothing is.
    """
    with our_own_pillow():
        total = Image.new("I", (area[2] - area[0], area[3] - area[1]))
        for path in plates:
            with Image.open(path) as plate:
                white = plate.convert("L").crop(area).convert("I")
            total = ImageMath.lambda_eval(_added, total=total, white=white)
    _, high = total.getextrema()
    most = float(str(high))
    bar = ceil(limit * _FULL / 100)
    # Bytes keep what is over, cut off at 255; what is under becomes 0.
    over = total.point(lambda ink: ink * 1 - bar).convert("L").getbbox()
    if over is None:
        return most * 100 / _FULL, None
    left, top, right, bottom = over
    x, y = area[:2]
    return most * 100 / _FULL, (left + x, top + y, right + x, bottom + y)


def _added(ink: dict[str, ImageMath._Operand]) -> ImageMath._Operand:
    return ink["total"] + _FULL - ink["white"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A place to show on the picture of a page."""

    area: Area
    is_fatal: bool
    """Whether it refuses the page, or is only doubtful."""

    label: str
    """Few letters of ASCII that say why."""


def framed(pixels: bytes, size: tuple[int, int], frames: Iterable[Frame]) -> bytes:
    """Frame places on the picture of a page, each with its label.

    Args:
        pixels: Rows from the top, RGB, 8 bits each, no padding.
        size: Width and height in pixels.
        frames: Places; red refuses, orange is doubtful.

    Returns:
        A PNG.
    """
    picture = Image.frombytes("RGB", size, pixels)
    pen = ImageDraw.Draw(picture)
    for frame in frames:
        colour = _FAULT if frame.is_fatal else _DOUBT
        left, top, right, bottom = frame.area
        box = (left - _LINE, top - _LINE, right + _LINE, bottom + _LINE)
        pen.rectangle(box, outline=colour, width=_LINE)
        _label(pen, frame.label, (box[0], box[1]), colour)
    file = BytesIO()
    picture.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def _label(
    pen: ImageDraw.ImageDraw,
    text: str,
    corner: tuple[int, int],
    colour: tuple[int, int, int],
) -> None:
    """Write on a ground of the frame's colour, over the frame where there is room."""
    _, _, width, height = pen.textbbox((0, 0), text)
    left, top = max(corner[0], 0), max(corner[1] - height - _PAD, 0)
    ground = (left, top, left + width + 2 * _PAD, top + height + _PAD)
    pen.rectangle(ground, fill=colour)
    pen.text((left + _PAD, top), text, fill=_PAPER)
