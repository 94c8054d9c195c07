from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.manifest import is_byline, parse_byline

WRITTEN = {
    "记者 张三/文 李四光/摄": [("记者 文", "张三"), ("摄", "李四光")],
    "记者 文强 通讯员 图雅": [("记者", "文强"), ("通讯员", "图雅")],
    "新华社记者 古丽娜扎尔·买买提": [("新华社记者", "古丽娜扎尔·买买提")],
    "本报记者 王 伟 通讯员 韩 惠": [("本报记者", "王伟"), ("通讯员", "韩惠")],
    "陈文晓摄": [("摄", "陈文晓")],
    "记者：欧阳娜娜、司马相如": [("记者", "欧阳娜娜 司马相如")],
    "■ 记者 甲某 通讯员 乙某": [("记者", "甲某"), ("通讯员", "乙某")],
    "■ 摄影 记者 甲某 通讯员 乙某": [("摄影 记者", "甲某"), ("通讯员", "乙某")],
    "（记者甲某 通讯员乙某）": [("记者", "甲某"), ("通讯员", "乙某")],
    "文/图 甲某": [("文/图", "甲某")],
    "文图：甲某": [("文图", "甲某")],
    "甲某 乙某 文/图": [("文/图", "甲某 乙某")],
    "文/甲某 图/乙某": [("文", "甲某"), ("图", "乙某")],
    "文：甲某 图：乙某": [("文", "甲某"), ("图", "乙某")],
    "摄影：甲某": [("摄影", "甲某")],
    "特约记者甲某": [("特约记者", "甲某")],
    "记者 甲某 乙某 摄": [("记者", "甲某"), ("摄", "乙某")],
    "甲某 乙某 摄影报道": [("摄影报道", "甲某 乙某")],
    "责编 甲某 版式 乙某 校对 丙某": [
        ("责编", "甲某"),
        ("版式", "乙某"),
        ("校对", "丙某"),
    ],
    "本报全媒体记者 甲某": [("本报全媒体记者", "甲某")],
    "河湾日报记者　甲某": [("河湾日报记者", "甲某")],
    "受访者供图": [("供图", "受访者")],
    "记者 甲某 通讯员 乙某 摄影报道": [
        ("记者", "甲某"),
        ("通讯员", "乙某"),
        ("摄影报道", ""),
    ],
    "By Jane Doe and John Roe": [("By", "Jane Doe|John Roe")],
    "记者 John Smith 通讯员 甲某": [("记者", "John Smith"), ("通讯员", "甲某")],
}


@pytest.mark.parametrize("text", WRITTEN)
def test_roles_and_names_are_found_in_every_written_form(text: str) -> None:
    byline = parse_byline(text)

    found = [(credit.role, credit.names) for credit in byline.credits]
    wanted = [
        (role, tuple(names.split("|" if "|" in names else " ")))
        if names and not names.startswith("John Smith")
        else (role, (names,) if names else ())
        for role, names in WRITTEN[text]
    ]
    assert found == wanted


@pytest.mark.parametrize("text", ["", "  ", "■", "（）"])
def test_a_byline_of_nothing_has_no_credits(text: str) -> None:
    assert parse_byline(text).credits == ()


@settings(max_examples=200, deadline=None)
@given(st.text("甲乙丙王记者通讯员摄影文图/、 ·：■（）A", max_size=30))
def test_no_character_of_a_byline_is_lost_or_made_up(text: str) -> None:
    kept = Counter(char for char in text if char not in "/、 ·：■（）")

    printed = str(parse_byline(text))

    assert Counter(char for char in printed if char not in "/、 ·：■（）") == kept


@pytest.mark.parametrize(
    "line",
    [
        "■ 记者 甲某 通讯员 乙某",
        "记者 甲某",
        "（记者甲某 通讯员乙某）",
        "通讯员 乙某",
        "甲某/文 乙某/摄",
        "文/图 甲某",
        "摄影：甲某",
        "甲某摄",
        "责编 甲某 版式 乙某",
    ],
)
def test_a_line_of_roles_and_names_is_a_byline(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "■ 记者手记",
        "记者观察",
        "河边的老码头修好以后，早晨散步的人多了。",
        "记者在河边看到，老码头修好了。",
        "小标题",
        "编辑部",
        "",
        "■",
        "记者 甲某 " * 20,
    ],
)
def test_a_subhead_or_sentence_is_no_byline(line: str) -> None:
    assert not is_byline(line)
