"""What keeps an issue from print."""

from datetime import date
from pathlib import Path

import pytest

from newsletter.desk.finality import final_problems
from newsletter.desk.importing import import_files
from newsletter.desk.scaffold import new_publication
from newsletter.errors import Problem, Severity
from newsletter.manifest import load_issue, load_publication
from tests.desk.manuscripts import FIRST, SECOND, a_manuscript, inserted, saved, sized

DAY = date(2021, 11, 23)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    new_publication(tmp_path, date(2021, 11, 16), "zh")
    return tmp_path


def imported(paper: Path, language: str = "zh-Hans") -> Path:
    """Import a manuscript with a comment and a change; return the review sheet."""
    settings = paper / "issues/publication.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("zh-Hans", language), encoding="utf-8")
    document = a_manuscript()
    sized(document, "老码头修好了", 22)
    first = document.add_paragraph(FIRST)
    document.add_comment(first.runs, text="这里 请核实", author="编辑甲")
    inserted(document.add_paragraph(SECOND), "孩子们很高兴。")
    manuscript = paper / "story.docx"
    manuscript.write_bytes(saved(document))
    folder = paper / "issues" / DAY.isoformat()
    import_files(folder, (manuscript,), load_publication(paper), DAY)
    return folder / "review.md"


def found(paper: Path, code: str, day: date = DAY) -> list[Problem]:
    issue = load_issue(paper / "issues" / day.isoformat())
    return [problem for problem in final_problems(issue) if problem.code == code]


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_comments_and_changes_of_word_files_are_open(
    paper: Path, language: str
) -> None:
    sheet = imported(paper, language)

    comment, change = sorted(
        found(paper, "R105"), key=lambda one: "孩子们" in one.what.zh
    )

    assert "这里 请核实" in comment.what.zh
    assert "孩子们很高兴。" in change.what.en
    assert comment.severity is Severity.ERROR
    line = sheet.read_text(encoding="utf-8").splitlines()[comment.place.line - 1]
    start = comment.place.column - 1
    assert line[start : start + comment.place.length].endswith("这里 请核实")


def test_a_ticked_box_settles_them(paper: Path) -> None:
    sheet = imported(paper)
    text = sheet.read_text(encoding="utf-8")

    sheet.write_text(text.replace("[ ]", "[x]"), encoding="utf-8")

    assert found(paper, "R105") == []


def test_other_decisions_of_an_import_stop_nothing(paper: Path) -> None:
    sheet = imported(paper)

    open_boxes = sheet.read_text(encoding="utf-8").count("- [ ]")

    assert open_boxes > len(found(paper, "R105")) == 2


def test_comments_of_an_article_left_out_of_the_issue_do_not_count(
    paper: Path,
) -> None:
    sheet = imported(paper)
    (file,) = (path.name for path in sheet.parent.glob("0*.md"))
    manifest = sheet.parent / "issue.yaml"
    text = manifest.read_text(encoding="utf-8").replace(file, "09-other.md")
    manifest.write_text(text, encoding="utf-8")
    (sheet.parent / "09-other.md").write_text("# 别的稿件\n\n一句话。\n", "utf-8")

    assert found(paper, "R105") == []


def test_a_review_sheet_that_cannot_be_read_is_told(paper: Path) -> None:
    imported(paper).write_bytes(b"\xff\xfa\x00")

    issue = load_issue(paper / "issues" / DAY.isoformat())

    assert "M108" in [problem.code for problem in final_problems(issue)]


def test_words_still_to_be_written_in_the_masthead_are_refused(paper: Path) -> None:
    settings = paper / "issues/publication.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('phone: ""', "phone: 待写"), encoding="utf-8")

    (problem,) = found(paper, "C001", date(2021, 11, 16))

    assert problem.place.file == "issues/publication.yaml"


def test_a_masthead_that_lacks_what_papers_must_print_is_doubtful(paper: Path) -> None:
    facts, addresses = found(paper, "C005", date(2021, 11, 16))

    assert facts.severity is Severity.WARNING
    assert all(word in facts.what.zh for word in ("刊号", "主办", "地址", "电话"))
    assert "example.org" in addresses.what.zh
