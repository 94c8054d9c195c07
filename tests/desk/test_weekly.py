"""A weekly kept in one Markdown file becomes an issue that loses nothing."""

from pathlib import Path

import pytest

from newsletter.desk.importing import ImportReport, import_files
from newsletter.desk.weekly_links import hrefs
from newsletter.errors import InputError
from newsletter.manifest import load_publication
from newsletter.model.copy import Code, Listing, Quote, Table, texts
from newsletter.model.issue import Article
from tests.desk.test_word import DAY, Desk

WEEKLY = """# 河湾周刊（第 128 期）：渡口的春天

这里记录每周值得一看的事，[订阅地址](https://example.org/feed)。

## 民生

### 老码头修好了

早晨散步的人多了起来。

- 长椅十张
- [路灯](https://example.org/lamps)六盏

> 有了扶手，淘米不怕滑。

![新码头](https://example.org/quay.png)

### [渡口的时刻表](https://example.org/times)

| 船 | 时间 |
|----|------|
| 甲 | 六点 |

## 工具

**1、[量水位的小程序](https://example.org/level)**

用手机就能看水位。

```python
# 不是标题
print("水位")
```

**2、[渡口地图](https://example.org/map)**

一张手绘的图，参见[旧图][old]。

[old]: https://example.org/old

## 文摘

- [渡船的历史](https://example.org/history)：三百年前就有了。
- [撑船的人](https://example.org/people)
- **木桨**：用什么木头做的？
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def weekly(desk: Desk, text: str = WEEKLY) -> ImportReport:
    source = desk.project / "weekly.md"
    source.write_text(text, encoding="utf-8")
    (report,) = import_files(
        desk.folder, (source,), load_publication(desk.project), DAY, is_weekly=True
    )
    return report


def by_title(desk: Desk) -> dict[str, Article]:
    return {article.title: article for article in desk.issue.articles}


def test_headings_leads_and_entries_become_articles(desk: Desk) -> None:
    weekly(desk)

    assert list(by_title(desk)) == [
        "河湾周刊（第 128 期）：渡口的春天", "老码头修好了", "渡口的时刻表",
        "量水位的小程序", "渡口地图", "渡船的历史", "撑船的人", "木桨",
    ]  # fmt: skip


def test_known_sections_are_sections_and_others_are_banners(desk: Desk) -> None:
    weekly(desk)

    groups = [(group.section.name, group.banner) for group in desk.issue.groups]
    names = {section.name for section in desk.issue.publication.sections}
    assert groups[-2:] == [("要闻", "工具"), ("要闻", "文摘")] or "工具" in names
    assert any(banner == "文摘" for _, banner in groups)


def test_number_of_the_issue_is_the_weeklys(desk: Desk) -> None:
    weekly(desk)

    assert desk.issue.number == 128


def test_quotes_code_lists_and_tables_survive(desk: Desk) -> None:
    weekly(desk)

    kinds = [type(b) for article in desk.issue.articles for b in article.body]
    assert {Quote, Code, Listing, Table} <= set(kinds)
    code = by_title(desk)["量水位的小程序"].body[1]
    assert code == Code('# 不是标题\nprint("水位")')


def test_every_link_survives_those_of_headlines_too(desk: Desk) -> None:
    weekly(desk)

    found = {h for article in desk.issue.articles for h in hrefs(article.body)}
    assert found == {
        f"https://example.org/{path}"
        for path in (
            "feed", "lamps", "quay.png", "times", "level", "map", "old", "history",
            "people",
        )
    }  # fmt: skip


def test_every_character_survives(desk: Desk) -> None:
    weekly(desk)

    words = "".join("".join((a.title, *texts(a.body))) for a in desk.issue.articles)
    for phrase in ("淘米不怕滑", "三百年前就有了", "六点", "旧图", "新码头"):
        assert words.count(phrase) >= 1


def test_plain_list_stays_one_article(desk: Desk) -> None:
    weekly(desk, "# 周刊\n\n## 备忘\n\n- 带伞\n- 早起\n")

    (article,) = desk.issue.articles
    assert article.title == "备忘"
    assert article.texts == ("带伞", "早起")


def test_weekly_again_adds_nothing(desk: Desk) -> None:
    weekly(desk)

    assert weekly(desk).was_known
    assert len(desk.issue.articles) == 8


@pytest.mark.parametrize(
    "text",
    [
        "只有一段话，没有标题。\n",
        "## 甲\n\n## 乙\n\n内容。\n",
        "---\ntitle: 周刊\ndate: 2021-11-23\n---\n\n## 甲\n\n内容。\n",
        "# 周刊\n\n### 跳级\n\n内容。\n\n## 甲\n\n内容二。\n",
        "1. 一\n2. 二\n\n**粗**起头的一段话。\n",
        "## 甲\n\n- [甲](https://example.org/a)\n\n  续一段。\n\n- [乙](http://b.org)\n",
        "## A & B #\n\n**Lead** and text.\n\n**Alone**\n\nText.\n",
        "甲\n===\n\n乙\n---\n\n内容。\n",
    ],
)
def test_odd_weekly_is_an_issue_all_the_same(desk: Desk, text: str) -> None:
    report = weekly(desk, text)

    assert len(report.articles) == len(desk.issue.articles) >= 1


def test_weekly_of_nothing_but_a_title_is_refused(desk: Desk) -> None:
    with pytest.raises(InputError) as refused:
        weekly(desk, "# 只有标题\n")

    assert refused.value.problems[0].code == "S104"
