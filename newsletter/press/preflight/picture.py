"""Pictures of pages with their faults framed."""

from typing import NamedTuple

from newsletter.pictures.plates import Area as Pixels
from newsletter.pictures.plates import Frame, framed
from newsletter.press.preflight.facts import PageFacts
from newsletter.press.preflight.findings import Area, Preflight
from newsletter.press.preflight.reading import read_pdf
from newsletter.press.raster import page_pixels
from newsletter.press.sheet import PT_PER_MM

_PPI = 100


def fault_pictures(pdf: bytes, report: Preflight) -> tuple[tuple[int, bytes], ...]:
    """Frame what a preflight found, on pictures of the pages.

    Red refuses, orange is doubtful; each frame has the codes of its rules.

    Args:
        pdf: The file that was judged.
        report: What was found.

    Returns:
        Page number and PNG, for each page with a place to show.
    """
    placed: dict[int, list[_Found]] = {}
    for verdict in report.verdicts:
        for finding in verdict.findings:
            if finding.area:
                found = _Found(verdict.code, finding.area, finding.is_fatal)
                placed.setdefault(finding.page, []).append(found)
    if not placed:
        return ()
    pages = {page.number: page for page in read_pdf(pdf).pages}
    return tuple(
        (number, _picture(pdf, pages[number], findings))
        for number, findings in sorted(placed.items())
    )


class _Found(NamedTuple):
    """A finding that has a place."""

    code: str
    area: Area
    is_fatal: bool


def _picture(pdf: bytes, page: PageFacts, found: list[_Found]) -> bytes:
    pixels, size = page_pixels(pdf, page.number, _PPI / 72)
    codes: dict[Area, dict[str, bool]] = {}
    for one in found:
        codes.setdefault(one.area, {})[one.code] = one.is_fatal
    frames = [
        Frame(_pixels(page, area), any(told.values()), " ".join(told))
        for area, told in codes.items()
    ]
    return framed(pixels, size, frames)


def _pixels(page: PageFacts, area: Area) -> Pixels:
    """Find an area on the picture, which shows the crop box."""
    shown, sheet = page.crop or page.media, page.sheet
    scale = _PPI / 72
    left = (sheet[0] - shown[0]) * page.unit + area.x * PT_PER_MM
    top = (shown[3] - sheet[3]) * page.unit + area.y * PT_PER_MM
    return (
        round(left * scale),
        round(top * scale),
        round((left + area.width * PT_PER_MM) * scale),
        round((top + area.height * PT_PER_MM) * scale),
    )
