"""Pages against the HTML standard, and how heavy they are."""

import json
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

from newsletter.layout import Layout
from newsletter.model.web import PlateImage, WebIdentity
from tests.published import HOSTILE, a_note, a_photo, an_article, an_issue
from tests.web.reading import ISSUES, pages_of, site_of, values

HEAVIEST_PAGE = 200_000
"""Bytes of a page with its styles and scripts, without pictures."""

HEAVIEST_SHARED = 60_000
"""Bytes of styles and scripts that a page loads."""

MOST_REQUESTS = 4
"""Files that a page needs before it can be read."""


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_nu_validator_finds_nothing(
    layout: Layout,
    program: Callable[[str], str],
    node_package: Callable[[str], Path],
    tmp_path: Path,
    language: str,
) -> None:
    plate = PlateImage(path=Path("a.png"), file="a.png", width=9, height=9)
    web = WebIdentity(icon=plate, service="https://mail.example.org/")
    hostile = an_article(
        10, title=HOSTILE, headline=(HOSTILE,), kicker=HOSTILE, banner=HOSTILE,
        summary=HOSTILE, photos=(a_photo(caption=HOSTILE, alt=HOSTILE),),
        notes=(a_note(text=HOSTILE, title=HOSTILE),),
    )  # fmt: skip
    note = a_note(text=HOSTILE, title=HOSTILE, date=date(2021, 11, 22))
    bare = an_article(11, credits=(), summary="", content="", page=None)
    files = site_of(
        layout,
        an_issue(*ISSUES[0].articles, hostile, bare, corrections=(note,)),
        *ISSUES[1:],
        language=language,
        web=web,
    )
    pages = pages_of(files)
    for path in pages:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(files[path])
    jar = node_package("vnu-jar") / "build" / "dist" / "vnu.jar"

    command = [program("java"), "-Xss4m", "-jar", str(jar), "--format", "json"]

    done = subprocess.run(
        [*command, *(str(tmp_path / path) for path in pages)],
        capture_output=True,
        text=True,
        check=False,
    )

    told = json.loads(done.stderr)["messages"]
    assert len(pages) > 20
    assert [
        (one["url"][-40:], one.get("lastLine"), one["message"]) for one in told
    ] == []
    assert done.returncode == 0


def loaded(files: dict[str, bytes], path: str) -> set[str]:
    """List styles and scripts that a page loads, below the web root."""
    tree = html.document_fromstring(files[path].decode())
    wanted = values(tree, "//link[@rel='stylesheet']/@href | //script/@src")
    base = "https://x/" + path
    return {unquote(urlsplit(urljoin(base, one)).path[1:]) for one in wanted}


def test_no_page_is_heavy(layout: Layout) -> None:
    long = tuple(
        an_article(
            n,
            title="河边的老码头修好以后" * 4,
            kicker="引题一行" * 5,
            deck="副题一行" * 8,
            summary="早晨散步的人多了起来" * 20,
            content=f"<p>{'孩子们在树下读书。' * 120}</p>",
            photos=(a_photo(),),
        )
        for n in range(1, 41)
    )
    files = site_of(layout, *(an_issue(*long), *ISSUES[1:]))

    weights = {
        path: len(files[path]) + sum(len(files[one]) for one in loaded(files, path))
        for path in pages_of(files)
        if path != "404.html"
    }

    assert {path: size for path, size in weights.items() if size > HEAVIEST_PAGE} == {}
    assert weights["index.html"] > 30_000


def test_pages_load_little_and_nothing_from_elsewhere(layout: Layout) -> None:
    files = site_of(layout, *ISSUES)

    for path in pages_of(files):
        text = files[path].decode()
        needed = loaded(files, path) if path != "404.html" else {"style.css"}
        assert len(needed) <= MOST_REQUESTS, path
        assert sum(len(files[one]) for one in needed) < HEAVIEST_SHARED, path
        assert not re.search(r"@import|url\(", files["style.css"].decode())
        outside = re.findall(r'(?:src|href)="(https?://[^"]*)"', text)
        own = ("https://paper.example.org/",)
        assert [one for one in outside if not one.startswith(own)] == [], path


def test_every_picture_keeps_its_place_and_later_ones_wait(layout: Layout) -> None:
    files = site_of(layout, *ISSUES)

    for path in pages_of(files):
        tree = html.document_fromstring(files[path].decode())
        pictures = [dict(one.attrib) for one in tree.iter("img")]
        assert all("width" in one and "height" in one for one in pictures), path
        eager = [one for one in pictures if one.get("loading") != "lazy"]
        assert len(eager) <= 1, path
