import re
from itertools import pairwise

import pytest

from newsletter.press.lines import rules_for, set_line, set_lines
from newsletter.press.values import Copy, Line, Piece
from tests.press.type_samples import (
    CHINESE,
    HAN,
    painted_width,
    printed,
    type_for,
    typeset,
    unblanked,
    whites,
)

NEVER_FIRST = "、，；：。！？）》〉】」』”’％‰℃·—…/～"
NEVER_LAST = "“‘（《〈【「『￥/"
HALVED = "，。、；：！？“”‘’（）《》〈〉【】"
MEASURES = (8, 10, 12, 13, 17, 24, 30)


def _lines(measure: float) -> list[tuple[Line, ...]]:
    return [typeset(text, measure, indent=2) for text in CHINESE]


def _full(measure: float) -> list[Line]:
    return [line for lines in _lines(measure) for line in lines[:-1]]


@pytest.mark.parametrize("measure", MEASURES)
def test_no_line_starts_or_ends_with_a_forbidden_mark(measure: int) -> None:
    lines = [line for lines in _lines(measure) for line in lines]

    faults = [
        printed(line)
        for line in lines
        if printed(line)[0] in NEVER_FIRST or printed(line)[-1] in NEVER_LAST
    ]

    assert faults == []


@pytest.mark.parametrize("measure", MEASURES)
def test_lines_tile_their_paragraph(measure: int) -> None:
    for text, lines in zip(CHINESE, _lines(measure), strict=True):
        edges = [lines[0].start, *(line.end for line in lines)]

        assert edges[0] == 0
        assert edges[-1] == len(text)
        assert all(a.end == b.start for a, b in pairwise(lines))
        assert all(
            unblanked(printed(line).removesuffix("-" if line.hyphenated else ""))
            == unblanked(text[line.start : line.end])
            for line in lines
        )


@pytest.mark.parametrize("measure", MEASURES)
def test_every_full_line_is_flush_as_painted(measure: int) -> None:
    fonts = type_for("zh-Hans")

    errors = [
        abs(line.left + painted_width(line, fonts) - measure) for line in _full(measure)
    ]

    assert max(errors) <= 0.01


@pytest.mark.parametrize("measure", MEASURES)
def test_width_is_what_is_painted(measure: int) -> None:
    fonts = type_for("zh-Hans")

    errors = [
        abs(line.width - painted_width(line, fonts))
        for lines in _lines(measure)
        for line in lines
    ]

    assert max(errors) <= 0.005


@pytest.mark.parametrize("measure", MEASURES)
def test_mark_at_line_end_takes_half_an_em(measure: int) -> None:
    ends = [line.runs[-1] for lines in _lines(measure) for line in lines]

    trims = {run.spacing for run in ends if run.text[-1] in HALVED}

    assert trims == {-0.5}


@pytest.mark.parametrize("measure", MEASURES)
def test_opening_mark_at_line_start_hangs_half_an_em_to_the_left(measure: int) -> None:
    lines = [line for lines in _lines(measure) for line in lines]

    lefts = {(line.opens, line.left) for line in lines if printed(line)[0] in "“（《"}

    assert lefts <= {(True, 1.5), (False, -0.5)}
    assert (True, 1.5) in lefts


@pytest.mark.parametrize("measure", MEASURES)
def test_two_marks_side_by_side_take_one_and_a_half_em(measure: int) -> None:
    pairs = {
        (a + b, white)
        for lines in _lines(measure)
        for line in lines
        for a, b, white in whites(line)
        if a in HALVED and b in HALVED
    }

    assert len(pairs) > 2
    assert {white for _, white in pairs} == {-0.5}


@pytest.mark.parametrize("measure", [12, 13])
def test_pitch_of_ideographs_stays_even(measure: int) -> None:
    pitches = sorted(
        1 + white
        for line in _full(measure)
        for a, b, white in whites(line)
        if HAN.match(a) and HAN.match(b)
    )

    assert pitches[0] == 1.0
    assert pitches[int(len(pitches) * 0.99)] <= 1.10
    assert pitches[-1] <= 1.25


@pytest.mark.parametrize("measure", MEASURES[1:])
def test_gap_between_ideograph_and_letter_is_about_a_quarter_em(measure: int) -> None:
    gaps = [
        white
        for lines in _lines(measure)
        for line in lines
        for a, b, white in whites(line)
        if re.fullmatch(
            r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u4e00-\u9fff]", a + b
        )
    ]

    assert min(gaps) >= 0.125
    assert sum(white > 0.3325 for white in gaps) <= len(gaps) * 0.02


@pytest.mark.parametrize("measure", [12, 13, 17, 24])
def test_no_last_line_holds_a_single_character(measure: int) -> None:
    texts = [CHINESE[0][n:] for n in range(len(CHINESE[0]) - 2 * measure)]

    last = [printed(typeset(text, measure, indent=2)[-1]) for text in texts]

    assert [text for text in last if len(text) < 2] == []
    assert sum(len(text.rstrip("。…”")) < 2 for text in last) <= len(last) * 0.03


@pytest.mark.parametrize("measure", MEASURES)
def test_dashes_and_ellipses_are_never_parted_or_opened(measure: int) -> None:
    fonts = type_for("zh-Hans")
    text = "他说——不知道……也好，" * 30

    lines = typeset(text, measure)

    assert all(printed(line).count("—") % 2 == 0 for line in lines)
    assert all(printed(line).count("…") % 2 == 0 for line in lines)
    assert all(w == 0 for line in lines for a, b, w in whites(line) if a + b == "……")
    assert sum(c.advance for c in fonts.shape("——", "body")) == 2.0


