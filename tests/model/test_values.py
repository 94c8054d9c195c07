"""Values: titles, bylines, texts, and records that come back as they were."""

import json
from datetime import UTC, date, datetime

import pytest

from newsletter.model.archive import (
    HotZone,
    PublishedArticle,
    PublishedIssue,
    PublishedPage,
    PublishedPhoto,
    as_record,
    from_record,
)
from newsletter.model.copy import (
    Code,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Span,
    Subhead,
    Table,
    texts,
)
from newsletter.model.issue import Byline, Credit
from tests.builders import an_article


def spans(text: str) -> tuple[Span, ...]:
    return (Span(text=text),)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("老码头", "迎来新生活"), "老码头 迎来新生活"),
        (("到码头、", "渡口看一看"), "到码头、渡口看一看"),
        (("Old quay", "finds new life"), "Old quay finds new life"),
        (("一行",), "一行"),
    ],
)
def test_a_title_joins_hand_broken_lines(lines: tuple[str, ...], title: str) -> None:
    assert an_article(headline=lines).title == title


def test_a_byline_is_written_role_by_role_and_names_each_person_once() -> None:
    byline = Byline((Credit("记者", ("甲某", "乙某")), Credit("摄影", ("甲某",))))

    assert str(byline) == "记者 甲某 乙某 摄影 甲某"
    assert byline.names == ("甲某", "乙某")


def test_texts_list_every_character_of_the_copy_once() -> None:
    cells = (spans("格一"), spans("格二"))
    blocks = (
        Subhead(spans("小标题")),
        Listing(((Paragraph(spans("其一")),), (Paragraph(spans("其二")),))),
        Quote((Paragraph(spans("引文")),)),
        Rule(),
        Code("a = 1"),
        Table((cells,)),
    )

    assert texts(blocks) == ("小标题", "其一", "其二", "引文", "a = 1", "格一", "格二")


def test_the_first_paragraph_leads_when_there_is_no_summary() -> None:
    plain = an_article(body=(Paragraph(spans(" ")), Paragraph(spans("第一段。"))))

    assert plain.lead_text == "第一段。"
    assert an_article(summary="提要。").lead_text == "提要。"


def test_a_record_gives_back_the_issue_it_was_made_from() -> None:
    moment = datetime(2021, 11, 23, 6, tzinfo=UTC)
    photo = PublishedPhoto(url="a/b.jpg", width=3, height=2, size=9, alt="图")
    article = PublishedArticle(
        ordinal=1,
        slug="quay",
        title="题",
        headline=("题",),
        section="news",
        credits=(("记者", ("甲某",)),),
        photos=(photo,),
        published=moment,
        updated=moment,
        page=1,
    )
    zone = HotZone(article="quay", x=0.1, y=0.1, width=0.5, height=0.5)
    page = PublishedPage(
        number=1,
        name="要闻",
        picture="p.webp",
        picture_width=10,
        picture_height=20,
        pdf="",
        zones=(zone,),
    )
    issue = PublishedIssue(
        date=date(2021, 11, 23), number=7, articles=(article,), pages=(page,)
    )

    again = from_record(json.loads(json.dumps(as_record(issue))))

    assert again == issue
    assert again.articles[0].byline == "记者 甲某"
