from datetime import date
from pathlib import Path

import pytest

from newsletter.desk.check import check_issue
from newsletter.desk.scaffold import new_issue, new_publication
from newsletter.errors import InputError
from newsletter.manifest import load_issue, load_publication

DAY = date(2021, 11, 23)
NEXT = date(2021, 11, 24)


def at(project: Path, day: date) -> Path:
    return project / "issues" / day.isoformat()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_new_paper_loads_without_a_single_problem(
    tmp_path: Path, language: str
) -> None:
    new_publication(tmp_path, DAY, language)

    issue = load_issue(at(tmp_path, DAY))
    assert check_issue(issue) == ()
    assert len(issue.articles) == 6
    assert issue.date == DAY
    assert issue.publication.language.startswith(language)
    assert issue.publication.founded == 2021


def test_new_paper_has_schemas_where_its_files_look_for_them(tmp_path: Path) -> None:
    new_publication(tmp_path, DAY)

    for file in (tmp_path / "issues").rglob("*.yaml"):
        schema = file.read_text().split("$schema=")[1].split("\n")[0]
        assert (file.parent / schema).is_file()


def test_new_paper_refuses_to_write_over_files(tmp_path: Path) -> None:
    mine = tmp_path / "issues" / "publication.yaml"
    mine.parent.mkdir()
    mine.write_text("name: 我的\n")

    with pytest.raises(InputError) as refused:
        new_publication(tmp_path, DAY)

    assert "publication.yaml" in refused.value.problems[0].what.zh
    assert list(tmp_path.rglob("*.*")) == [mine]
    assert mine.read_text() == "name: 我的\n"


def test_new_issue_has_the_next_number_and_the_last_sections(tmp_path: Path) -> None:
    new_publication(tmp_path, DAY)
    manifest = at(tmp_path, DAY) / "issue.yaml"
    text = manifest.read_text().replace("number: 1\n", "number: 1024\n")
    pages = "pages: [{number: 1, name: 头版, editors: 责编 甲某}]\nsections:"
    text = text.replace("sections:", pages).replace("民生\n", "民生\n    page: 1\n")
    manifest.write_text(text)

    new_issue(tmp_path, NEXT)

    issue = load_issue(at(tmp_path, NEXT))
    assert issue.number == 1025
    assert [(g.section.name, g.page) for g in issue.groups] == [
        ("要闻", None),
        ("民生", 1),
        ("文化", None),
    ]
    assert [(p.number, p.name, p.editors[0].names) for p in issue.pages] == [
        (1, "头版", ("甲某",))
    ]


def test_new_issue_is_refused_by_check_until_it_is_written(tmp_path: Path) -> None:
    new_publication(tmp_path, DAY)
    new_issue(tmp_path, NEXT)

    problems = check_issue(load_issue(at(tmp_path, NEXT)))

    assert [problem.code for problem in problems] == ["C001"] * 3
    assert all(problem.place.line for problem in problems)


def test_english_placeholders_are_refused_too(tmp_path: Path) -> None:
    new_publication(tmp_path, DAY, "en")
    new_issue(tmp_path, NEXT)

    problems = check_issue(load_issue(at(tmp_path, NEXT)))

    assert {problem.code for problem in problems} == {"C001"}


def test_new_issue_is_never_written_twice(tmp_path: Path) -> None:
    new_publication(tmp_path, DAY)

    with pytest.raises(InputError):
        new_issue(tmp_path, DAY)

    assert len(load_issue(at(tmp_path, DAY)).articles) == 6


def test_first_issue_has_the_sections_of_the_paper(tmp_path: Path) -> None:
    new_publication(tmp_path, DAY)
    for file in at(tmp_path, DAY).iterdir():
        file.unlink()

    new_issue(tmp_path, NEXT)

    issue = load_issue(at(tmp_path, NEXT))
    assert issue.number == 1
    assert [group.section for group in issue.groups] == list(
        load_publication(tmp_path).sections
    )


def test_faulty_last_issue_still_gives_the_next_number(tmp_path: Path) -> None:
    new_publication(tmp_path, DAY)
    (at(tmp_path, DAY) / "01-welcome.md").unlink()

    new_issue(tmp_path, NEXT)

    assert load_issue(at(tmp_path, NEXT)).number == 2


def test_issue_between_two_gets_a_number_of_its_own(tmp_path: Path) -> None:
    new_publication(tmp_path, DAY)
    new_issue(tmp_path, date(2021, 11, 30))

    new_issue(tmp_path, NEXT)

    assert load_issue(at(tmp_path, NEXT)).number == 3
