"""Published records for feed tests, in our own words."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

from newsletter.model.archive import PublishedArticle, PublishedIssue, PublishedPhoto

SHANGHAI = timezone(timedelta(hours=8))
MORNING = datetime(2021, 11, 23, 6, tzinfo=SHANGHAI)

HOSTILE = (
    "控\x00制\x08符\x9f、半\ud800边\udfff、非字\ufffe\uffff\ufdd0，"
    "]]> &amp; &nbsp; &#8; <script>alert(1)</script> "
    "👨‍👩‍👧 🇨🇳 𠮷𪚥 \u202e反\u202c 行\u2028段"
)
"""What an editor may paste: all of it must survive but what XML cannot carry."""

SURVIVORS = (
    "]]>", "&amp;", "&nbsp;", "&#8;", "<script>alert(1)</script>", "👨‍👩‍👧", "🇨🇳",
    "𠮷𪚥", "控制符、半边、非字，",
)  # fmt: skip


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
        "title": f"河边的第{ordinal}条消息",
        "headline": (f"河边的第{ordinal}条消息",),
        "section": "livelihood",
        "credits": (("记者", ("甲某",)), ("通讯员", ("乙某",))),
        "summary": f"第{ordinal}条的提要。",
        "content": f"<p><strong>本报讯</strong>\u3000第{ordinal}条的正文。</p>",
        "published": MORNING,
        "updated": MORNING,
        "page": 1,
    }
    return PublishedArticle(**given | fields)


def an_issue(*articles: PublishedArticle, **fields: Any) -> PublishedIssue:
    """Make an issue; of nine articles in three sections unless told."""
    sections = ("livelihood", "projects", "party-study")
    nine = tuple(an_article(n, section=sections[n % 3]) for n in range(1, 10))
    given: dict[str, Any] = {
        "date": date(2021, 11, 23),
        "number": 1024,
        "articles": articles or nine,
        "pdf": "2021-11-23/newspaper.pdf",
        "pdf_size": 654321,
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
