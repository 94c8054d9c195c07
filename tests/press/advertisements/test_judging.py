"""Advertisements against the printer's profile, at the size they are printed."""

from pathlib import Path

import pytest

from newsletter.errors import InputError, Severity
from newsletter.layout import load_layout
from newsletter.model.boxes import Advertisement, Boxes, Position
from newsletter.press.acceptance import printer_of
from newsletter.press.advertisements.judging import booked, judged
from newsletter.press.edition import open_shop, print_edition
from newsletter.press.pages import plan_issue
from tests.press.advertisements.files import BLUE, PLACE, a_pdf, a_picture, an_ad
from tests.press.fixed.papers import paper, stories

TYPE = "BT 0 0 0 1 k /F 12 Tf 20 20 Td (Open) Tj ET"


def found(*ads: Advertisement) -> dict[str, Severity]:
    issue = paper(*stories(9), boxes=Boxes(), advertisements=ads)
    shop = open_shop(issue, load_layout(issue.publication))
    problems = judged(plan_issue(issue, shop), printer_of(issue), shop)
    assert all(problem.place == PLACE for problem in problems)
    return {problem.code: problem.severity for problem in problems}


def found_at_once(*ads: Advertisement) -> dict[str, Severity]:
    """Judge them without composing a page."""
    issue = paper(*stories(1), boxes=Boxes(), advertisements=ads)
    shop = open_shop(issue, load_layout(issue.publication))
    problems = booked(issue, printer_of(issue), shop)
    assert all("page" not in problem.what.en for problem in problems)
    return {problem.code: problem.severity for problem in problems}


def across(path: Path, content: str = BLUE) -> Path:
    """An advertisement as wide as five columns of the paper: 247 mm."""
    return a_pdf(path, content, (700.16, 210))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("0.1 0.3 0.9 rg 0 0 400 120 re f", "X105"),
        (f"/Half gs {BLUE}", "X106"),
        (TYPE, "X111"),
        ("BT 1 0 0 1 k /F 12 Tf 20 20 Td (Open) Tj ET", "X108"),
        ("0 0 0 1 K 0.2 w 0 9 m 300 9 l S", "X115"),
    ],
    ids=["RGB", "transparency", "font", "rich black", "hairline"],
)
def test_what_the_printer_refuses_is_refused_with_its_rule(
    tmp_path: Path, content: str, code: str
) -> None:
    codes = found(an_ad(across(tmp_path / "a.pdf", f"{BLUE} {content}")))

    assert codes[code] is Severity.ERROR


def test_every_reason_is_told_at_once(tmp_path: Path) -> None:
    content = f"0 0 1 rg 0 0 9 9 re f /Half gs {TYPE} 0 0 0 1 K 0.1 w 0 9 m 9 9 l S"
    issue = paper(
        *stories(9),
        boxes=Boxes(),
        advertisements=(an_ad(across(tmp_path / "a.pdf", content)),),
    )

    with pytest.raises(InputError) as caught:
        print_edition(issue, load_layout(issue.publication), lambda _: None)

    problems = caught.value.problems
    assert {"X105", "X106", "X111", "X115"} <= {p.code for p in problems}
    assert all("a.pdf" in p.what.en and p.what.zh and p.cure.en for p in problems)


def test_an_advertisement_that_keeps_every_rule_passes(tmp_path: Path) -> None:
    assert found(an_ad(across(tmp_path / "a.pdf"))) == {}


def test_minima_count_at_the_size_it_is_printed(tmp_path: Path) -> None:
    rule = f"{BLUE} 0 0 0 1 K 0.5 w 0 9 m 300 9 l S"
    path = across(tmp_path / "a.pdf", rule)

    whole, half = found(an_ad(path)), found(an_ad(path, columns=2))

    assert "X115" not in whole
    assert half["X115"] is Severity.ERROR
    assert half["F110"] is Severity.WARNING


def test_pixels_count_at_the_size_they_are_printed(tmp_path: Path) -> None:
    small, large = (
        a_picture(tmp_path / f"{width}.jpg", size=(width, width // 4))
        for width in (500, 2400)
    )

    assert found(an_ad(small))["X110"] is Severity.ERROR
    assert found(an_ad(large)) == {}
    assert found(an_ad(small, columns=1))["X110"] is Severity.WARNING


def test_ink_over_the_limit_is_refused(tmp_path: Path) -> None:
    heavy = "1 1 0.5 0 k 0 0 700 210 re f"

    assert found(an_ad(across(tmp_path / "a.pdf", heavy)))["X107"] is Severity.ERROR


def test_a_picture_in_rgb_is_separated_only_when_the_editor_says_so(
    tmp_path: Path,
) -> None:
    path = a_picture(tmp_path / "a.png", "RGB", (2400, 700))

    assert found(an_ad(path))["X105"] is Severity.ERROR
    assert found(an_ad(path, convert=True)) == {}


def test_before_any_page_is_composed_each_is_judged_at_its_booked_size(
    tmp_path: Path,
) -> None:
    rule = f"{BLUE} /Half gs 0 0 0 1 K 0.5 w 0 9 m 300 9 l S"
    path = across(tmp_path / "a.pdf", rule)
    good = across(tmp_path / "b.pdf")

    assert found_at_once(an_ad(good)) == {}
    assert "X115" not in found_at_once(an_ad(path))
    assert {"X106", "X115"} <= set(found_at_once(an_ad(path, columns=2)))
    assert found_at_once(an_ad(good, position=Position.PAGE)) == {}
