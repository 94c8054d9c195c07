"""Crop marks carry every ink by intent, and never count as ink on the page."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from newsletter.model.printer import HEATSET, SHEETFED, Printer
from newsletter.press.preflight import Outcome, preflight
from newsletter.press.prepress import press_pdfs
from tests.press.drawings import a_block, a_line, a_page, painted
from tests.press.preflight.pdfs import MM, changed, drawing


@pytest.mark.parametrize("printer", [HEATSET, SHEETFED], ids=lambda one: one.name)
@pytest.mark.parametrize(("wide", "high"), [(275, 390), (210, 297), (289, 380)])
def test_marks_beside_the_bleed_are_no_ink_of_the_page(
    program: Callable[[str], str], printer: Printer, wide: float, high: float
) -> None:
    program("gs")
    page = a_page(a_block(a_line("河边的老码头", y=100)))
    page = replace(page, width=wide * MM, height=high * MM)
    pdf = press_pdfs(painted(page).pdf, (), printer)[0]
    in_colour = changed(pdf, drawing("1 0 0 0 k 60 60 90 90 re f"))

    report = preflight(in_colour, printer)

    (ink,) = (one for one in report.verdicts if one.rule == "total-ink")
    assert ink.outcome is Outcome.PASSED, ink.findings
