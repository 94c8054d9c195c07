"""Fixed boxes and advertisements in the manifest."""

from pathlib import Path

import pytest

from newsletter.manifest import load_issue
from newsletter.manifest.tidy import tidied_manifest
from newsletter.model.boxes import Position, Spot
from tests.manifest.desk import ISSUE, Desk, underlined

BOXES = """\
固定框:
  报眼: {标题: 今日提示, 正文: 沿河路封闭施工。}
  导读:
    位置: 版底
    稿件: [quay]
    条数: 4
  天气:
    行:
      - [今天, 晴, 3–12℃]
      - 明天多云
广告:
  - {文件: photos/quay.jpg, 版: 2, 位置: 整版, 广告主: 河边书店, 转换颜色: 是}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_boxes_are_read_by_their_chinese_names(desk: Desk) -> None:
    desk.write("issue.yaml", ISSUE + BOXES)

    issue = load_issue(desk.folder)

    boxes = issue.boxes
    assert boxes.ear is not None
    assert (boxes.ear.headline, boxes.ear.text) == ("今日提示", "沿河路封闭施工。")
    assert boxes.index is not None
    assert boxes.index.articles == ("quay",)
    assert (boxes.index.spot, boxes.index.most) == (Spot.FOOT, 4)
    assert boxes.weather is not None
    assert boxes.weather.rows == (("今天", "晴", "3–12℃"), ("明天多云",))
    (advertisement,) = issue.advertisements
    assert advertisement.position is Position.PAGE
    assert advertisement.said == "河边书店"
    assert advertisement.convert


def test_fmt_writes_the_english_names_of_boxes() -> None:
    tidy = tidied_manifest(ISSUE + BOXES, "issue.yaml")

    assert "boxes:\n  ear: {headline: 今日提示, text: 沿河路封闭施工。}\n" in tidy
    assert "    spot: foot\n" in tidy
    assert "position: page" in tidy
    assert tidied_manifest(tidy, "issue.yaml") == tidy


@pytest.mark.parametrize(
    ("written", "code", "shown"),
    [
        ("boxes: {ear: {}}", "M209", "ear"),
        ("boxes: {ear: {text: 河, article: quay}}", "M209", "ear"),
        ("boxes: {ear: {article: qauy}}", "M209", "qauy"),
        ("boxes: {index: {articles: [quay, boat]}}", "M209", "boat"),
        ("boxes: {index: {spot: top}}", "M103", "top"),
        ("boxes: {index: {most: 0}}", "M103", "0"),
        ("boxes: {weather: {rows: []}}", "M209", "weather"),
        ("boxes: {weather: {}}", "M102", "{}"),
        ("boxes: {ear: {text: 河}, index: {spot: ear}}", "M209", "ear"),
        ("boxes: {ear: {photo: photos/no.jpg}}", "M303", "photos/no.jpg"),
        ("advertisements: [{file: no.pdf, page: 1, columns: 2}]", "M301", "no.pdf"),
        ("advertisements: [{file: ../a.pdf, page: 1, columns: 2}]", "M304", "../a.pdf"),
        (
            "advertisements: [{file: 01-quay.md, page: 1, columns: 2}]",
            "M209",
            "01-quay",
        ),
        (
            "advertisements: [{file: photos/quay.jpg, page: 1}]",
            "M209",
            "photos/quay.jpg",
        ),
        ("advertisements: [{file: photos/quay.jpg, columns: 2}]", "M102", "file"),
        (
            "广告:\n  - {file: photos/quay.jpg, page: 1, width: 90, link: a b}",
            "M103",
            "a b",
        ),
    ],
)
def test_what_a_box_cannot_be_is_told_at_its_place(
    desk: Desk, written: str, code: str, shown: str
) -> None:
    desk.write("issue.yaml", f"{ISSUE}{written}\n")

    problem = desk.found(code)

    assert problem.place.file == "issues/2021-11-23/issue.yaml"
    assert underlined(problem).startswith(shown)


def test_the_only_article_cannot_stand_in_the_ear(desk: Desk) -> None:
    desk.write("issue.yaml", ISSUE[: ISSUE.index("      - file: 03")])
    desk.change("issue.yaml", "sections:", "boxes: {ear: {article: quay}}\nsections:")

    assert desk.found("M209").what.en == "It is the only article of the issue."
