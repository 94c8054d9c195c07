"""Plates as pictures: ink on each spot, and a page with its faults framed."""

from collections.abc import Iterable
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Final, TypeAlias

from PIL import Image, ImageDraw, ImageMath

from newsletter.pictures.opening import our_own_pillow

Area: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom, pixels."""

_FULL: Final = 255
_FAULT, _DOUBT, _LINE = (215, 0, 40), (230, 140, 0), 3


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


def framed(
    pixels: bytes, size: tuple[int, int], faults: Iterable[tuple[Area, bool]]
) -> bytes:
    """Frame places on the picture of a page.

    Args:
        pixels: Rows from the top, RGB, 8 bits each, no padding.
        size: Width and height in pixels.
        faults: Places, and whether each refuses the page or is only doubtful.

    Returns:
        A PNG.
    """
    picture = Image.frombytes("RGB", size, pixels)
    pen = ImageDraw.Draw(picture)
    for (left, top, right, bottom), is_fatal in faults:
        box = (left - _LINE, top - _LINE, right + _LINE, bottom + _LINE)
        pen.rectangle(box, outline=_FAULT if is_fatal else _DOUBT, width=_LINE)
    file = BytesIO()
    picture.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
