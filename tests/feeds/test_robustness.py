"""Hostile copy, odd addresses and other processes."""

import locale
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from lxml import etree

from newsletter.feeds import feed_files
from newsletter.model.publication import Publication
from tests.builders import a_publication
from tests.feeds.reading import FORMATS, files_of, parsed, texts
from tests.published import (
    HOSTILE,
    SURVIVORS,
    a_photo,
    an_article,
    an_issue,
)


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_arrives_safe_and_whole(name: str) -> None:
    escaped = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    article = an_article(
        title=HOSTILE, summary=HOSTILE, content=f"<p>{escaped}</p>", kicker=HOSTILE
    )

    data = files_of(an_issue(article))[name]

    tree = etree.fromstring(data)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", data.decode())
    assert not parsed(data).bozo
    body = next(
        text
        for text in texts(
            tree, "//*[local-name()='encoded' or local-name()='content']/text()"
        )
        if "</p>" in text
    )
    shown = "".join(map(str, etree.fromstring(f"<div>{body}</div>").itertext()))
    assert [survivor for survivor in SURVIVORS if shown.count(survivor) != 2] == []
    summary = texts(
        tree, "//*[local-name()='summary']/text() | //item/description/text()"
    )
    read = unescape(summary[0])  # both say that it is HTML
    assert [survivor for survivor in SURVIVORS if survivor not in read] == []


def test_addresses_are_ascii() -> None:
    article = an_article(
        slug="春天", photos=(a_photo(url="2021-11-23/photos/春 天.jpg"),)
    )

    files = files_of(an_issue(article), url="https://河湾.example/报/")

    urls = [
        url
        for path, data in files.items()
        if path.endswith(".xml")
        for url in texts(
            etree.fromstring(data), "//@href | //@url | //@xmlUrl | //item/link/text()"
        )
    ]
    assert urls
    assert all(url.isascii() and " " not in url for url in urls)
    assert "https://xn--ovw41b.example/%E6%8A%A5/2021-11-23/%E6%98%A5%E5%A4%A9/" in urls


def test_feeds_leave_the_locale_of_the_process_alone() -> None:
    before = locale.setlocale(locale.LC_ALL)
    locale.setlocale(locale.LC_ALL, "C.UTF-8")

    files = files_of(an_issue())

    after = locale.setlocale(locale.LC_ALL)
    locale.setlocale(locale.LC_ALL, before)
    assert after == "C.UTF-8"
    assert b"Tue, 23 Nov 2021" in files["rss.xml"]


PROGRAM = """
import hashlib
from newsletter.feeds import feed_files
from tests.builders import a_publication
from tests.published import an_issue
files = feed_files(a_publication(), (an_issue(),))
print(hashlib.sha256(repr(files).encode()).hexdigest())
"""


def test_same_records_give_the_same_bytes_under_any_hash_seed() -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "4711")
    ]

    assert len(set(runs)) == 1
    assert len(runs[0].strip()) == 64


def test_half_a_million_characters_go_through() -> None:
    article = an_article(content="<p>" + "字" * 500_000 + "</p>")
    publication: Publication = a_publication()

    files = dict(feed_files(publication, (an_issue(article),)))

    assert "字" * 500_000 in files["rss.xml"].decode()
