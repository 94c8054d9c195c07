"""Issues with fixed boxes, planned."""

from dataclasses import replace
from typing import Any

from newsletter.errors import Place
from newsletter.layout import load_layout
from newsletter.model.boxes import Boxes, Ear, Index, Weather
from newsletter.model.issue import Article, Issue, Slot
from newsletter.model.pages import Page
from newsletter.press.edition import open_shop
from newsletter.press.pages import plan_issue
from newsletter.press.proof import proof_of
from tests.builders import a_publication, an_article, an_issue, paragraphs, prose

HERE = Place(file="issues/2021-11-23/issue.yaml", line=7, column=3)
EAR = Ear(headline="今日提示", text="沿河路南段封闭施工，过往车辆请绕行。", place=HERE)
INDEX = Index(place=HERE)
WEATHER = Weather(rows=(("今天", "晴", "3–12℃"), ("明天", "多云", "5–14℃")), place=HERE)

ENGLISH = (
    "The old quay has been mended, and more people walk there in the morning than "
    "anyone can remember; children read under the trees until the bell rings. "
)


def stories(count: int, size: int = 500) -> tuple[Article, ...]:
    """Write articles that fill about a page for every nine."""
    return tuple(
        an_article(
            f"a{n}",
            ordinal=n + 1,
            headline=(f"第{n}篇稿件写河湾的事",),
            body=paragraphs(*[prose(size // 5)] * 5),
            slot=Slot.LEAD if n == 0 else Slot.NORMAL,
        )
        for n in range(count)
    )


def english(count: int) -> tuple[Article, ...]:
    """The same in English."""
    return tuple(
        replace(
            article,
            headline=(f"Story {n} tells of the river and its quay",),
            dateline="",
            body=paragraphs(*[ENGLISH * 2] * 5),
        )
        for n, article in enumerate(stories(count))
    )


def paper(*articles: Article, boxes: Boxes, **fields: Any) -> Issue:
    """Make an issue with boxes."""
    publication = a_publication(**fields.pop("publication", {}))
    return an_issue(*articles, publication=publication, boxes=boxes, **fields)


def pages_of(issue: Issue) -> tuple[Page, ...]:
    """Compose it."""
    shop = open_shop(issue, load_layout(issue.publication))
    return proof_of(issue, plan_issue(issue, shop), shop).pages
