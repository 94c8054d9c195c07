"""One entry of a manifest corrects an article in every edition."""

import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree, html

from newsletter.build.issue import build_issue
from newsletter.layout import load_layout
from newsletter.model.correction import Correction
from newsletter.model.issue import Issue
from newsletter.press.edition import press_issue
from tests.build.fakes import quick_press
from tests.builders import a_publication, an_article, an_issue

ATOM = "{http://www.w3.org/2005/Atom}"
TEXT = "修好的是东码头，不是西码头。"
NOTE = f"更正（2021年11月30日）： {TEXT}"
BOX = f"2021年11月23日《老码头迎来新生活》：{TEXT}"


@pytest.fixture
def printed(tmp_path: Path) -> Issue:
    """An issue that has appeared."""
    issue = an_issue(
        an_article(),
        an_article("bridge", ordinal=2, headline=("大桥通车",)),
        publication=a_publication(tmp_path),
    )
    build_issue(issue, press=quick_press)
    return issue


def following(printed: Issue, *texts: str) -> Issue:
    """The issue a week later, which corrects the first article."""
    correction = Correction(
        date=printed.date,
        article="old-quay",
        ordinal=1,
        title="老码头迎来新生活",
        text="",
        place=printed.place,
    )
    return replace(
        printed,
        date=date(2021, 11, 30),
        number=1025,
        corrections=tuple(replace(correction, text=text) for text in texts),
    )


def site(issue: Issue) -> Path:
    return issue.publication.folder / "build/site"


def shown(path: Path) -> str:
    return " ".join(html.fromstring(path.read_bytes()).text_content().split())


def entry(path: Path, title: str, day: str = "2021-11-23") -> dict[str, str]:
    """Find an entry of an Atom feed."""
    (found,) = (
        one
        for one in etree.parse(path).iter(f"{ATOM}entry")
        if one.findtext(f"{ATOM}title") == title
        and (one.findtext(f"{ATOM}published") or "").startswith(day)
    )
    names = ("id", "updated", "published", "content")
    return {name: found.findtext(f"{ATOM}{name}") or "" for name in names}


def test_the_article_gets_a_dated_note_on_its_page(printed: Issue) -> None:
    build_issue(following(printed, TEXT), press=quick_press)

    folder = site(printed) / "2021-11-23"
    assert NOTE in shown(folder / "old-quay/index.html")
    assert "更正" not in shown(folder / "bridge/index.html")
    page = html.parse(folder / "old-quay/index.html")
    described = json.loads(page.findtext(".//script[@type='application/ld+json']"))
    assert described["dateModified"] == "2021-11-30T06:00:00+08:00"
    assert described["correction"][0]["text"] == TEXT


def test_book_search_and_ninjs_of_the_corrected_issue_tell_it(printed: Issue) -> None:
    build_issue(following(printed, TEXT), press=quick_press)

    folder = site(printed) / "2021-11-23"
    (book,) = folder.glob("*.epub")
    with zipfile.ZipFile(book) as chapters:
        assert TEXT in chapters.read("book/chapter-1.xhtml").decode()
        assert TEXT not in chapters.read("book/chapter-2.xhtml").decode()
    for body in json.loads((folder / "ninjs/1.json").read_bytes())["bodies"]:
        assert NOTE in body["value"]
    assert TEXT in (folder / "text-0.js").read_text()
    index = (path.read_text() for path in (site(printed) / "search").glob("2*/*.js"))
    assert any("不是 " in shard for shard in index)


def test_reworded_correction_is_found_by_its_new_words(printed: Issue) -> None:
    segments = site(printed) / "search/segments.js"
    build_issue(following(printed, TEXT), press=quick_press)
    before = segments.read_bytes()

    build_issue(following(printed, f"{TEXT}特此更正。"), press=quick_press)

    assert segments.read_bytes() != before
    folder = site(printed) / "2021-11-23"
    assert "特此更正" in (folder / "text-0.js").read_text()


def test_feeds_tell_it_under_the_same_id_at_a_later_date(printed: Issue) -> None:
    before = entry(site(printed) / "atom.xml", "老码头迎来新生活")

    build_issue(following(printed, TEXT), press=quick_press)

    for feed in ("atom.xml", "2021-11-23/atom.xml", "sections/livelihood/atom.xml"):
        after = entry(site(printed) / feed, "老码头迎来新生活")
        assert after["id"] == before["id"]
        assert after["published"] == before["published"]
        assert after["updated"].startswith("2021-11-30")
        assert TEXT in after["content"]
    other = entry(site(printed) / "atom.xml", "大桥通车")
    assert other["updated"].startswith("2021-11-23")


def test_the_correcting_issue_prints_mails_and_shows_the_box(printed: Issue) -> None:
    issue = following(printed, TEXT)

    build_issue(issue, press=quick_press)

    build = issue.publication.folder / "build"
    for path in (
        build / "2021-11-30/email.html",
        site(issue) / "2021-11-30/index.html",
    ):
        assert BOX in shown(path)
    assert BOX in (build / "2021-11-30/email.txt").read_text(encoding="utf-8")
    assert f"更正\n\n{BOX}" in (build / "2021-11-30/email.txt").read_text("utf-8")


def test_the_box_is_composed_with_the_articles(printed: Issue) -> None:
    issue = following(printed, TEXT)

    pressed = press_issue(issue, load_layout(issue.publication), lambda _: None)

    frames = [f for page in pressed.proof.pages for f in page.frames]
    (box,) = (f for f in frames if f.article == "_corrections")
    assert (box.start, box.end) == (0, len(BOX))


def test_a_correction_taken_back_takes_its_note_along(printed: Issue) -> None:
    before = (site(printed) / "2021-11-23/old-quay/index.html").read_bytes()
    build_issue(following(printed), press=quick_press)
    neighbour = (site(printed) / "2021-11-23/index.html").read_bytes()
    build_issue(following(printed, TEXT), press=quick_press)

    build_issue(following(printed), press=quick_press)

    folder = site(printed) / "2021-11-23"
    assert (folder / "old-quay/index.html").read_bytes() == before
    assert (folder / "index.html").read_bytes() == neighbour


def test_building_the_corrected_issue_again_keeps_the_note(printed: Issue) -> None:
    build_issue(following(printed, TEXT), press=quick_press)
    page = site(printed) / "2021-11-23/old-quay/index.html"
    noted = page.read_bytes()

    build_issue(printed, press=quick_press)

    assert page.read_bytes() == noted
    after = entry(site(printed) / "atom.xml", "老码头迎来新生活")
    assert after["updated"].startswith("2021-11-30")


def test_corrections_of_one_article_stand_in_their_order(printed: Issue) -> None:
    second = "码头长四十米。"

    build_issue(following(printed, TEXT, second), press=quick_press)

    text = shown(site(printed) / "2021-11-23/old-quay/index.html")
    assert 0 < text.index(TEXT) < text.index(second)


def test_a_correction_of_an_issue_not_on_the_site_waits_for_it(tmp_path: Path) -> None:
    earlier = an_issue(an_article(), publication=a_publication(tmp_path))
    build_issue(following(earlier, TEXT), press=quick_press)

    build_issue(earlier, press=quick_press)

    assert NOTE in shown(site(earlier) / "2021-11-23/old-quay/index.html")
