"""Editions for other programs: a book, and news as JSON."""

import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PIL import Image

from newsletter.layout import Layout
from newsletter.model.archive import PublishedIssue
from newsletter.web import epub_file
from tests.builders import a_publication
from tests.published import HOSTILE, MORNING, a_photo, an_article, an_issue
from tests.web.reading import site_of

EPUB = "2021-11-23/hewan-2021-11-23.epub"


def a_jpeg() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "gray").save(file, "JPEG")
    return file.getvalue()


def a_book(layout: Layout, issue: PublishedIssue) -> bytes:
    pictures = {p.url: a_jpeg() for one in issue.articles for p in one.photos}
    path, data = epub_file(a_publication(), layout, issue, pictures)
    assert path == EPUB
    return data


def check(epubcheck: str, book: bytes, folder: Path) -> str:
    """Let epubcheck read a book; errors and warnings are faults."""
    (folder / "book.epub").write_bytes(book)
    done = subprocess.run(
        ["java", "-jar", epubcheck, "-w", str(folder / "book.epub")],
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_epubcheck_finds_nothing(
    layout: Layout, program: Callable[[str], str], tmp_path: Path
) -> None:
    hostile = an_article(
        10, title=HOSTILE, headline=(HOSTILE,), kicker=HOSTILE, banner=HOSTILE
    )
    issue = an_issue(
        an_article(1, content='<p>一<br/>二</p><ol start="3"><li>三</li></ol><hr/>'),
        an_article(2, photos=(a_photo(caption=HOSTILE, alt=HOSTILE),)),
        hostile,
        epub=EPUB,
    )  # fmt: skip

    faults = check(program("epubcheck"), a_book(layout, issue), tmp_path)

    assert faults == ""


def test_book_opens_with_its_media_type_and_is_the_same_every_time(
    layout: Layout,
) -> None:
    issue = an_issue(epub=EPUB)

    book = a_book(layout, issue)

    assert book == a_book(layout, issue)
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        first = opened.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        chapters = [name for name in opened.namelist() if "chapter" in name]
        assert len(chapters) == 9
        assert "book/photo-1.jpg" in opened.namelist()


def test_ninjs_tells_an_article_to_other_newsrooms(layout: Layout) -> None:
    article = an_article(
        kicker="引题一行",
        photos=(a_photo(),),
        updated=MORNING + timedelta(hours=3),
    )

    item = json.loads(site_of(layout, an_issue(article))["2021-11-23/ninjs/1.json"])

    assert item["uri"] == "https://paper.example.org/2021-11-23/1.html"
    assert item["versionCreated"] == "2021-11-23T09:00:00+08:00"
    assert [one["role"] for one in item["headlines"]] == ["main", "kicker"]
    assert item["bodies"][1]["value"] == "本报讯 第1条的正文。"
    assert [one["name"] for one in item["people"]] == ["甲某", "乙某", "丙某"]
    assert item["subjects"] == [{"name": "民生", "rel": "section"}]
    assert item["associations"][0]["renditions"][0]["sizeInBytes"] == 54321
