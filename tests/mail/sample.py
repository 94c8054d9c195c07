"""A paper's issue of nine articles, and ways to read what mail makes of it."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

from newsletter.layout import Layout, load_layout
from newsletter.mail import MailEdition, MailPicture, mail_edition
from newsletter.model.copy import (
    Block,
    Code,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Span,
    Subhead,
    Table,
)
from newsletter.model.issue import (
    Article,
    Byline,
    Credit,
    Group,
    Issue,
    PageName,
    Photo,
    Slot,
)
from newsletter.model.publication import Furniture, MailIdentity, Publication
from tests.builders import (
    LIVELIHOOD,
    NEWS,
    PARTY_STUDY,
    PROJECTS,
    a_publication,
    an_article,
    an_issue,
    paragraphs,
    prose,
)

FURNITURE = Furniture(
    motto="把身边的事说清楚",
    organ="河湾区融媒体中心",
    licence="内部资料第000号",
    address="河湾路1号",
    email="desk@example.org",
)
IDENTITY = MailIdentity(
    sender="河湾报",
    address="paper@example.org",
    reply_to="desk@example.org",
    postal_address="河湾路1号，000000",
    reason="您在河湾报网站上订阅了本报。",
)
EVERY_BLOCK: tuple[Block, ...] = (
    Paragraph(
        (
            Span(text="见"),
            Span(text="护河办法", href="https://paper.example.org/rules?a=1&b=2"),
            Span(text="第三条", strong=True),
        )
    ),
    Subhead((Span(text="怎么护河"),)),
    Listing((paragraphs("先看水色"), paragraphs("再看河岸")), ordered=True, start=3),
    Quote(paragraphs("河清了，人就来了。")),
    Table((((Span(text="月份"),), (Span(text="人次"),)), ((Span(text="十月"),),))),
    Rule(),
    Code("水位 = 3\n  流速 = 2"),
)


def story(number: int, title: str, characters: int = 400, **fields: Any) -> Article:
    """Write an article whose every paragraph is its own; ``|`` breaks the headline."""
    text = prose(characters // 2)
    given: dict[str, Any] = {
        "headline": tuple(title.split("|")),
        "ordinal": number,
        "byline": Byline((Credit("记者", (f"甲{number}",)), Credit("摄影", ("乙某",)))),
        "body": paragraphs(
            f"第{number}篇的开头。{text}", f"第{number}篇的结尾。{text}"
        ),
    }
    return an_article(f"story-{number}", **given | fields)


def nine_articles(*photos: Photo) -> tuple[Group, ...]:
    """Group nine articles in four sections, one of them under a banner."""
    lead = story(
        1,
        "老码头迎来新生活|十里河岸成了客厅",
        700,
        kicker=("家门口的好风景",),
        deck=("三年修岸八公里",),
        slot=Slot.LEAD,
    )
    photo_story = story(
        2, "一杯热茶暖工地", body=(), photos=photos, slot=Slot.PHOTO, dateline=""
    )
    return (
        Group(section=LIVELIHOOD, articles=(lead, photo_story)),
        Group(
            section=PROJECTS,
            articles=(
                story(3, "比学赶超争“快马”", body=EVERY_BLOCK),
                story(4, "看得见 摸得着"),
            ),
        ),
        Group(
            section=PARTY_STUDY, banner="学习身边榜样", articles=(story(5, "凝聚共识"),)
        ),
        Group(
            section=NEWS,
            articles=(
                story(6, "护河联席会议召开"),
                story(7, "两地社区“云巡河”", 480),
                story(8, "加大整改力度", 520),
                story(9, "向“推、拖、慢”开刀", 820),
            ),
        ),
    )


def the_issue(
    groups: tuple[Group, ...] | None = None, paper: Publication | None = None
) -> Issue:
    """Make the issue of nine articles, or one of other articles or another paper."""
    editors = (Credit("责编", ("丙某",)),)
    return an_issue(
        publication=paper or a_publication(furniture=FURNITURE, mail=IDENTITY),
        groups=nine_articles() if groups is None else groups,
        pages=(PageName(number=1, name="要闻", editors=editors),),
    )


def notes(*articles: Article) -> tuple[Group, ...]:
    """Put articles under the section 要闻."""
    return (Group(section=NEWS, articles=articles),)


def set_as(layout: str, **fields: Any) -> Publication:
    """Make the paper whose mail has another layout."""
    return a_publication(
        furniture=FURNITURE, mail=replace(IDENTITY, layout=layout), **fields
    )


def gazette() -> Layout:
    """Load our own layout."""
    return load_layout(a_publication())


def mailed(issue: Issue, *pictures: MailPicture) -> MailEdition:
    """Make the e-mail edition with our own layout."""
    return mail_edition(issue, gazette(), pictures)


def a_picture(photo: Photo, **fields: Any) -> MailPicture:
    """Show a photo as the web edition serves it."""
    given: dict[str, Any] = {
        "photo": photo,
        "url": f"https://paper.example.org/2021-11-23/photos/{photo.file}",
        "data": photo.path.read_bytes(),
        "width": photo.width,
        "height": photo.height,
    }
    return MailPicture(**given | fields)


def an_english_paper(folder: Path = Path(), **fields: Any) -> Publication:
    """Make a paper in English."""
    given: dict[str, Any] = {
        "name": "The River Bend",
        "language": "en",
        "time_zone": "Europe/London",
        "mail": MailIdentity(sender="The River Bend", address="paper@example.org"),
    }
    return a_publication(folder, **given | fields)


def read(message: bytes) -> EmailMessage:
    """Parse a message as a reader's program would."""
    return message_from_bytes(message, policy=default)


def raw_fields(message: bytes) -> list[tuple[str, str]]:
    """List a message's fields as they are written, folds undone."""
    head = message.partition(b"\r\n\r\n")[0].decode("ascii")
    unfolded = head.replace("\r\n ", " ")
    fields = (line.partition(": ") for line in unfolded.split("\r\n"))
    return [(name, value) for name, _, value in fields]


def message_text(message: EmailMessage, kind: str = "text/plain") -> str:
    """Decode the one part of a kind."""
    (part,) = [p for p in message.walk() if p.get_content_type() == kind]
    text = part.get_content()
    assert isinstance(text, str)
    return text.replace("\r\n", "\n")


def tree(html: str) -> lxml_html.HtmlElement:
    """Parse the HTML part."""
    return lxml_html.document_fromstring(html)


def shown(html: str) -> str:
    """Take what a reader sees of the HTML part, white space aside."""
    return squeezed(tree(html).find("body").text_content())


def squeezed(text: str) -> str:
    """Leave out white space."""
    return re.sub(r"\s+", "", text)


def copy_of(article: Article) -> tuple[str, ...]:
    """List every text of an article that a reader must find."""
    captions = (text for p in article.photos for text in (p.caption, p.credit))
    head = (*article.kicker, *article.headline, *article.deck, str(article.byline))
    return tuple(filter(None, (*head, article.dateline, *article.texts, *captions)))
