import pytest

from newsletter.desk.endings import take_jump_lines
from newsletter.desk.openings import Opening, open_article
from newsletter.desk.scan import scan


def opened(text: str) -> Opening:
    return open_article(scan(text))


@pytest.mark.parametrize(
    ("line", "dateline", "rest"),
    [
        ("本报讯 码头通航。", "本报讯", "码头通航。"),
        ("本报讯码头通航。", "本报讯", "码头通航。"),
        ("本报综合消息 码头通航。", "本报综合消息", "码头通航。"),
        ("新华社北京11月22日电 码头通航。", "新华社北京11月22日电", "码头通航。"),
        ("本报河湾11月22日电（记者甲某）通航。", "本报河湾11月22日电", "通航。"),
        ("码头通电。本报讯在后。", "", "码头通电。本报讯在后。"),
        ("报社通电话的人多了。", "", "报社通电话的人多了。"),
    ],
)
def test_dateline_is_taken_from_the_start_only(
    line: str, dateline: str, rest: str
) -> None:
    opening = opened(line)

    assert (opening.dateline.text if opening.dateline else "") == dateline
    assert opening.lines[0].text == rest


def test_byline_in_brackets_behind_the_dateline_counts() -> None:
    opening = opened("本报讯（记者甲某 通讯员乙某）码头通航。")

    assert [part.text for part in opening.bylines] == ["记者甲某 通讯员乙某"]
    assert [part.text for part in opening.brackets] == ["（", "）"]
    assert opening.lines[0].text == "码头通航。"


def test_byline_in_brackets_behind_the_last_stop_counts() -> None:
    opening = opened("码头通航。\n\n人多了。（记者 甲某）")

    assert [part.text for part in opening.bylines] == ["记者 甲某"]
    assert opening.lines[-1].text == "人多了。"


@pytest.mark.parametrize(
    "text",
    ["码头通航。（图为夜景）", "本报讯（资料）码头通航。", "通航的事（记者甲某）"],
)
def test_other_brackets_stay_in_the_text(text: str) -> None:
    opening = opened(text)

    assert opening.bylines == ()
    assert "（" in opening.lines[0].text


def test_byline_lines_that_follow_each_other_are_one_byline() -> None:
    opening = opened("■ 记者 甲某\n通讯员 乙某\n码头通航。")

    assert [part.text for part in opening.bylines] == ["记者 甲某", "通讯员 乙某"]


def test_byline_may_close_an_article() -> None:
    opening = opened("码头通航。\n■ 摄影 记者 甲某")

    assert [part.text for part in opening.bylines] == ["摄影 记者 甲某"]
    assert len(opening.lines) == 1


def test_line_behind_a_dash_above_the_text_is_the_deck() -> None:
    opening = opened("——老码头的一天\n■ 记者 甲某\n码头通航。")

    assert [part.text for part in opening.deck] == ["——老码头的一天"]
    assert [part.text for part in opening.bylines] == ["记者 甲某"]


@pytest.mark.parametrize(
    ("line", "page"),
    [
        ("（下转第2版）", "第2版"),
        ("(下转第３版)", "第3版"),
        ("（转第十二版）", "第12版"),
        ("（紧接第四版）", "第4版"),
        ("（下转二版）", "第2版"),
        ("下转第十版", "第10版"),
    ],
)
def test_jump_line_is_set_aside_with_its_page(line: str, page: str) -> None:
    lines, jumps, (note,) = take_jump_lines(scan(f"通航。\n{line}"))

    assert [rest.text for rest in lines] == ["通航。"]
    assert [jump.text for jump in jumps] == [line]
    assert page in note.what.zh
    assert not note.sure


def test_jump_line_is_found_at_the_end_of_a_paragraph() -> None:
    lines, jumps, _ = take_jump_lines(scan("码头通航后人（下转第2版）"))

    assert [rest.text for rest in lines] == ["码头通航后人"]
    assert [jump.text for jump in jumps] == ["（下转第2版）"]


def test_continuation_line_is_found_at_the_start() -> None:
    lines, jumps, _ = take_jump_lines(scan("（上接第一版）多了起来。"))

    assert [rest.text for rest in lines] == ["多了起来。"]
    assert [jump.text for jump in jumps] == ["（上接第一版）"]


def test_sentence_about_a_page_is_no_jump_line() -> None:
    text = "他把报纸翻转第三版给我看。"

    lines, jumps, _ = take_jump_lines(scan(text))

    assert [rest.text for rest in lines] == [text]
    assert jumps == ()
