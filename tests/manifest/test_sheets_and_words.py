"""Named sheets, and the paper's own word list."""

import pytest

from newsletter.errors import InputError
from newsletter.manifest import load_issue, load_publication
from newsletter.model.publication import Sheet
from newsletter.model.sheets import SHEETS, sheet_named
from newsletter.press.grid import grid_of
from tests.manifest.desk import ISSUE, PUBLICATION, Desk, underlined


def sheet_of(desk: Desk, written: str) -> Sheet:
    desk.write("../publication.yaml", f"{PUBLICATION}sheet: {written}\n")
    return load_publication(desk.root).sheet


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_named_sheet_brings_its_size_and_grid(desk: Desk, sheet: Sheet) -> None:
    assert sheet_of(desk, f"{{name: {sheet.name}}}") == sheet


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_body_type_of_named_sheets_is_what_newspapers_read(sheet: Sheet) -> None:
    assert 9.0 <= grid_of(sheet).size <= 10.65


def test_any_number_of_a_named_sheet_may_be_changed(desk: Desk) -> None:
    sheet = sheet_of(desk, "{name: a4, columns: 2, measure: 24}")

    assert (sheet.name, sheet.width, sheet.columns, sheet.measure) == ("A4", 210, 2, 24)


def test_a_paper_that_says_nothing_of_its_sheet_gets_sikai(desk: Desk) -> None:
    assert load_publication(desk.root).sheet == sheet_named("四开")


def test_a_sheet_of_ones_own_needs_only_its_size(desk: Desk) -> None:
    sheet = sheet_of(desk, "{name: 河湾开本, width: 270, height: 380}")

    assert (sheet.name, sheet.width, sheet.height) == ("河湾开本", 270, 380)


def test_an_unknown_sheet_without_a_size_is_a_mistake(desk: Desk) -> None:
    with pytest.raises(InputError) as caught:
        sheet_of(desk, "{name: Berlinar}")

    (problem,) = caught.value.problems
    assert (problem.code, underlined(problem)) == ("M103", "Berlinar")
    assert "Berliner" in problem.cure.zh
    assert "Berliner" in problem.cure.en


def test_own_words_are_read_one_on_a_line(desk: Desk) -> None:
    (desk.folder.parent / "wordlists").mkdir()
    desk.write(
        "../wordlists/words.txt", "# 地名\n共有产权房\n\n  河湾大道 \n共有产权房\n"
    )

    assert load_publication(desk.root).words == ("共有产权房", "河湾大道")


def test_a_paper_without_a_word_list_has_no_words(desk: Desk) -> None:
    assert load_publication(desk.root).words == ()


def test_a_word_list_that_is_no_text_is_told(desk: Desk) -> None:
    path = desk.folder.parent / "wordlists" / "words.txt"
    path.parent.mkdir()
    path.write_bytes(b"\xff\x00\xfe" * 9)

    with pytest.raises(InputError) as caught:
        load_publication(desk.root)

    assert {p.code for p in caught.value.problems} == {"M108"}
    assert caught.value.problems[0].place.file == "issues/wordlists/words.txt"


def test_sheet_and_pins_know_the_lines_that_say_so(desk: Desk) -> None:
    desk.write("../publication.yaml", f"{PUBLICATION}sheet: {{name: A3}}\n")
    pinned = "        jump: false\n        span: 2\n"
    desk.write("issue.yaml", ISSUE.replace("        jump: false\n", pinned))

    issue = load_issue(desk.folder)

    (group,) = issue.groups
    places = (
        issue.publication.sheet.place,
        group.page_place,
        group.articles[1].pins.span_place,
    )
    lines = [place.source.splitlines()[-1].strip() for place in places]
    assert lines == ["sheet: {name: A3}", "page: 1", "span: 2"]
