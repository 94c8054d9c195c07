import pytest

from newsletter.cli.frame import code_frame, width_of
from newsletter.errors import Place


def frame(source: str, column: int, length: int = 1, line: int = 14) -> list[str]:
    place = Place(file="a.md", line=line, column=column, length=length, source=source)
    return list(code_frame(place))


def underlined(lines: list[str]) -> str:
    """Read what stands above the marks, column by column of the terminal."""
    text, marks = lines[-2], lines[-1]
    first, last = marks.index("^"), marks.rindex("^")
    column, meant = 0, ""
    for character in text:
        if first <= column <= last:
            meant += character
        column += width_of(character)
    return meant


def test_line_and_the_one_before_are_numbered_and_the_mistake_underlined() -> None:
    lines = frame("        slot: lead\n        reveiw: 3rd", column=9, length=6)

    assert lines == [
        "   13 │         slot: lead",
        "   14 │         reveiw: 3rd",
        "      │         ^^^^^^",
    ]


@pytest.mark.parametrize(
    ("source", "column", "length", "meant"),
    [
        ("name： 民生", 5, 1, "："),
        ("区里任会议上指出", 3, 1, "任"),
        ("  名称: 河湾报", 3, 2, "名称"),
        ("ａｂｃ full width", 2, 1, "ｂ"),
        ("e\u0301tude ici", 8, 3, "ici"),
        ("𠀀𠀁生僻字", 3, 3, "生僻字"),
        ("😀 emoji", 3, 5, "emoji"),
    ],
)
def test_wide_characters_count_two_columns(
    source: str, column: int, length: int, meant: str
) -> None:
    assert underlined(frame(source, column, length)) == meant


def test_tabs_are_expanded_above_the_marks() -> None:
    lines = frame("\t- file: a.md", column=2, length=1)

    assert lines == ["   14 │     - file: a.md", "      │     ^"]


def test_tab_itself_is_underlined_as_wide_as_it_is() -> None:
    lines = frame("ab\tc", column=3)

    assert lines[-1] == "      │   ^^"


def test_mistake_deep_in_a_long_paragraph_is_in_sight() -> None:
    lines = frame("河" * 400 + "湾" + "岸" * 300, column=401)

    assert underlined(lines) == "湾"
    assert all(sum(map(width_of, line)) < 100 for line in lines)


def test_end_of_a_very_long_line_is_shown() -> None:
    lines = frame("河" * 20_000 + "湾", column=20_001)

    assert underlined(lines) == "湾"


def test_mistake_longer_than_the_window_is_underlined_to_its_edge() -> None:
    lines = frame("河" * 400, column=1, length=400)

    assert sum(map(width_of, lines[-1])) < 100
    assert underlined(lines).startswith("河河")


def test_mark_past_the_end_of_the_line_is_one_column_wide() -> None:
    assert frame("name:", column=6)[-1] == "      │      ^"


def test_control_characters_do_not_reach_the_terminal() -> None:
    lines = frame("a\x1b[2Jb\u202ec", column=1)

    assert "\x1b" not in "".join(lines)
    assert "\u202e" not in "".join(lines)


def test_place_without_source_has_no_frame() -> None:
    assert list(code_frame(Place(file="a.md", line=3))) == []


def test_whole_line_is_shown_without_marks() -> None:
    assert frame("name: 河湾报", column=0) == ["   14 │ name: 河湾报"]
