"""Values for tests, in the words of the trade: say only what the test is about."""

from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image

from newsletter.errors import Place
from newsletter.model.copy import Paragraph, Span
from newsletter.model.issue import Article, Byline, Credit, Group, Issue, Photo
from newsletter.model.publication import MailIdentity, Publication, Section

LIVELIHOOD = Section(slug="livelihood", name="民生", keywords=("民生",))
PROJECTS = Section(slug="projects", name="项目", keywords=("项目",))
PARTY_STUDY = Section(slug="party-study", name="党史学习", keywords=("党史",))
NEWS = Section(slug="news", name="要闻", is_default=True)

SENTENCE = "河边的老码头修好以后，早晨散步的人多了起来，孩子们在树下读书。"
"""Thirty characters of our own."""


def prose(characters: int) -> str:
    """Write Chinese text of exactly so many characters that ends in a full stop."""
    text = SENTENCE * (characters // len(SENTENCE) + 1)
    return text[: max(characters - 1, 0)] + "。"


def paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    """Make plain paragraphs."""
    return tuple(Paragraph((Span(text=text),)) for text in texts)


def an_article(slug: str = "old-quay", **fields: Any) -> Article:
    """Make an article of two paragraphs."""
    given: dict[str, Any] = {
        "slug": slug,
        "ordinal": 1,
        "headline": ("老码头迎来新生活",),
        "byline": Byline((Credit("记者", ("甲某",)),)),
        "dateline": "本报讯",
        "body": paragraphs(prose(90), prose(60)),
        "place": Place(file=f"issues/2021-11-23/{slug}.md", line=1, column=1),
    }
    return Article(**given | fields)


def a_publication(folder: Path = Path(), **fields: Any) -> Publication:
    """Make a Chinese paper with four sections."""
    given: dict[str, Any] = {
        "name": "河湾报",
        "slug": "hewan",
        "language": "zh-Hans",
        "time_zone": "Asia/Shanghai",
        "url": "https://paper.example.org/",
        "founded": 2021,
        "sections": (LIVELIHOOD, PROJECTS, PARTY_STUDY, NEWS),
        "mail": MailIdentity(sender="河湾报", address="paper@example.org"),
        "folder": folder,
    }
    return Publication(**given | fields)


def an_issue(*articles: Article, **fields: Any) -> Issue:
    """Make an issue whose articles all stand in the section 民生."""
    folder = fields.pop("folder", Path("issues/2021-11-23"))
    given: dict[str, Any] = {
        "publication": a_publication(),
        "date": date(2021, 11, 23),
        "number": 1024,
        "groups": (Group(section=LIVELIHOOD, articles=articles or (an_article(),)),),
        "folder": folder,
        "place": Place(file="issues/2021-11-23/issue.yaml", line=1, column=1),
    }
    return Issue(**given | fields)


def a_photo(folder: Path, width: int = 600, height: int = 400, **fields: Any) -> Photo:
    """Draw a picture into the folder and describe it."""
    path = folder / fields.pop("name", "picture.jpg")
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(path)
    given: dict[str, Any] = {
        "path": path,
        "file": path.name,
        "width": width,
        "height": height,
        "caption": "老码头的早晨。",
        "alt": "河边一座木码头",
        "place": Place(file="issues/2021-11-23/issue.yaml", line=9, column=9),
    }
    return Photo(**given | fields)
