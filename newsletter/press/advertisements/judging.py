"""Whether advertisements go to the printer: each judged at the size it is printed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pikepdf import Dictionary, Pdf

from newsletter.errors import Problem, Severity, Text
from newsletter.model.issue import Issue
from newsletter.model.printer import Printer
from newsletter.press.advertisements.booking import paid_boxes
from newsletter.press.advertisements.content import AdCopy
from newsletter.press.fixed.area import Area
from newsletter.press.fixed.box import FixedBox
from newsletter.press.fixed.pages import area_of, box_of
from newsletter.press.flatplan import PagePlan
from newsletter.press.furniture import FOLIO_LINES
from newsletter.press.heads import Shop
from newsletter.press.intent import written
from newsletter.press.plates import unit_form
from newsletter.press.preflight import Outcome, Preflight, Verdict, preflight
from newsletter.press.preflight.documents import where_on
from newsletter.press.shapes import SEPARATOR

_OF_PAGES: Final = (
    *("boxes", "bleed", "safe-margin", "pages", "annotations", "metadata"),
)
"""Rules about whole pages and files: an advertisement is a part of ours."""

_THE_FILE: Final = Text("广告", "the advertisement")
_SCALED: Final = 0.02
"""Change of size that advertisers would ask about."""


def judged(plans: tuple[PagePlan, ...], printer: Printer, shop: Shop) -> list[Problem]:
    """Judge every advertisement of an issue by the printer's profile.

    Args:
        plans: Say where each stands, and so how large it is printed.
        printer: Who prints.
        shop: Grid and style.

    Returns:
        An error for every rule that refuses one, with its place in the manifest, and
        warnings.
    """
    return [
        problem
        for copy, area in _placed(plans, shop)
        if not copy.advertisement.convert
        for problem in _problems(copy, area, printer)
    ]


def booked(issue: Issue, printer: Printer, shop: Shop) -> list[Problem]:
    """Judge every advertisement of an issue without composing its pages.

    Each counts at the size it is booked for; one of a whole page between folio and
    foot, wherever its page is.

    Raises:
        InputError: as ``paid_boxes``.
    """
    feet, whole = paid_boxes(issue, shop)
    boxes = [box for page in sorted(feet) for box in feet[page]]
    grid = shop.grid
    lines = grid.lines - FOLIO_LINES - SEPARATOR
    boxes += [FixedBox(whole[page], grid.columns, lines) for page in sorted(whole)]
    return [
        problem
        for box in boxes
        if isinstance(box.content, AdCopy) and not box.content.advertisement.convert
        for problem in _problems(box.content, _booked_area(box, shop), printer)
    ]


def _booked_area(box: FixedBox, shop: Shop) -> Area:
    grid = shop.grid
    frame = Area(0.0, 0.0, grid.span(box.columns), box.lines * grid.leading)
    return box.content.area(frame, shop) if isinstance(box.content, AdCopy) else frame


def _placed(plans: tuple[PagePlan, ...], shop: Shop) -> Iterator[tuple[AdCopy, Area]]:
    for plan in plans:
        for placed in plan.placed:
            box = box_of(placed)
            if box and isinstance(box.content, AdCopy):
                frame = area_of(placed, plan, shop.grid)
                yield box.content, box.content.area(frame, shop)


def _problems(copy: AdCopy, area: Area, printer: Printer) -> Iterator[Problem]:
    report = preflight(at_size(copy.page.pdf, area), _for_parts(printer))
    yield from _told(copy, report)
    scale = area.width / copy.page.width
    if copy.page.is_sized and abs(scale - 1) > _SCALED:
        yield _scaled(copy, scale)


def at_size(pdf: bytes, area: Area) -> bytes:
    """Make a page of an advertisement's own, as large as it is printed."""
    with Pdf.new() as document:
        page = document.add_blank_page(page_size=(area.width, area.height))
        page.obj["/TrimBox"] = page.obj["/MediaBox"]
        form = unit_form(document, pdf)
        page.obj["/Resources"] = Dictionary(XObject=Dictionary(Plate=form))
        page.obj["/Contents"] = document.make_stream(
            f"q {area.width:.4f} 0 0 {area.height:.4f} 0 0 cm /Plate Do Q".encode()
        )
        return written(document, "1.4")


def _for_parts(printer: Printer) -> Printer:
    return replace(printer, bleed=0.0, safe_margin=0.0, pages_multiple=1)


def _told(copy: AdCopy, report: Preflight) -> Iterator[Problem]:
    weights = {
        Outcome.FAILED: Severity.ERROR,
        Outcome.WARNED: Severity.WARNING,
        Outcome.UNCHECKED: Severity.WARNING,
    }
    for verdict in report.verdicts:
        if verdict.outcome in weights and verdict.rule not in _OF_PAGES:
            yield _problem(copy, verdict, weights[verdict.outcome])


def _problem(copy: AdCopy, verdict: Verdict, severity: Severity) -> Problem:
    file, title = copy.advertisement.file, verdict.title
    what = Text(f"广告 {file} {title.zh}", f"advertisement {file}, {title.en}")
    cure = Text("安装 ghostscript 后再试", "install ghostscript, and try again")
    if verdict.reason:
        what = _joined(what, verdict.reason)
    for finding in verdict.findings[:1]:
        place = where_on(finding, _THE_FILE)
        found = Text(
            f"{place.zh}：{finding.found.zh}", f"{place.en}: {finding.found.en}"
        )
        what = _joined(what, found)
        cure = Text(
            f"请广告主改成：{finding.wanted.zh}",
            f"ask the advertiser for {finding.wanted.en}",
        )
    others = len(verdict.findings) - 1 + verdict.more
    if others > 0:
        what = _joined(what, Text(f"另有 {others} 处", f"and {others} more"))
    return Problem(
        code=verdict.code,
        place=copy.advertisement.place,
        severity=severity,
        what=what,
        cure=cure,
    )


def _joined(one: Text, other: Text) -> Text:
    return Text(f"{one.zh}；{other.zh}", f"{one.en}; {other.en}")


def _scaled(copy: AdCopy, scale: float) -> Problem:
    file = copy.advertisement.file
    return Problem(
        code="F110",
        severity=Severity.WARNING,
        place=copy.advertisement.place,
        what=Text(
            f"广告 {file} 印成原大的 {scale:.0%}",
            f"advertisement {file} is printed at {scale:.0%} of its size",
        ),
        cure=Text(
            "改 columns、lines 或 width、height，或请广告主改尺寸",
            "change columns, lines, width or height, or ask for another size",
        ),
    )
