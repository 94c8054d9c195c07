from pathlib import Path
from typing import Any

import pytest

from newsletter.desk.check import CODES, check_issue, placeholder_problems
from newsletter.errors import Place, Problem, Severity, Text
from newsletter.model.copy import Code, Listing
from tests.builders import (
    a_publication,
    an_article,
    an_issue,
    paragraphs,
    prose,
)


def codes(*texts: str, **fields: Any) -> list[str]:
    article = an_article(body=paragraphs(*texts), **fields)
    return [problem.code for problem in check_issue(an_issue(article))]


def test_clean_copy_has_no_problems() -> None:
    assert (
        codes(prose(120), "“第一段还没说完。", "“第二段说完。”他说，A.B 和 3,000。")
        == []
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("码头修好了。。人多了。", "P001"),
        ("码头修好，，人多了。", "P001"),
        ("码头修好,人多了。", "P002"),
        ("码头:人多了。", "P002"),
        ("他说“码头修好了。", "P004"),
        ("《河湾的码头修好了。", "P004"),
        ("码头（东岸修好了。", "P004"),
        ("早晨散步的人多了起来，孩子们在树下读书，大家都说", "P005"),
    ],
)
def test_slip_of_the_pen_is_a_warning(text: str, code: str) -> None:
    (problem,) = check_issue(an_issue(an_article(body=paragraphs(text))))

    assert problem.code == code
    assert problem.severity is Severity.WARNING
    assert problem.what.zh
    assert problem.cure.en
    assert code in CODES


@pytest.mark.parametrize(
    "text",
    [
        "比分是 3:2，时间是 12:30。",
        "古丽·买买提说，No.1 很好！！",
        "1）先看水。",
        "省略……",
        "作者单位：河湾区图书馆，联系电话见本报第四版（欢迎来稿）",
        "甲某 2021年11月23日",
    ],
)
def test_ordinary_copy_is_left_alone(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "words", ["TODO", "待写", "待写：民生", "正文（待写）", "早晨。TODO：补上人数"]
)
def test_placeholder_is_refused(words: str) -> None:
    article = an_article(body=paragraphs(words + "。"))

    (problem,) = placeholder_problems(an_issue(article))

    assert problem.code == "C001"
    assert problem.severity is Severity.ERROR


def test_word_that_only_looks_like_a_placeholder_passes() -> None:
    assert codes("这一条有待写进章程，TODOS 是店名。") == []
    assert codes("Every TODO in the list was done by noon.") == []


def test_code_may_speak_of_what_is_to_be_done() -> None:
    article = an_article(body=(*paragraphs(prose(60)), Code("TODO: a comment")))

    assert placeholder_problems(an_issue(article)) == ()


def test_headline_is_checked_like_the_text() -> None:
    assert codes(prose(60), headline=("TODO: News",)) == ["C001"]


def test_problem_points_at_the_characters_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "issues" / "2021-11-23" / "old-quay.md"
    file.parent.mkdir(parents=True)
    file.write_text("---\nheadline: 码头\n---\n早晨人多。\n\n码头修好了。。人多了。\n")
    article = an_article(body=paragraphs("早晨人多。", "码头修好了。。人多了。"))
    issue = an_issue(article, publication=a_publication(tmp_path))

    (problem,) = check_issue(issue)

    assert str(problem.place) == "issues/2021-11-23/old-quay.md:6:6"
    assert problem.place.length == 2
    assert problem.place.source.endswith("码头修好了。。人多了。")


def test_problems_of_the_manifest_come_along_in_order() -> None:
    place = Place(file="issues/2021-11-23/issue.yaml", line=3)
    found = Problem(
        code="W309", place=place, what=Text("空", "empty"), severity=Severity.WARNING
    )
    article = an_article(body=paragraphs("码头修好了。。人多了。"))

    problems = check_issue(an_issue(article, problems=(found,)))

    assert [problem.code for problem in problems] == ["W309", "P001"]


def test_article_that_ends_in_a_list_is_finished() -> None:
    body = (*paragraphs(prose(60)), Listing((paragraphs("甲乙丙"),)))

    assert check_issue(an_issue(an_article(body=body))) == ()
