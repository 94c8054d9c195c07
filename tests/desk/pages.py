"""A page of our own, in the shapes that OCR gives a newspaper page."""

from pathlib import Path
from typing import Any

from newsletter.model.publication import Publication, Section
from tests.builders import a_publication

SECTIONS = (
    Section(
        slug="livelihood", name="民生", keywords=("民生", "小区", "图书馆", "防汛")
    ),
    Section(slug="projects", name="项目", keywords=("项目", "市场")),
    Section(slug="festivals", name="节日", keywords=("节日", "灯会", "团圆")),
    Section(slug="news", name="要闻", is_default=True),
)

PAGE = (Path(__file__).parent / "page.md").read_text(encoding="utf-8")


def a_paper(**fields: Any) -> Publication:
    """Make a paper whose sections fit the page."""
    return a_publication(**{"sections": SECTIONS} | fields)
