from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsletter.press.lines import set_lines
from newsletter.press.rules import rules_for
from newsletter.press.values import Copy, Piece
from tests.press.type_samples import (
    CHINESE,
    painted_width,
    printed,
    type_for,
    typeset,
)

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FLAG = "\U0001f1e8\U0001f1f3"
WOVEN = (
    "河湾，。“”《》（）——…… aZ19.%-/\n\u3000\u00a0\u200b\u00ad’·￥％～\U00020000\u0301"
    "ق\u05d0\u0e01\u0e34\t\U0001f468\u200d\ufe0f\U0001f1e8가カー\x00\u2028"
)
texts = st.one_of(
    st.text(st.sampled_from(WOVEN), max_size=80),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)


def _kept(text: str, language: str, measure: float) -> None:
    lines = typeset(text, measure, language, indent=2)
    if not lines:
        assert not text.strip(" \t\r\v\f\n\x85\u2028\u2029\u3000\u00a0\u200b\u1680")
        return
    assert (lines[0].start, lines[-1].end) == (0, len(text))
    assert all(a.end == b.start for a, b in pairwise(lines))
    for line in lines:
        shown = printed(line)[:-1] if line.hyphenated else printed(line)
        whole = text[line.start : line.end]
        before, found, after = whole.partition(shown)
        assert found == shown
        assert not (before + after).strip(
            " \t\r\v\f\n\x85\u2028\u2029\u3000\u00a0\u200b"
        )


@settings(deadline=None, max_examples=150)
@given(texts, st.sampled_from(["zh-Hans", "en", "ja"]), st.sampled_from([4, 9, 12.5]))
def test_no_text_loses_a_character(text: str, language: str, measure: float) -> None:
    _kept(text, language, measure)


@settings(deadline=None, max_examples=100)
@given(st.text(st.sampled_from("河湾，。“”《》——……aZ19.% ’·"), max_size=60))
@example("11111111———1")
@example("河湾————河湾河湾河湾河湾")
def test_no_line_is_wider_than_the_measure(text: str) -> None:
    fonts = type_for("zh-Hans")

    lines = typeset(text, 9, indent=2)

    assert all(
        line.left + line.width <= 9.01
        and abs(painted_width(line, fonts) - line.width) < 0.02
        for line in lines
    )


@pytest.mark.parametrize("mark", ["，", "“", "——", "。”", "％", "/", "…"])
def test_marks_alone_still_break_into_lines(mark: str) -> None:
    lines = typeset(mark * 60, 8)

    assert "".join(map(printed, lines)) == mark * 60
    assert all(line.left + line.width <= 8.01 for line in lines)


@pytest.mark.parametrize(
    "cluster", [FAMILY, FLAG, "e\u0301", "1\ufe0f\u20e3", "葛\U000e0100"]
)
def test_joined_characters_are_never_parted(cluster: str) -> None:
    lines = typeset(cluster * 40, 8)

    assert "".join(map(printed, lines)) == cluster * 40
    assert len(lines) > 1
    assert all(
        printed(line) == cluster * printed(line).count(cluster) for line in lines
    )


@given(st.text(st.sampled_from("河，。“”《》：！·—…aA1. ’"), max_size=60))
def test_no_character_loses_all_its_room(text: str) -> None:
    fonts = type_for("zh-Hans")

    lines = typeset(text, 9, indent=2)

    # A painter takes a run without width for no run at all.
    assert all(
        fonts.shape(c, run.face)[0].advance + run.spacing > 0.01
        for line in lines
        for run in line.runs
        for c in run.text
    )


def test_rare_ideographs_come_from_a_fallback_font() -> None:
    fonts = type_for("zh-Hans")

    lines = typeset("这个𪚥字很少见。", 12)

    rare = next(run for run in lines[0].runs if "𪚥" in run.text)
    assert rare.font > 0
    assert fonts.fallback_styles[rare.font - 1].family.startswith("HanaMin")


def test_right_to_left_text_keeps_its_characters() -> None:
    text = "他说“שלום עולם”和“السلام عليكم”。"

    assert "".join(map(printed, typeset(text, 30))) == text


@pytest.mark.parametrize("measure", [0.0, 0.5, 1.0, 2.0])
def test_measure_too_narrow_for_anything_still_ends(measure: float) -> None:
    lines = typeset("河湾abc，报。", measure, indent=2)

    assert "".join(printed(line).removesuffix("-") for line in lines) == "河湾abc，报。"


@pytest.mark.parametrize(
    "text", ["".join(CHINESE) * 13, "x" * 20_000, "7@" * 10_000, "，" * 20_000]
)
def test_very_long_paragraph_is_set_whole(text: str) -> None:
    lines = typeset(text, 12, indent=2)

    assert lines[-1].end == len(text)
    assert all(line.left + line.width <= 12.01 for line in lines)


def test_listing_keeps_blanks_and_line_breaks() -> None:
    lines = typeset("def f(x):\n\tif x  > 1:\n\n  return\n", 30, role="code")

    assert [printed(line) for line in lines] == [
        "def f(x):", "    if x  > 1:", "", "  return",
    ]  # fmt: skip
    assert [(line.start, line.end) for line in lines] == [
        (0, 10), (10, 22), (22, 23), (23, 32),
    ]  # fmt: skip


def test_long_line_of_a_listing_goes_on_in_the_next() -> None:
    text = "    print('a value', another_value)\n" + "x" * 50

    copy = Copy(pieces=(Piece(text, "code"),), start=0, role="code")
    lines = set_lines(copy, 8, type_for("zh-Hans"), rules_for("zh-Hans"))

    assert "".join(map(printed, lines)) == text.replace("\n", "")
    assert all(line.width <= 8.0 for line in lines)
    assert lines[-1].closes
