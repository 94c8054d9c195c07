"""Ink on every spot, measured on plates that Ghostscript makes.

Ghostscript is a program beside ours, under its own licence (AGPL); it is only
started.  Without it total ink is not checked, and the verdict says so.
"""

import shutil
import subprocess
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from newsletter.errors import Text
from newsletter.pictures.plates import Area, heaviest_ink
from newsletter.press.preflight.facts import CMYK, GRAY, Facts, Kind, PageFacts
from newsletter.press.preflight.findings import InkFacts, live
from newsletter.press.sheet import Rectangle

PPI: Final = 150
_MOST_POINTS: Final = 7200.0
"""Of a side of the sheet: 2.5 m; larger ones would fill the memory."""

_ON_EDGE: Final = 0.5
"""Pixels from the sheet's edge up to which a box counts as reaching it."""

_PATIENCE: Final = 120
"""Seconds for one page."""


class _NoPlates(Exception):  # noqa: N818  (never leaves this module)
    """Ghostscript is missing, or gave up."""

    def __init__(self, reason: Text) -> None:
        """Keep the reason in both languages."""
        self.reason = reason
        super().__init__(reason.en)


def measured_inks(
    pdf: bytes, facts: Facts, limit: float
) -> tuple[InkFacts, ...] | Text:
    """Find the heaviest ink of every page, inside its bleed box.

    Pages in black alone carry at most 100 % and are not drawn.

    Args:
        pdf: The file.
        facts: The same, as read.
        limit: Percent, all inks together.

    Returns:
        A fact for each page in colour; or why none can be told: Ghostscript is
        missing, or cannot draw a page.
    """
    try:
        return _inks(pdf, facts, limit)
    except _NoPlates as error:
        return error.reason


def _inks(pdf: bytes, facts: Facts, limit: float) -> tuple[InkFacts, ...]:
    heavy = [page for page in facts.pages if not _is_black(page)]
    if not heavy:
        return ()
    program = shutil.which("gs")
    if program is None:
        raise _NoPlates(
            Text(
                "没有 Ghostscript（gs），总墨量未查",
                "Ghostscript (gs) is not installed: total ink is not checked",
            )
        )
    with TemporaryDirectory(prefix="plates-") as name:
        folder = Path(name)
        (folder / "page.pdf").write_bytes(pdf)
        return tuple(_measured(program, folder, page, limit) for page in heavy)


def _is_black(page: PageFacts) -> bool:
    return all(
        colour.space == GRAY
        or (
            colour.space == CMYK
            and mark.kind not in (Kind.PICTURE, Kind.SHADING)
            and not any(colour.amounts[:3])
        )
        for mark in live(page)
        for colour in mark.colours
    )


def _measured(program: str, folder: Path, page: PageFacts, limit: float) -> InkFacts:
    sheet = page.media
    if max(sheet[2] - sheet[0], sheet[3] - sheet[1]) * page.unit > _MOST_POINTS:
        raise _NoPlates(Text("页面太大，总墨量未查", "page too large to be drawn"))
    for old in folder.glob("plate*.tif"):
        old.unlink()
    _draw(program, folder, page.number)
    plates = sorted(folder.glob("plate(*).tif"))
    if not plates:
        raise _NoPlates(Text("Ghostscript 没有出版", "Ghostscript made no plates"))
    most, over = heaviest_ink(plates, _pixels(page), limit)
    box = _points(page, over) if over else None
    return InkFacts(page=page.number, most=most, box=box)


def _draw(program: str, folder: Path, number: int) -> None:
    command = [
        *(program, "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep"),
        *(f"-r{PPI}", f"-dFirstPage={number}", f"-dLastPage={number}"),
        *("-sOutputFile=plate.tif", "page.pdf"),
    ]
    try:
        subprocess.run(  # noqa: S603  (our own words, and a file of our own)
            command, cwd=folder, check=True, capture_output=True, timeout=_PATIENCE
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise _NoPlates(
            Text(
                f"Ghostscript 画不出第 {number} 版，总墨量未查",
                f"Ghostscript cannot draw page {number}: total ink is not checked",
            )
        ) from error


def _pixels(page: PageFacts) -> Area:
    """Find the bleed box on the plates; a turned page counts as a whole."""
    scale = PPI / 72 * page.unit
    left, bottom, right, top = page.media
    width, height = round((right - left) * scale), round((top - bottom) * scale)
    if page.rotation % 360:
        return (0, 0, *((height, width) if page.rotation % 180 else (width, height)))
    inked = page.inked
    # A mark just outside may touch the pixel on the edge, and would ink all of it.
    return (
        _inner((inked[0] - left) * scale),
        _inner((top - inked[3]) * scale),
        width - _inner((right - inked[2]) * scale),
        height - _inner((inked[1] - bottom) * scale),
    )


def _inner(pixels: float) -> int:
    """Step to the first pixel that lies within a box; the sheet's own edge counts."""
    return ceil(pixels) + 1 if pixels > _ON_EDGE else 0


def _points(page: PageFacts, area: Area) -> Rectangle:
    scale = PPI / 72 * page.unit
    left, top = page.media[0], page.media[3]
    return (
        left + area[0] / scale,
        top - area[3] / scale,
        left + area[2] / scale,
        top - area[1] / scale,
    )
