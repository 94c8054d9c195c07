"""Furniture speaks the language of the paper."""

from datetime import date
from typing import Any

import pytest

from newsletter.layout import load_layout
from newsletter.model.calendar import long_date, weekday
from newsletter.model.issue import PageName
from newsletter.model.publication import Furniture
from newsletter.press.edition import open_shop
from newsletter.press.furniture import folio, masthead, masthead_parts
from newsletter.press.nameplate import nameplate
from newsletter.press.values import Block, TextLine
from newsletter.press.wording import wording_for
from tests.builders import a_publication, an_issue

FACTS = Furniture(
    supervisor="A",
    organ="B",
    licence="CN 00-0000",
    postal_code="25-1",
    price="1",
    address="C",
    printer="D",
    phone="555",
    email="desk@paper.example.org",
)
DAY = date(2021, 11, 23)


def words(*blocks: Block) -> str:
    lines = (i for b in blocks for i in b.items if isinstance(i, TextLine))
    return " ".join("".join(run.text for run in line.runs) for line in lines)


def furniture(language: str, **fields: Any) -> str:
    publication = a_publication(
        language=language, name="Paper", furniture=FACTS, **fields
    )
    issue = an_issue(publication=publication, pages=(PageName(number=2, name="N"),))
    shop = open_shop(issue, load_layout(publication))
    return words(
        nameplate(issue, 4, shop),
        folio(issue, 2, shop),
        masthead(masthead_parts(issue, shop), shop),
    )


@pytest.mark.parametrize(
    ("language", "found"),
    [
        ("zh-Hans", ("星期二", "农历", "第1024期", "今日4版", "主办：B", "第02版：N")),
        ("zh-Hant-TW", ("星期二", "農曆", "第1024期", "主辦：B", "電話：555")),
        ("zh-HK", ("2021年11月23日", "農曆", "郵發代號：25-1", "印刷：D")),
        (
            "ja",
            ("2021年11月23日", "火曜日", "第1024号", "本日4ページ", "発行：B", "2面"),
        ),
        (
            "ko",
            ("2021년 11월 23일", "화요일", "제1024호", "오늘 4면", "인쇄: D", "2면 N"),
        ),
        ("en", ("23 November 2021", "Tuesday", "No. 1024", "4 pages", "Page 2: N")),
        ("de", ("23. November 2021", "Dienstag", "Nr. 1024", "4 Seiten", "Seite 2")),
        ("fr", ("23 novembre 2021", "mardi", "N° 1024", "Impression", "Page 2")),
        ("es", ("23 de noviembre de 2021", "martes", "4 páginas", "Impreso por D")),
        ("it", ("23 November 2021", "Tuesday", "No. 1024", "Page 2")),
    ],
)
def test_furniture_is_in_the_language_of_the_paper(
    language: str, found: tuple[str, ...]
) -> None:
    shown = furniture(language)

    assert [text for text in found if text not in shown] == []


@pytest.mark.parametrize("language", ["zh-Hant", "ja", "ko", "de", "fr", "es", "en"])
def test_no_other_paper_prints_simplified_strings(language: str) -> None:
    shown = furniture(language)

    assert not set(shown) & set("农历办电邮发")


@pytest.mark.parametrize(
    ("language", "to", "back"),
    [
        ("zh-Hans", "（下转第3版）", "（上接第3版）T"),
        ("zh-Hant", "（下轉第3版）", "（上接第3版）T"),
        ("ja", "（3面に続く）", "（3面から続く）T"),
        ("ko", "(3면에 계속)", "(3면에서 계속) T"),
        ("de-AT", "Fortsetzung auf Seite 3", "T (Fortsetzung von Seite 3)"),
        ("nl", "Continued on page 3", "T (continued from page 3)"),
    ],
)
def test_jump_lines_are_in_the_language_of_the_paper(
    language: str, to: str, back: str
) -> None:
    found = wording_for(language)

    assert found.to_page.format(page=3) == to
    assert found.from_page.format(page=3, title="T") == back


@pytest.mark.parametrize("language", ["zh", "ja", "ko", "de", "fr", "es", "en", "xx"])
def test_every_month_and_weekday_has_a_name(language: str) -> None:
    days = [date(2021, month, month) for month in range(1, 13)]

    assert len({long_date(day, language) for day in days}) == 12
    assert len({weekday(date(2021, 11, n), language) for n in range(1, 8)}) == 7
    assert "2021" in long_date(DAY, language)
