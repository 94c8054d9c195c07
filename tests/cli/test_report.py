import json

import click
import pytest

from newsletter.cli.report import (
    Exit,
    error_json,
    exit_code,
    github,
    language_of,
    render,
    render_all,
    render_error,
)
from newsletter.errors import (
    InputError,
    LayoutError,
    OutsideError,
    Place,
    Problem,
    Severity,
    Text,
    UsageError,
)

TYPO = Problem(
    code="M101",
    place=Place(
        file="issues/2021-11-23/issue.yaml",
        line=14,
        column=9,
        length=6,
        source="        slot: lead\n        reveiw: 3rd",
    ),
    what=Text("不认识的键“reveiw”", "unknown key “reveiw”"),
    cure=Text("是不是想写“review”？", "did you mean “review”?"),
)


def test_problem_is_told_with_place_frame_and_cure_in_chinese() -> None:
    text = click.unstyle(render(TYPO, "zh"))

    assert text.splitlines() == [
        "issues/2021-11-23/issue.yaml:14:9: 错误 M101 不认识的键“reveiw”",
        "   13 │         slot: lead",
        "   14 │         reveiw: 3rd",
        "      │         ^^^^^^",
        "  提示：是不是想写“review”？",
    ]


def test_problem_is_told_in_english() -> None:
    text = click.unstyle(render(TYPO, "en"))

    assert "14:9: error M101 unknown key" in text
    assert text.endswith("hint: did you mean “review”?")


def test_problems_are_counted_by_weight() -> None:
    hint = Problem(
        code="F1",
        place=Place(file="a"),
        what=Text("空", "white"),
        severity=Severity.HINT,
    )

    assert render_all((TYPO, hint, hint), "zh").endswith("1 个错误，2 个提示")
    assert render_all((TYPO, hint, hint), "en").endswith("1 error, 2 hints")
    assert render_all((), "zh") == ""


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"NEWSLETTER_LANG": "zh", "LANG": "en_GB.UTF-8"}, "zh"),
        ({"NEWSLETTER_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_TW"}, "zh"),
        ({"LANG": "de_DE"}, "en"),
        ({}, "en"),
    ],
)
def test_language_follows_our_own_variable_then_the_locale(
    environment: dict[str, str], language: str
) -> None:
    assert language_of(environment) == language


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError([TYPO]), Exit.INPUT),
        (LayoutError("x"), Exit.INPUT),
        (UsageError("x"), Exit.USAGE),
        (OutsideError("x"), Exit.OUTSIDE),
        (PermissionError(13, "no"), Exit.OUTSIDE),
    ],
)
def test_exit_code_says_who_can_mend_it(error: Exception, code: Exit) -> None:
    assert exit_code(error) is code


def test_file_system_error_names_the_file() -> None:
    error = PermissionError(13, "Permission denied", "/paper/build")

    text = click.unstyle(render_error(error, "en"))

    assert text.splitlines() == [
        "error: /paper/build: Permission denied",
        "  hint: check permissions and the disk's free space",
    ]


def test_text_of_copy_cannot_move_the_cursor() -> None:
    rude = Problem(
        code="M101", place=Place(file="a\x1b[2J"), what=Text("\x1b[31m", "\x1b[31m")
    )

    assert "\x1b" not in click.unstyle(render(rude, "zh")).replace("\x1b[0m", "")


def test_note_for_a_code_host_escapes_what_would_end_it() -> None:
    note = github(
        Problem(
            code="M101",
            place=Place(file="a,b:c.md", line=3, column=2, length=4),
            what=Text("一\n100%", "one"),
        ),
        "zh",
    )

    assert note == (
        "::error file=a%2Cb%3Ac.md,line=3,col=2,endColumn=6,title=M101::一%0A100%25"
    )


def test_error_for_programs_carries_both_languages() -> None:
    document = error_json(InputError([TYPO]), "zh")

    problem = document["problems"][0]
    assert (document["exit"], document["error"]) == (1, "input")
    assert problem["what"]["en"] == "unknown key “reveiw”"
    assert problem["place"]["line"] == 14
    assert json.dumps(document["text"])
