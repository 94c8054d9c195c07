from itertools import pairwise

import pytest

from newsletter.press.lines import rules_for, set_line
from newsletter.press.values import Line, Piece
from tests.press.type_samples import (
    ENGLISH,
    painted_width,
    printed,
    type_for,
    typeset,
    unblanked,
    whites,
)

MEASURES = (10, 14, 20, 30)
LONG_WORD = "pneumonoultramicroscopicsilicovolcanoconiosisesandmoreofthat"
ADDRESS = "https://paper.example.org/archive/2021-11-23/old_quay.html?page=1&view=text"


def _lines(measure: float) -> list[tuple[Line, ...]]:
    return [typeset(text, measure, "en", indent=1) for text in ENGLISH]


def _copy_of(line: Line) -> str:
    return printed(line).removesuffix("-") if line.hyphenated else printed(line)


@pytest.mark.parametrize("measure", MEASURES)
def test_every_full_line_is_flush_as_painted(measure: int) -> None:
    fonts = type_for("en")

    errors = [
        abs(line.left + painted_width(line, fonts) - measure)
        for lines in _lines(measure)
        for line in lines[:-1]
    ]

    assert max(errors) <= 0.01


@pytest.mark.parametrize("measure", MEASURES)
def test_lines_tile_their_paragraph(measure: int) -> None:
    for text, lines in zip(ENGLISH, _lines(measure), strict=True):
        assert (lines[0].start, lines[-1].end) == (0, len(text))
        assert all(a.end == b.start for a, b in pairwise(lines))
        assert all(
            unblanked(_copy_of(line)) == unblanked(text[line.start : line.end])
            for line in lines
        )


@pytest.mark.parametrize("measure", MEASURES)
def test_only_a_hyphenated_line_prints_a_hyphen_of_its_own(measure: int) -> None:
    lines = [line for lines in _lines(measure) for line in lines]

    hyphenated = [line for line in lines if line.hyphenated]

    assert all(printed(line).endswith("-") for line in hyphenated)
    assert measure > 14 or hyphenated


def test_hyphens_follow_the_patterns_of_the_language() -> None:
    lines = typeset("a justification " * 12, 9, "en")

    heads = {
        printed(line).rstrip("-").rsplit(" ", 1)[-1]
        for line in lines
        if line.hyphenated
    }

    assert heads
    assert heads <= {"jus", "justi", "justifi", "justifica"}


def test_three_hyphens_in_a_row_are_avoided() -> None:
    lines = typeset(ENGLISH[0], 14, "en", indent=1)

    marks = "".join("-" if line.hyphenated else "." for line in lines)

    assert "---" not in marks


@pytest.mark.parametrize("measure", [20, 30])
def test_word_spaces_stay_in_reason(measure: int) -> None:
    spaces = [
        white
        for line in typeset(ENGLISH[2], measure, "en", indent=1)[:-1]
        for a, _, white in whites(line)
        if a == " "
    ]

    assert min(spaces) >= -0.0625
    assert max(spaces) <= 0.40


def test_white_goes_between_words_not_into_them() -> None:
    lines = typeset(ENGLISH[2], 20, "en", indent=1)

    inside = {w for line in lines for a, b, w in whites(line) if " " not in a + b}

    assert inside == {0.0}


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize("measure", [5, 8, 12])
@pytest.mark.parametrize("word", [LONG_WORD, ADDRESS, "7" * 60, "W" * 60])
def test_word_wider_than_the_measure_breaks_and_stays_inside(
    word: str, measure: int, language: str
) -> None:
    fonts = type_for(language)

    lines = typeset(f"See {word} there", measure, language)

    assert len(lines) > 2
    assert "".join(map(_copy_of, lines)).replace(" ", "") == f"See{word}there"
    assert all(
        line.left + painted_width(line, fonts) <= measure + 0.01 for line in lines
    )


@pytest.mark.parametrize("measure", [7, 9, 12])
def test_address_breaks_after_its_marks_without_hyphens(measure: int) -> None:
    address = "https://example.org/path/to/some_long-file?x=1&y=2"

    lines = typeset(f"See {address} now", measure, "en", justified=False)

    assert len(lines) > 2
    assert not any(line.hyphenated for line in lines)
    assert {
        printed(line)[-1] for line in lines if 4 < line.end < 4 + len(address)
    } <= set("/._?&=-:")


def test_compound_breaks_at_its_own_hyphen_only_once() -> None:
    lines = typeset("self-evident " * 20, 7, "en")

    texts = [printed(line) for line in lines]

    assert any(text.endswith("self-") for text in texts)
    assert not any("--" in text for text in texts)


def test_soft_hyphen_prints_only_at_the_end_of_a_line() -> None:
    lines = typeset("Xyz\u00adabc " * 12, 7, "en")

    ends = [printed(line) for line in lines if line.hyphenated]

    assert all(text.endswith("-") for text in ends)
    assert all("-" not in printed(line)[:-1] for line in lines)


def test_no_break_space_holds_words_together() -> None:
    lines = typeset("Mr\u00a0Quay " * 20, 9, "en")

    assert all(
        printed(line).count("Mr") == printed(line).count("Quay") for line in lines
    )


def test_words_of_a_loose_line_are_one_run() -> None:
    line = set_line((Piece("To a WAVE", "body"),), type_for("en"), rules_for("en"))

    assert [run.text for run in line.runs] == ["To a WAVE"]
    assert line.width == pytest.approx(painted_width(line, type_for("en")))


def test_latin_words_in_chinese_are_hyphenated() -> None:
    lines = typeset("他在internationalization与" * 6, 8)

    assert any(line.hyphenated for line in lines)
    assert all(line.left + line.width <= 8.01 for line in lines)
