"""The page that this importer was made for; its text is not ours to ship."""

from pathlib import Path

import pytest

from newsletter.desk.conservation import balance
from newsletter.desk.imported import ImportedPage
from newsletter.desk.page_text import read_page
from newsletter.manifest import parse_byline
from newsletter.model.issue import Slot
from newsletter.model.publication import Section
from tests.builders import a_publication

_FILE = Path(__file__).parents[3] / "shared" / "seed" / "page-2021-11-23.md"

pytestmark = pytest.mark.skipif(
    not _FILE.is_file(),
    reason="the page is somebody's copy and no part of this project: "
    "put it beside the checkout to run these tests",
)

_SECTIONS = (
    Section(
        slug="livelihood",
        name="民生",
        keywords=("民生", "农民工", "群众", "服务", "健康"),
    ),
    Section(slug="projects", name="项目", keywords=("项目", "合作", "园区")),
    Section(
        slug="party-study", name="党史学习", keywords=("党史", "党建", "全会", "党的")
    ),
    Section(slug="news", name="要闻", is_default=True),
)

# Line, pieces of the kicker, lines of the headline, people, healed breaks, section.
_TRUTH = [
    (5, 2, 1, 2, 3, "livelihood"),
    (25, 1, 1, 1, 3, "projects"),
    (43, 0, 1, 2, 0, "livelihood"),
    (52, 0, 2, 1, 0, "news"),
    (64, 2, 2, 2, 1, "party-study"),
    (78, 2, 2, 1, 0, "party-study"),
    (86, 3, 1, 1, 1, "projects"),
    (96, 0, 2, 1, 0, "news"),
    (104, 1, 1, 3, 2, "livelihood"),
]


@pytest.fixture(scope="module")
def source() -> str:
    return _FILE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(source: str) -> ImportedPage:
    return read_page(source, a_publication(sections=_SECTIONS))


def test_real_page_is_read_as_a_person_reads_it(page: ImportedPage) -> None:
    read = [
        (
            article.line,
            len(article.kicker),
            len(article.headline),
            len(parse_byline(article.byline).names),
            article.joins,
            article.section.slug,
        )
        for article in page.articles
    ]

    assert read == _TRUTH


def test_real_page_loses_no_character(source: str, page: ImportedPage) -> None:
    result = balance(source, page)

    assert result.lost == ""
    assert result.invented == ()


def test_real_page_has_one_lead_one_photo_story_and_one_banner(
    page: ImportedPage,
) -> None:
    slots = [article.slot for article in page.articles]
    banners = [bool(article.banner) for article in page.articles]

    assert slots == [Slot.LEAD, Slot.NORMAL, Slot.PHOTO, *[Slot.NORMAL] * 6]
    assert banners == [False] * 5 + [True] + [False] * 3
    assert page.articles[5].banner[0].line == 76


def test_real_page_has_two_stories_that_go_on_elsewhere(page: ImportedPage) -> None:
    cut = [note.line for note in page.unsure if "断了" in note.what.zh]
    jumps = [note.line for note in page.unsure if "没有下文" in note.what.zh]

    assert cut == [84]
    assert jumps == [92]


def test_real_page_opens_all_but_the_photo_story_with_a_dateline(
    page: ImportedPage,
) -> None:
    datelines = [bool(article.dateline) for article in page.articles]

    assert datelines == [True, True, False, *[True] * 6]
