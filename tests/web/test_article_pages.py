"""The page of an article."""

import json
import re
from dataclasses import replace
from datetime import timedelta

from newsletter.layout import Layout
from newsletter.model.publication import Furniture, Section
from tests.published import (
    HOSTILE,
    MORNING,
    SURVIVORS,
    a_photo,
    an_article,
    an_issue,
)
from tests.web.reading import ROOT, elements, pages_of, read, site_of, values


def test_article_page_shows_everything_of_the_article(layout: Layout) -> None:
    article = an_article(
        kicker="引题一行", deck="副题一行", banner="栏题一行", photos=(a_photo(),)
    )

    page = read(site_of(layout, an_issue(article)), "2021-11-23/story-1/index.html")

    shown = re.sub(
        r"\s+", " ", "".join(map(str, elements(page, "//main")[0].itertext()))
    )
    for text in (
        "引题一行", "副题一行", "栏题一行", "河边的 第1条消息", "民生",
        "记者 甲某 通讯员 乙某 丙某", "2021年11月23日 星期二 第1版",
        "第1条的正文。", "老码头的早晨。", "乙某 摄",
    ):  # fmt: skip
        assert text in shown
    assert values(page, "//figure/img/@alt") == ["河边一座木码头"]
    assert values(page, "//h1/span/text()") == ["河边的", "第1条消息"]


def test_article_leads_to_its_neighbours(layout: Layout) -> None:
    files = site_of(layout, an_issue())

    links = "//main/nav/a/@href"

    assert values(read(files, "2021-11-23/story-1/index.html"), links) == [
        "../../2021-11-23/story-2/"
    ]
    assert values(read(files, "2021-11-23/story-5/index.html"), links) == [
        "../../2021-11-23/story-4/",
        "../../2021-11-23/story-6/",
    ]


def test_head_speaks_to_search_engines_and_other_sites(layout: Layout) -> None:
    article = an_article(photos=(a_photo(),), updated=MORNING + timedelta(hours=3))

    page = read(site_of(layout, an_issue(article)), "2021-11-23/story-1/index.html")

    facts = {
        "//link[@rel='canonical']/@href": [ROOT + "2021-11-23/story-1/"],
        "//meta[@name='description']/@content": ["第1条的提要。"],
        "//meta[@property='og:title']/@content": ["河边的 第1条消息"],
        "//meta[@property='og:image']/@content": [ROOT + "2021-11-23/photos/quay.jpg"],
        "//meta[@property='article:published_time']/@content": [
            "2021-11-23T06:00:00+08:00"
        ],
        "//meta[@property='article:modified_time']/@content": [
            "2021-11-23T09:00:00+08:00"
        ],
        "//meta[@property='article:section']/@content": ["民生"],
        "//meta[@property='article:author']/@content": ["甲某", "乙某", "丙某"],
    }
    assert {path: values(page, path) for path in facts} == facts


def test_linked_data_describes_the_article(layout: Layout) -> None:
    article = an_article(kicker="引题一行", title="长" * 150)

    page = read(site_of(layout, an_issue(article)), "2021-11-23/story-1/index.html")

    said = json.loads(values(page, "//script[@type='application/ld+json']/text()")[0])
    assert said["@type"] == "NewsArticle"
    assert said["headline"] == "长" * 110
    assert said["alternativeHeadline"] == "引题一行"
    assert said["author"][1] == {
        "@type": "Person",
        "name": "乙某",
        "jobTitle": "通讯员",
    }
    assert said["articleSection"] == "民生"
    assert said["isPartOf"]["issueNumber"] == 1024
    assert said["printPage"] == "1"


def test_correction_shows_its_time(layout: Layout) -> None:
    article = an_article(updated=MORNING + timedelta(hours=3))

    text = site_of(layout, an_issue(article))["2021-11-23/story-1/index.html"].decode()

    assert "2021-11-23 09:00" in text


def test_naive_times_are_the_papers_own(layout: Layout) -> None:
    article = an_article(published=MORNING.replace(tzinfo=None), updated=MORNING)

    text = site_of(layout, an_issue(article))["2021-11-23/story-1/index.html"].decode()

    assert 'published_time" content="2021-11-23T06:00:00+08:00"' in text


def test_article_without_words_still_has_a_page(layout: Layout) -> None:
    bare = replace(
        an_article(), title="", headline=(), summary="", content="", credits=()
    )

    page = read(site_of(layout, an_issue(bare)), "2021-11-23/story-1/index.html")

    assert values(page, "//h1/span/text()") == ["2021-11-23"]


def test_hostile_text_is_shown_and_never_run(layout: Layout) -> None:
    article = an_article(
        title=HOSTILE, headline=(HOSTILE,), kicker=HOSTILE, deck=HOSTILE,
        banner=HOSTILE, summary=HOSTILE, credits=((HOSTILE, (HOSTILE,)),),
        photos=(a_photo(caption=HOSTILE, credit=HOSTILE, alt=HOSTILE),),
    )  # fmt: skip
    furniture = Furniture(motto=HOSTILE, organ=HOSTILE, licence=HOSTILE)
    sections = (Section(slug="livelihood", name=HOSTILE, is_default=True),)

    files = site_of(
        layout, an_issue(article), name=HOSTILE, furniture=furniture, sections=sections
    )

    for path in pages_of(files):
        text = files[path].decode()
        scripts = re.findall(r"<script.*?</script>", text, re.DOTALL)
        ours = ("ld+json", 'src="search.js"')
        assert [one for one in scripts if not any(o in one for o in ours)] == [], path
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text), path
    page = read(files, "2021-11-23/story-1/index.html")
    assert elements(page, "//main//b") == []
    shown = "".join(map(str, elements(page, "//h1")[0].itertext()))
    assert all(part in shown for part in SURVIVORS)
    data = values(page, "//script/text()")[0]
    assert "<" not in data
    assert "</script>" in json.loads(data)["headline"]
