"""Ink on every spot, measured on plates that Ghostscript makes.

Ghostscript is a program beside ours, under its own licence (AGPL); it is only
started.  Without it total ink is not checked, and the verdict says so.
"""

import re
import shutil
import subprocess
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from newsletter.errors import Text
from newsletter.pictures.plates import Area, heaviest_ink
from newsletter.press.preflight.facts import CMYK, GRAY, Facts, Kind, PageFacts
from newsletter.press.preflight.findings import NO_PLATES, InkFacts, Plates, live
from newsletter.press.sheet import Rectangle

PPI: Final = 150
_MOST_POINTS: Final = 7200.0
"""Of a side of the sheet: 2.5 m; larger ones would fill the memory."""

_ON_EDGE: Final = 0.5
"""Pixels from the sheet's edge up to which a box counts as reaching it."""

_PLATES: Final = ("-sDEVICE=tiffsep", f"-r{PPI}", "-sOutputFile=plate.tif")
_NOWHERE: Final = ("-sDEVICE=nullpage", "-r72")
_MISSING: Final = Text(
    "没有 Ghostscript（gs），总墨量未查",
    "Ghostscript (gs) is not installed: total ink is not checked",
)
_PATIENCE: Final = 120
"""Seconds for one page."""


@dataclass(frozen=True, slots=True)
class _Shop:
    """Where pages are drawn."""

    program: str
    folder: Path


class _CannotDraw(Exception):  # noqa: N818  (never leaves this module)
    """Ghostscript finds a fault in a page, or did not get done with it."""

    def __init__(self, reason: Text, *, is_fault: bool) -> None:
        """Keep the reason in both languages."""
        self.reason = reason
        self.is_fault = is_fault
        super().__init__(reason.en)


def drawn(pdf: bytes, facts: Facts, limit: float) -> Plates:
    """Draw every page, and find its heaviest ink inside its bleed box.

    Pages in black alone carry at most 100 %: whether they can be drawn is all that
    is looked at.

    Args:
        pdf: The file.
        facts: The same, as read.
        limit: Percent, all inks together.
    """
    program = shutil.which("gs")
    if program is None:
        is_light = all(map(_is_black, facts.pages))
        return NO_PLATES if is_light else Plates(reason=_MISSING)
    with TemporaryDirectory(prefix="plates-") as name:
        folder = Path(name)
        (folder / "page.pdf").write_bytes(pdf)
        return _all_drawn(_Shop(program, folder), facts, limit)


def _all_drawn(shop: _Shop, facts: Facts, limit: float) -> Plates:
    inks: list[InkFacts] = []
    faults: list[tuple[int, Text]] = []
    reason = None
    black = frozenset(page.number for page in facts.pages if _is_black(page))
    done = black if _is_drawn(shop, tuple(sorted(black))) else frozenset()
    for page in facts.pages:
        if page.number in done:
            continue
        try:
            if page.number in black:
                _draw(shop, (page.number,), _NOWHERE)
            else:
                inks.append(_measured(shop, page, limit))
        except _CannotDraw as error:
            if error.is_fault:
                faults.append((page.number, error.reason))
            reason = reason or (None if page.number in black else error.reason)
    return Plates(inks=tuple(inks), faults=tuple(faults), reason=reason)


def _is_drawn(shop: _Shop, pages: tuple[int, ...]) -> bool:
    """Draw pages at once, for a start costs as much as a page."""
    try:
        if pages:
            _draw(shop, pages, _NOWHERE)
    except _CannotDraw:
        return False
    return True


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


def _measured(shop: _Shop, page: PageFacts, limit: float) -> InkFacts:
    sheet = page.media
    if max(sheet[2] - sheet[0], sheet[3] - sheet[1]) * page.unit > _MOST_POINTS:
        said = Text("页面太大，总墨量未查", "page too large to be drawn")
        raise _CannotDraw(said, is_fault=False)
    for old in shop.folder.glob("plate*.tif"):
        old.unlink()
    _draw(shop, (page.number,), _PLATES)
    plates = sorted(shop.folder.glob("plate(*).tif"))
    if not plates:
        said = Text("Ghostscript 没有出版", "Ghostscript made no plates")
        raise _CannotDraw(said, is_fault=False)
    most, over = heaviest_ink(plates, _pixels(page), limit)
    box = _points(page, over) if over else None
    return InkFacts(page=page.number, most=most, box=box)


def _draw(shop: _Shop, pages: tuple[int, ...], device: tuple[str, ...]) -> None:
    number, listed = pages[0], ",".join(map(str, pages))
    command = [
        *(shop.program, "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-dPDFSTOPONERROR"),
        *(*device, f"-sPageList={listed}", "page.pdf"),
    ]
    try:
        done = subprocess.run(  # noqa: S603  (our own words, and a file of our own)
            command,
            cwd=shop.folder,
            check=False,
            capture_output=True,
            timeout=_PATIENCE,
        )
    except (OSError, subprocess.SubprocessError) as error:
        said = Text(
            f"Ghostscript 画不出第 {number} 版，总墨量未查",
            f"Ghostscript cannot draw page {number}: total ink is not checked",
        )
        raise _CannotDraw(said, is_fault=False) from error
    if done.returncode:
        why = _complaint(done.stdout + done.stderr)
        said = Text(
            f"Ghostscript 画不出第 {number} 版：{why}",
            f"Ghostscript cannot draw page {number}: {why}",
        )
        raise _CannotDraw(said, is_fault=True)


def _complaint(said: bytes) -> str:
    """Take what matters from Ghostscript's report of an error."""
    found = re.search(rb"/[a-z]+(?= in )", said)
    return found[0].decode() if found else "?"


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