def test_dash_alone_in_its_spacing_is_a_run_of_dashes_only() -> None:
    line = set_line(
        (Piece("（——）", "body"),), type_for("zh-Hans"), rules_for("zh-Hans")
    )

    assert [run.text for run in line.runs] == ["（", "——", "）"]


@pytest.mark.parametrize("unit", ["%", "％", "℃", "kg", " kg"])
@pytest.mark.parametrize("before", range(8))
def test_number_keeps_its_unit(unit: str, before: int) -> None:
    lines = typeset("一" * before + f"25{unit}" + "二" * 12, 8)

    assert sum(f"25{unit}" in printed(line) for line in lines) == 1


def test_interpunct_takes_half_an_em_in_every_face() -> None:
    fonts, rules = type_for("zh-Hans"), rules_for("zh-Hans")

    widths = {
        face: set_line((Piece("安娜·李", face),), fonts, rules).width
        for face in ("body", "headline-lead", "kicker")
    }

    assert widths == pytest.approx(dict.fromkeys(widths, 3.5))


def test_blank_typed_between_ideograph_and_letter_is_the_script_gap() -> None:
    fonts, rules = type_for("zh-Hans"), rules_for("zh-Hans")

    typed = set_line((Piece("码头 GPS 系统", "body"),), fonts, rules)
    bare = set_line((Piece("码头GPS系统", "body"),), fonts, rules)

    assert typed.width == pytest.approx(bare.width, abs=0.001)
    assert printed(typed) == "码头 GPS 系统"


def test_apostrophe_in_a_latin_word_takes_half_an_em() -> None:
    lines = typeset("他说don’t就走了", 30)

    assert ("’", "t", -0.5) in whites(lines[0])


def test_forced_break_ends_a_line_without_stretching_it() -> None:
    lines = typeset("第一行\n第二行很长很长很长很长很长很长", 8)

    assert (lines[0].start, lines[0].end) == (0, 4)
    assert lines[0].width == 3.0
    assert [line.closes for line in lines] == [False] * (len(lines) - 1) + [True]


def test_blank_lines_are_not_printed_but_counted() -> None:
    lines = typeset("\n\n上\n \n下\n", 8)

    assert [printed(line) for line in lines] == ["上", "下"]
    assert [(line.start, line.end) for line in lines] == [(0, 6), (6, 8)]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000"])
def test_text_of_nothing_but_blanks_has_no_lines(text: str) -> None:
    assert typeset(text, 12) == ()


def test_indents_are_white_before_the_first_and_the_other_lines() -> None:
    lines = typeset(CHINESE[1], 12, indent=2, hanging=1)

    assert {line.left for line in lines if printed(line)[0] not in "（《“"} == {
        1.0,
        2.0,
    }
    assert lines[0].left == 2.0
    assert all(abs(line.left + line.width - 12) < 0.01 for line in lines[:-1])


def test_indent_wider_than_the_measure_leaves_room_to_set() -> None:
    lines = typeset("一二三四五六七八九十", 4, indent=9)

    assert all(line.left + line.width <= 4.0 for line in lines)


def test_first_and_last_line_are_told_from_the_others() -> None:
    lines = typeset(CHINESE[0], 12, indent=2, start=100, role="quote")

    assert [line.opens for line in lines] == [True] + [False] * (len(lines) - 1)
    assert [line.closes for line in lines] == [False] * (len(lines) - 1) + [True]
    assert lines[0].start == 100
    assert lines[-1].end == 100 + len(CHINESE[0])
    assert {line.role for line in lines} == {"quote"}


def test_change_of_face_inside_a_line_keeps_every_character() -> None:
    pieces = (
        Piece("老码头", "body"),
        Piece("又热闹", "strong"),
        Piece("起来了。", "body"),
    )
    copy = Copy(pieces=pieces, start=0)

    lines = set_lines(copy, 5, type_for("zh-Hans"), rules_for("zh-Hans"))

    faces = [(run.face, run.text) for line in lines for run in line.runs]
    assert "".join(text for face, text in faces if face == "strong") == "又热闹"
    assert "".join(text for _, text in faces) == copy.text


def test_ragged_copy_is_not_stretched() -> None:
    lines = typeset(CHINESE[0], 12, justified=False)

    assert all(w in (0.0, 0.25, -0.5) for line in lines for _, _, w in whites(line))
    assert all(line.left + line.width <= 12 for line in lines)


def test_full_line_needs_few_runs() -> None:
    counts = [len(line.runs) for line in _full(12)]

    assert sum(counts) / len(counts) <= 4


def test_headline_is_measured_as_it_is_set() -> None:
    fonts = type_for("zh-Hans")

    assert fonts.width("老码头迎来新生活", "headline") == 8.0
    assert fonts.width("“老码头”", "headline") == 4.0
    assert fonts.width("", "headline") == 0.0


def test_taiwan_marks_keep_to_the_middle_but_lines_are_flush() -> None:
    fonts = type_for("zh-Hant")
    text = (
        "河灣的老碼頭修好以後，早晨散步的人多了起來。「孩子們在樹下讀書」，他說。" * 4
    )

    lines = typeset(text, 12, "zh-Hant", indent=2)

    assert fonts.css("body").family == "Noto Serif CJK TC"
    assert all(
        abs(line.left + painted_width(line, fonts) - 12) <= 0.01 for line in lines[:-1]
    )


def test_breaking_twice_gives_the_same_lines() -> None:
    assert typeset(CHINESE[2], 12, indent=2) == typeset(CHINESE[2], 12, indent=2)
