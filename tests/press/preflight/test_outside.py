"""Press files as programs see them that we did not write, and ink on their plates."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from newsletter.model.printer import PRINTERS, Printer
from newsletter.press.preflight import (
    Outcome,
    fault_pictures,
    preflight,
    preflight_json,
    preflight_text,
)
from newsletter.press.profiles import profile_of
from tests.press.preflight.pdfs import ORDER, SHOP, a_press_file, changed, drawing

SQUARE = "60 60 90 90 re f"


def an_obtainable(printer: Printer) -> Printer:
    """A PDF/X-4 needs a profile: where the system ships none, do without X-4."""
    is_missing = printer.standard == "PDF/X-4" and profile_of(printer) is None
    return replace(printer, standard="PDF/X-1a:2003") if is_missing else printer


@pytest.mark.parametrize("printer", PRINTERS, ids=lambda one: one.name)
def test_every_profile_makes_files_that_pass_by_it(printer: Printer) -> None:
    printer = an_obtainable(printer)

    report = preflight(a_press_file(printer), printer, ORDER)

    assert [verdict.rule for verdict in report.failed] == []


@pytest.mark.parametrize("printer", PRINTERS, ids=lambda one: one.name)
def test_qpdf_ghostscript_poppler_and_mupdf_read_them_without_complaint(
    printer: Printer, program: Callable[[str], str], tmp_path: Path
) -> None:
    (tmp_path / "page.pdf").write_bytes(a_press_file(an_obtainable(printer)))

    for command in (
        ("qpdf", "--check", "page.pdf"),
        ("gs", "-q", "-dBATCH", "-dNOPAUSE", "-dPDFSTOPONERROR", "-sDEVICE=nullpage"),
        ("pdftoppm", "-r", "36", "page.pdf", "page"),
        ("mutool", "draw", "-r", "36", "-o", "page.png", "page.pdf"),
    ):
        files = ("page.pdf",) if command[0] == "gs" else ()
        done = subprocess.run(
            [program(command[0]), *command[1:], *files],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        # Debian builds MuPDF without ICC, and it says so each time.
        said = done.stderr.lower().replace("warning: icc support", "")
        assert "warning" not in said


def test_poppler_names_standard_version_and_boxes(
    program: Callable[[str], str], tmp_path: Path
) -> None:
    (tmp_path / "page.pdf").write_bytes(a_press_file())

    said = subprocess.run(
        [program("pdfinfo"), "-box", "page.pdf"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    facts = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
    assert facts["PDF version"].strip() == "1.4"
    assert facts["PDF subtype"].strip() == "PDF/X-1a:2003"
    trim = [float(side) for side in facts["TrimBox"].split()]
    bleed = [float(side) for side in facts["BleedBox"].split()]
    assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx((400, 300), abs=0.02)
    beyond = [abs(one - other) for one, other in zip(trim, bleed, strict=True)]
    assert beyond == pytest.approx([3 / 25.4 * 72] * 4, abs=0.02)


def test_marks_stand_on_every_plate_and_outside_the_bleed(
    program: Callable[[str], str], tmp_path: Path
) -> None:
    (tmp_path / "page.pdf").write_bytes(a_press_file())
    command = [program("gs"), "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep"]

    subprocess.run(
        [*command, "-r144", "-oink.tif", "page.pdf"], cwd=tmp_path, check=True
    )

    scale, around = 2, 25.76 - 8.5
    for ink in ("Cyan", "Magenta", "Yellow", "Black"):
        with Image.open(tmp_path / f"ink({ink}).tif") as plate:
            corner = plate.crop((0, 0, int(30 * scale), int(around * scale)))
            inside = plate.crop(tuple(int(side * scale) for side in (18, 18, 433, 120)))
            assert corner.getextrema()[0] == 0
            assert inside.getextrema()[0] == 255


@pytest.mark.parametrize(
    ("inks", "wanted"), [(".76 .76 .76 .76", {"total-ink"}), (".74 .74 .74 .74", set())]
)
def test_ink_is_added_up_spot_by_spot(
    inks: str, wanted: set[str], program: Callable[[str], str]
) -> None:
    program("gs")
    pdf = changed(a_press_file(), drawing(f"{inks} k {SQUARE}"))

    report = preflight(pdf, SHOP, ORDER)

    assert {verdict.rule for verdict in report.failed} == wanted
    for verdict in report.failed:
        area = verdict.findings[0].area
        assert area is not None
        assert (area.width, area.height) == pytest.approx((31.75, 31.75), abs=0.4)
        assert area.x == pytest.approx(60 / 72 * 25.4, abs=0.3)


def test_inks_that_overprint_add_up(program: Callable[[str], str]) -> None:
    program("gs")
    below = f"1 1 0 0 k {SQUARE}"
    printer = replace(SHOP, ink_limit=220)

    over = changed(a_press_file(), drawing(f"{below} /Over gs 0 0 0 1 k {SQUARE}"))
    beside = changed(a_press_file(), drawing(f"{below} /Knock gs 0 0 0 1 k {SQUARE}"))

    assert preflight(over, printer).failed[-1].rule == "total-ink"
    assert preflight(beside, printer).failed == ()


def test_without_ghostscript_ink_is_not_checked_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    pdf = changed(a_press_file(), drawing(f"1 1 1 1 k {SQUARE}"))

    report = preflight(pdf, SHOP, ORDER)

    [verdict] = [one for one in report.verdicts if one.rule == "total-ink"]
    assert verdict.outcome is Outcome.UNCHECKED
    assert "Ghostscript (gs) is not installed" in preflight_text(report, "en")
    assert preflight_json(report)["passed"]


def test_faults_are_framed_where_they_are() -> None:
    pdf = changed(a_press_file(), drawing(f"1 0 0 rg {SQUARE}"))

    [(number, picture)] = fault_pictures(pdf, preflight(pdf, SHOP, ORDER))

    assert number == 1
    assert picture.startswith(b"\x89PNG")
