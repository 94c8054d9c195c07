"""Published records for tests of feeds and web, in our own words."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

from newsletter.model.archive import (
    HotZone,
    PublishedArticle,
    PublishedCorrection,
    PublishedIssue,
    PublishedPage,
    PublishedPhoto,
)

MORNING = datetime(2021, 11, 23, 6, tzinfo=timezone(timedelta(hours=8)))

HOSTILE = (
    "控\x00制\x08符\x9f、半\ud800边\udfff、非字\ufffe\uffff\ufdd0，"
    "]]> &amp; &nbsp; &#8; </script><script>alert(1)</script><!-- \"'><b> "
    "👨‍👩‍👧 🇨🇳 𠮷𪚥 \u202e反\u202c 行\u2028段"
)
"""What an editor may paste into any field."""

SURVIVORS = (
    "]]>", "&amp;", "&nbsp;", "&#8;", "<script>alert(1)</script>", "👨‍👩‍👧", "🇨🇳",
    "𠮷𪚥", "控制符、半边、非字，",
)  # fmt: skip
"""What must come out: all but what XML cannot carry."""


def a_photo(**fields: Any) -> PublishedPhoto:
    """Make a photo of the old quay."""
    given: dict[str, Any] = {
        "url": "2021-11-23/photos/quay.jpg",
        "width": 1200,
        "height": 800,
        "size": 54321,
        "caption": "老码头的早晨。",
        "credit": "乙某 摄",
        "alt": "河边一座木码头",
    }
    return PublishedPhoto(**given | fields)


def an_article(ordinal: int = 1, **fields: Any) -> PublishedArticle:
    """Make an article of one paragraph in the section 民生."""
    given: dict[str, Any] = {
        "ordinal": ordinal,
        "slug": f"story-{ordinal}",
        "title": f"河边的 第{ordinal}条消息",
        "headline": ("河边的", f"第{ordinal}条消息"),
        "section": "livelihood",
        "credits": (("记者", ("甲某",)), ("通讯员", ("乙某", "丙某"))),
        "summary": f"第{ordinal}条的提要。",
        "content": f"<p><strong>本报讯</strong>\u3000第{ordinal}条的正文。</p>",
        "published": MORNING,
        "updated": MORNING,
        "page": 1,
    }
    return PublishedArticle(**given | fields)


def a_note(**fields: Any) -> PublishedCorrection:
    """Make a correction of the first article, a week later."""
    given: dict[str, Any] = {
        "date": date(2021, 11, 23),
        "ordinal": 1,
        "title": "河边的 第1条消息",
        "text": "文中“三百米”应为“三百二十米”。",
        "published": MORNING + timedelta(days=7),
    }
    return PublishedCorrection(**given | fields)


def a_page(number: int = 1, *zones: HotZone, **fields: Any) -> PublishedPage:
    """Make a printed page."""
    given: dict[str, Any] = {
        "number": number,
        "name": "要闻",
        "picture": f"2021-11-23/pages/{number:02}.webp",
        "picture_width": 1100,
        "picture_height": 1560,
        "pdf": f"2021-11-23/pages/{number:02}.pdf",
        "zones": zones,
    }
    return PublishedPage(**given | fields)


def a_zone(article: str, **fields: Any) -> HotZone:
    """Make a rectangle in the upper left of a page."""
    given: dict[str, Any] = {"x": 0.1, "y": 0.2, "width": 0.3, "height": 0.25}
    return HotZone(article=article, **given | fields)


def an_issue(*articles: PublishedArticle, **fields: Any) -> PublishedIssue:
    """Make an issue of nine articles on two pages unless told."""
    sections = ("livelihood", "projects", "party-study")
    nine = tuple(
        an_article(
            n,
            section=sections[n % 3],
            page=1 if n < 7 else 2,
            photos=(a_photo(),) if n == 3 else (),
        )
        for n in range(1, 10)
    )
    chosen = articles or nine
    zones = [
        tuple(a_zone(one.slug) for one in chosen if one.page == number)
        for number in (1, 2)
    ]
    given: dict[str, Any] = {
        "date": date(2021, 11, 23),
        "number": 1024,
        "articles": chosen,
        "pages": (a_page(1, *zones[0]), a_page(2, *zones[1], name="民生")),
        "pdf": "2021-11-23/newspaper.pdf",
        "pdf_size": 2_345_678,
    }
    return PublishedIssue(**given | fields)


def issues_before(
    newest: date, total: int, articles: int
) -> tuple[PublishedIssue, ...]:
    """Make daily issues, newest first."""
    return tuple(
        an_issue(
            *(
                an_article(n, published=MORNING - back, updated=MORNING - back)
                for n in range(1, articles + 1)
            ),
            date=newest - back,
            number=1024 - back.days,
        )
        for back in map(timedelta, range(total))
    )
