"""Programs that people read feeds with, fetching ours from a real server."""

import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
import pytest
from reader import make_reader

from newsletter.model.archive import PublishedIssue, noted
from tests.feeds.reading import FORMATS, files_of
from tests.feeds.serving import Host, a_host
from tests.published import a_note, a_photo, an_article, an_issue

TITLES = [f"河边的 第{n}条消息" for n in range(1, 10)]
IDS = [f"tag:127.0.0.1,2021:hewan/2021-11-23/{n:02}" for n in range(1, 10)]
AUTHORS = "甲某、乙某、丙某"
ALL = ("rss.xml", "atom.xml", "feed.json")


@pytest.fixture
def host() -> Iterator[Host]:
    """Serve the feeds of an issue of nine articles."""
    with a_host() as one:
        one.files = files_of(a_full_issue(), url=one.url)
        yield one


def a_full_issue() -> PublishedIssue:
    nine = (an_article(n, photos=(a_photo(),) if n == 3 else ()) for n in range(1, 10))
    return an_issue(*nine)


@pytest.mark.parametrize("name", FORMATS)
def test_feedparser_reads_nine_items_and_asks_again_for_nothing(
    host: Host, name: str
) -> None:
    first = feedparser.parse(host.url + name)
    second = feedparser.parse(host.url + name, etag=first.etag)

    assert not first.bozo
    assert [one.title for one in first.entries] == TITLES
    assert [one.id for one in first.entries] == IDS
    assert [one.link for one in first.entries] == [
        f"{host.url}2021-11-23/story-{n}/" for n in range(1, 10)
    ]
    assert "第9条的正文。" in first.entries[8].content[0].value
    assert first.entries[0].enclosures[0].length == "2345678"
    assert first.entries[2].media_content[0]["url"].endswith("/photos/quay.jpg")
    assert (second.status, second.entries) == (304, [])


@pytest.mark.parametrize("name", ALL)
def test_reader_keeps_order_and_fields_and_gets_304(host: Host, name: str) -> None:
    with make_reader(":memory:") as reader:
        reader.add_feed(host.url + name)

        first = reader.update_feed(host.url + name)
        reader.update_feed(host.url + name)

        entries = list(reader.get_entries())
        assert first is not None
        assert first.new == 9
        assert [one.title for one in entries] == TITLES
        assert [one.id for one in entries] == IDS
        assert entries[0].published is not None
        assert "第1条的正文。" in entries[0].content[0].value
        assert entries[0].summary == "第1条的提要。"
    assert host.statuses(name) == [200, 304]


@pytest.mark.parametrize("name", ALL)
def test_reader_sees_a_correction_as_the_same_entry(host: Host, name: str) -> None:
    with make_reader(":memory:") as reader:
        reader.add_feed(host.url + name)
        reader.update_feed(host.url + name)
        before = {one.id: one.published for one in reader.get_entries()}
        mended = an_article(2, title="更正后的标题")
        later = an_article(2).updated + timedelta(hours=5)
        host.files = files_of(
            an_issue(
                an_article(1),
                an_article(2, title=mended.title, slug="new-slug", updated=later),
                *(an_article(n) for n in range(3, 10)),
            ),
            url=host.url,
        )

        changed = reader.update_feed(host.url + name)

        assert changed is not None
        assert changed.new == 0
        after = {one.id: one for one in reader.get_entries()}
        assert {key: one.published for key, one in after.items()} == before
        assert after[IDS[1]].title == "更正后的标题"


@pytest.mark.parametrize("name", ALL)
def test_reader_shows_what_a_later_issue_corrects_on_the_same_entry(
    host: Host, name: str
) -> None:
    with make_reader(":memory:") as reader:
        reader.add_feed(host.url + name)
        reader.update_feed(host.url + name)
        corrected = noted(a_full_issue(), [a_note()])
        host.files = files_of(corrected, url=host.url)

        changed = reader.update_feed(host.url + name)

        entries = list(reader.get_entries())
    assert changed is not None
    assert (changed.new, changed.modified) == (0, 1)
    assert [one.id for one in entries] == IDS
    text = entries[0].content[0].value
    note = "更正（2021年11月30日）：</strong> 文中“三百米”应为“三百二十米”。"
    assert text.index(note) < text.index("第1条的正文。")
    if name != "rss.xml":  # where readers know no time of change
        assert entries[0].updated == a_note().published + timedelta(seconds=9)


@pytest.mark.parametrize("name", FORMATS)
def test_newsboat_shows_page_order_and_asks_again_for_nothing(
    host: Host, program: Callable[[str], str], tmp_path: Path, name: str
) -> None:
    (tmp_path / "urls").write_text(host.url + name + "\n")
    (tmp_path / "config").write_text("auto-reload no\n")
    command = [program("newsboat")]
    for option, file in (("-u", "urls"), ("-c", "cache.db"), ("-C", "config")):
        command += [option, str(tmp_path / file)]

    for _ in range(3):
        subprocess.run(
            [*command, "-x", "reload"], check=True, timeout=60, capture_output=True
        )

    with sqlite3.connect(tmp_path / "cache.db") as cache:
        rows = cache.execute(
            "SELECT title, guid, author, url, content FROM rss_item"
            " ORDER BY pubDate DESC, id DESC"
        ).fetchall()
    cache.close()
    assert [row[0] for row in rows] == TITLES
    assert [row[1] for row in rows] == IDS
    assert {row[2] for row in rows} <= {AUTHORS, AUTHORS.replace("、", ", ")}
    assert [row[3] for row in rows] == [
        f"{host.url}2021-11-23/story-{n}/" for n in range(1, 10)
    ]
    assert "第9条的正文。" in rows[8][4]
    assert host.statuses(name)[0] == 200
    assert host.statuses(name)[-1] == 304
    assert set(host.statuses(name)) == {200, 304}


def test_newsboat_takes_every_feed_from_opml(
    host: Host, program: Callable[[str], str], tmp_path: Path
) -> None:
    (tmp_path / "all.opml").write_bytes(host.files["opml.xml"])
    (tmp_path / "urls").touch()

    subprocess.run(
        [
            program("newsboat"),
            *("-u", str(tmp_path / "urls"), "-c", str(tmp_path / "cache.db")),
            *("-i", str(tmp_path / "all.opml")),
        ],
        check=True,
        timeout=60,
        capture_output=True,
    )

    lines = (tmp_path / "urls").read_text().splitlines()
    taken = [line.split()[0] for line in lines if line.startswith(host.url)]
    assert taken[0] == host.url + "rss.xml"
    assert len(taken) == 5
