"""Six programs read the same nine items, fields and order, and fetch them only once."""

import json
import re
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
from reader import make_reader

from newsletter.model.archive import PublishedArticle
from tests.feeds.reading import files_of
from tests.feeds.serving import Host, a_host
from tests.published import MORNING, an_article, an_issue

XML, ALL = ("rss.xml", "atom.xml"), ("rss.xml", "atom.xml", "feed.json")


@dataclass(frozen=True, slots=True)
class Item:
    """What every reader shows of an article."""

    id: str
    title: str
    url: str
    author: str
    time: int
    """Seconds since 1970."""

    text: str
    """Of the whole article, without tags and blanks."""


def plain(content: str) -> str:
    return "".join(unescape(re.sub(r"<[^>]*>", "", content)).split())


def article(number: int) -> PublishedArticle:
    return an_article(
        number,
        credits=(("记者", (f"甲某{number}",)),),
        kicker="<引题> & ]]>",
        content=f"<p>第{number}条的正文：𠮷、👨‍👩‍👧、&amp;amp;、“引号”。</p><p>末段。</p>",
    )


@pytest.fixture
def host() -> Iterator[Host]:
    with a_host() as one:
        issue = an_issue(*(article(n) for n in range(1, 10)))
        one.files = files_of(issue, url=one.url)
        yield one


def expected(host: Host) -> list[Item]:
    return [
        Item(
            id=f"tag:127.0.0.1,2021:hewan/2021-11-23/{n:02}",
            title=f"河边的 第{n}条消息",
            url=f"{host.url}2021-11-23/story-{n}/",
            author=f"甲某{n}",
            time=int((MORNING + timedelta(seconds=10 - n)).timestamp()),
            text=f"<引题>&]]>记者甲某{n}第{n}条的正文：𠮷、👨‍👩‍👧、&amp;、“引号”。末段。",
        )
        for n in range(1, 10)
    ]


def seconds(written: str) -> int:
    return int(datetime.fromisoformat(written).timestamp())


@pytest.mark.parametrize("name", XML)
def test_feedparser(host: Host, name: str) -> None:
    first = feedparser.parse(host.url + name)
    feedparser.parse(host.url + name, etag=first.etag)

    assert [
        Item(
            one.id, one.title, one.link, one.author,
            seconds(one.published) if name == "atom.xml" else int(
                datetime.strptime(
                    one.published, "%a, %d %b %Y %H:%M:%S %z"
                ).timestamp()
            ),
            plain(one.content[0].value),
        )
        for one in first.entries
    ] == expected(host)  # fmt: skip
    assert host.statuses(name) == [200, 304]


@pytest.mark.parametrize("name", ALL)
def test_lemon24_reader(host: Host, name: str) -> None:
    with make_reader(":memory:") as reader:
        reader.add_feed(host.url + name)
        reader.update_feed(host.url + name)
        reader.update_feed(host.url + name)

        entries = list(reader.get_entries())

    assert [
        Item(
            str(one.id), str(one.title), str(one.link), str(one.authors_str),
            int(one.published.timestamp()) if one.published else 0,
            plain(str(one.content[0].value)),
        )
        for one in entries
    ] == expected(host)  # fmt: skip
    assert host.statuses(name) == [200, 304]


@pytest.mark.parametrize("name", XML)
def test_newsboat(
    host: Host, program: Callable[[str], str], tmp_path: Path, name: str
) -> None:
    (tmp_path / "urls").write_text(host.url + name + "\n")
    (tmp_path / "config").write_text("auto-reload no\n")
    command = [program("newsboat"), "-x", "reload"]
    for option, file in (("-u", "urls"), ("-c", "cache.db"), ("-C", "config")):
        command += [option, str(tmp_path / file)]

    for _ in range(3):
        subprocess.run(command, check=True, timeout=60, capture_output=True)

    cache = sqlite3.connect(tmp_path / "cache.db")
    rows = cache.execute(
        "SELECT guid, title, url, author, pubDate, content FROM rss_item"
        " ORDER BY pubDate DESC, id DESC"
    ).fetchall()
    cache.close()
    assert [Item(*row[:5], plain(row[5])) for row in rows] == expected(host)
    # It sends validators only from its third run on.
    assert host.statuses(name)[-1] == 304


RUBY = """
require "rss"
require "net/http"
require "json"
place = URI(ARGV[0])
answer = Net::HTTP.get_response(place)
Net::HTTP.get_response(place, {"If-None-Match" => answer["ETag"]})
feed = RSS::Parser.parse(answer.body.force_encoding("UTF-8"), true)
atom = feed.is_a?(RSS::Atom::Feed)
puts JSON.generate(feed.items.map { |i|
  atom ? [i.id.content, i.title.content, i.link.href, i.author.name.content,
          i.published.content.to_i, i.content.content]
       : [i.guid.content, i.title, i.link, i.dc_creator, i.pubDate.to_i,
          i.content_encoded] })
"""
NODE = """
import { parseFeed } from "PLACE";
const [, , url] = process.argv;
const answer = await fetch(url);
await fetch(url, { headers: { "If-None-Match": answer.headers.get("etag") } });
const { format, feed } = parseFeed(await answer.text());
const time = text => Date.parse(text) / 1000;
console.log(JSON.stringify((feed.items ?? feed.entries).map(i => ({
  rss: () => [i.guid.value, i.title, i.link, i.dc.creators[0], time(i.pubDate),
    i.content.encoded],
  atom: () => [i.id, i.title.value ?? i.title, i.links[0].href, i.authors[0].name,
    time(i.published), i.content.value],
  json: () => [i.id, i.title, i.url, i.authors[0].name, time(i.date_published),
    i.content_html],
})[format]())));
"""


def told(command: list[str]) -> list[Item]:
    """Run a program that prints rows as JSON, and complains of nothing."""
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert done.stderr.decode() == ""
    rows: list[list[Any]] = json.loads(done.stdout)
    return [Item(*row[:5], plain(row[5])) for row in rows]


@pytest.mark.parametrize("name", XML)
def test_ruby_rss(host: Host, program: Callable[[str], str], name: str) -> None:
    items = told([program("ruby"), "-e", RUBY, host.url + name])

    assert items == expected(host)
    assert host.statuses(name) == [200, 304]


@pytest.mark.parametrize("name", ALL)
def test_feedsmith(
    host: Host,
    program: Callable[[str], str],
    node_package: Callable[[str], Path],
    tmp_path: Path,
    name: str,
) -> None:
    script = tmp_path / "read.mjs"
    place = node_package("feedsmith") / "dist" / "index.mjs"
    script.write_text(NODE.replace("PLACE", place.as_uri()))

    items = told([program("node"), str(script), host.url + name])

    assert items == expected(host)
    assert host.statuses(name) == [200, 304]
