"""An article in the feeds."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from tests.feeds.reading import (
    FORMATS,
    NS,
    atom_tree,
    elements,
    files_of,
    parsed,
    texts,
)
from tests.published import (
    MORNING,
    a_photo,
    an_article,
    an_issue,
)


@pytest.mark.parametrize("name", FORMATS)
def test_newest_first_is_page_order(name: str) -> None:
    feed = parsed(files_of(an_issue())[name])

    by_time = sorted(feed.entries, key=lambda e: e.published_parsed, reverse=True)

    titles = [f"河边的 第{n}条消息" for n in range(1, 10)]
    assert [entry.title for entry in feed.entries] == titles
    assert [entry.title for entry in by_time] == titles
    assert len({entry.published for entry in feed.entries}) == 9


@pytest.mark.parametrize("name", FORMATS)
def test_entry_carries_full_text_summary_section_and_people(name: str) -> None:
    article = an_article(kicker="引题一行", deck="副题一行")

    entry = parsed(files_of(an_issue(article))[name]).entries[0]

    assert entry.summary == "第1条的提要。"
    for text in ("引题一行", "副题一行", "记者 甲某 通讯员 乙某 丙某", "第1条的正文。"):
        assert text in entry.content[0].value
    assert entry.tags[0].term == "民生"
    assert entry.tags[0].scheme == "https://paper.example.org/sections/"
    assert entry.link == "https://paper.example.org/2021-11-23/story-1/"


def test_people_are_one_author_each_in_atom_and_joined_in_rss() -> None:
    files = files_of(an_issue(an_article()))

    assert texts(atom_tree(files), "//a:entry/a:author/a:name/text()") == [
        "甲某",
        "乙某",
        "丙某",
    ]
    assert texts(etree.fromstring(files["rss.xml"]), "//dc:creator/text()") == [
        "甲某、乙某、丙某"
    ]
    items = json.loads(files["feed.json"])["items"]
    assert items[0]["authors"] == [{"name": name} for name in ("甲某", "乙某", "丙某")]


def test_article_keeps_its_id_through_new_slug_title_and_place() -> None:
    before = an_issue(an_article(1), an_article(2))
    moved = replace(before.articles[1], slug="other", title="改了的题", section="news")
    after = replace(before, articles=(moved, before.articles[0]))

    ids = [
        texts(atom_tree(files_of(one)), "//a:entry/a:id/text()")
        for one in (before, after)
    ]

    first = "tag:paper.example.org,2021:hewan/2021-11-23/01"
    assert ids[0] == [first, first[:-1] + "2"]
    assert ids[1] == ids[0][::-1]


def test_id_is_the_same_in_every_feed() -> None:
    files = files_of(an_issue(an_article(section="projects")))

    ids = {
        path: parsed(data).entries[0].id
        for path, data in files.items()
        if path.endswith(FORMATS) and parsed(data).entries
    }

    assert len(ids) == 5
    assert len(set(ids.values())) == 1
    assert json.loads(files["feed.json"])["items"][0]["id"] in ids.values()


def test_title_that_looks_like_a_tag_stays_text() -> None:
    files = files_of(an_issue(an_article(title="<b>题 & 目</b>")))

    atom_title = elements(atom_tree(files), "//a:entry/a:title")[0]

    assert atom_title.get("type") == "html"
    assert atom_title.text == "&lt;b&gt;题 &amp; 目&lt;/b&gt;"
    assert (
        "<title>&#x3C;b&#x3E;题 &#x26; 目&#x3C;/b&#x3E;</title>"
        in files["rss.xml"].decode()
    )


def test_summary_and_caption_that_look_like_tags_stay_text() -> None:
    photo = a_photo(caption="<b>图</b> & 说明")
    article = an_article(summary="<script>甲 & 乙", photos=(photo,))

    files = files_of(an_issue(article))

    rss = elements(etree.fromstring(files["rss.xml"]), "//item")[0]
    atom = elements(atom_tree(files), "//a:entry")[0]
    assert texts(rss, "description/text()") == ["&lt;script&gt;甲 &amp; 乙"]
    assert texts(atom, "a:summary/@type") == ["html"]
    assert texts(atom, "a:summary/text()") == ["&lt;script&gt;甲 &amp; 乙"]
    for tree in (rss, atom):
        assert texts(tree, ".//media:description/@type") == ["html"]
        assert texts(tree, ".//media:description/text()") == [
            "&lt;b&gt;图&lt;/b&gt; &amp; 说明"
        ]


def test_plain_ampersand_title_stays_plain_in_atom() -> None:
    files = files_of(an_issue(an_article(title="甲 & 乙")))

    title = elements(atom_tree(files), "//a:entry/a:title")[0]

    assert title.get("type") is None
    assert title.text == "甲 & 乙"


@pytest.mark.parametrize("name", FORMATS)
def test_first_entry_alone_carries_the_paper_with_its_true_length(name: str) -> None:
    feed = parsed(files_of(an_issue())[name])

    enclosures = [entry.enclosures for entry in feed.entries]

    assert [len(one) for one in enclosures] == [1] + [0] * 8
    assert enclosures[0][0].href == "https://paper.example.org/2021-11-23/newspaper.pdf"
    assert enclosures[0][0].length == "2345678"
    assert enclosures[0][0].type == "application/pdf"


def test_issue_without_pdf_has_no_enclosure() -> None:
    files = files_of(an_issue(pdf="", pdf_size=0))

    assert not texts(atom_tree(files), "//a:link[@rel='enclosure']/@href")


def test_atom_links_keep_relation_type_and_language() -> None:
    entry = elements(atom_tree(files_of(an_issue())), "//a:entry[1]")[0]

    links = [dict(link.attrib) for link in entry.findall("a:link", NS)]

    assert links[0] == {
        "href": "https://paper.example.org/2021-11-23/story-1/",
        "rel": "alternate",
        "type": "text/html",
        "hreflang": "zh-Hans",
    }
    assert links[1]["rel"] == "enclosure"
    assert links[1]["title"] == "河湾报 2021-11-23 PDF"


@pytest.mark.parametrize("name", FORMATS)
def test_photo_has_absolute_address_size_and_words(name: str) -> None:
    article = an_article(photos=(a_photo(),))

    tree = etree.fromstring(files_of(an_issue(article))[name])

    media = elements(tree, "//media:content")
    url = "https://paper.example.org/2021-11-23/photos/quay.jpg"
    assert [dict(one.attrib) for one in media] == [
        {
            "url": url,
            "fileSize": "54321",
            "type": "image/jpeg",
            "medium": "image",
            "width": "1200",
            "height": "800",
        }
    ]
    assert texts(tree, "//media:description/text()") == ["老码头的早晨。"]
    assert texts(tree, "//media:credit/text()") == ["乙某 摄"]
    content = parsed(etree.tostring(tree)).entries[0].content[0].value
    assert f'<img alt="河边一座木码头" height="800" src="{url}" width="1200"' in content


def test_correction_keeps_id_and_publication_time() -> None:
    corrected = an_article(updated=MORNING + timedelta(hours=3))

    files = files_of(an_issue(corrected))

    entry = parsed(files["atom.xml"]).entries[0]
    assert entry.published == "2021-11-23T06:00:01+08:00"
    assert entry.updated == "2021-11-23T09:00:01+08:00"
    assert texts(etree.fromstring(files["rss.xml"]), "//item/a:updated/text()") == [
        "2021-11-23T09:00:01+08:00"
    ]


@pytest.mark.parametrize(
    ("time", "written"),
    [
        (datetime(2021, 11, 23, 6), "2021-11-23T06:00:01+08:00"),  # noqa: DTZ001
        (
            datetime(2021, 11, 23, 6, 0, 0, 987654, tzinfo=UTC),
            "2021-11-23T06:00:01+00:00",
        ),
        (datetime(1900, 1, 1, 6), "1900-01-01T06:00:01+08:00"),  # noqa: DTZ001
        (datetime(1987, 7, 1, 6), "1987-07-01T06:00:01+09:00"),  # noqa: DTZ001
    ],
    ids=["naive", "microseconds", "local mean time", "summer time"],
)
def test_odd_times_become_readable(time: datetime, written: str) -> None:
    files = files_of(an_issue(an_article(published=time, updated=time)))

    assert parsed(files["atom.xml"]).entries[0].published == written


def test_section_that_the_paper_gave_up_still_has_a_name() -> None:
    entry = parsed(files_of(an_issue(an_article(section="gone")))["atom.xml"]).entries[
        0
    ]

    assert entry.tags[0].term == "gone"
