"""The feeds of a paper and what they say of themselves."""

import json
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from newsletter import __version__
from newsletter.model.archive import PublishedIssue
from newsletter.model.publication import Furniture
from newsletter.model.web import PlateImage, WebIdentity
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
    an_article,
    an_issue,
    issues_before,
)

ROOT = "https://paper.example.org/"


def test_paper_has_feeds_for_itself_its_sections_and_each_issue() -> None:
    files = files_of(an_issue())

    assert {"rss.xml", "atom.xml", "feed.json", "opml.xml"} <= set(files)
    assert {f"sections/projects/{n}" for n in (*FORMATS, "feed.json")} <= set(files)
    assert "2021-11-23/atom.xml" in files


@pytest.mark.parametrize("name", FORMATS)
def test_every_feed_reads_without_complaint(name: str) -> None:
    files = files_of(an_issue(), an_issue(date=date(2021, 11, 22)))

    found = {path: parsed(data) for path, data in files.items() if path.endswith(name)}

    assert len(found) >= 5
    assert not [path for path, feed in found.items() if feed.bozo]


def test_feeds_tell_which_version_made_them() -> None:
    files = files_of(an_issue())

    (atom,) = elements(atom_tree(files), "a:generator")
    assert (atom.text, atom.get("version")) == ("newsletter", __version__)
    assert parsed(files["rss.xml"]).feed.generator == f"newsletter {__version__}"


def alternates(feed: etree._Element) -> list[list[tuple[str, str]]]:
    """List type and language of the alternate links of a feed and its entries."""
    return [
        [
            (link.get("type", ""), link.get("hreflang", ""))
            for link in elements(element, "a:link[@rel='alternate']")
        ]
        for element in (feed, *elements(feed, "a:entry"))
    ]


@pytest.mark.parametrize(
    "issues",
    [(), (an_issue(),), (an_issue(an_article(credits=(), summary="", content="")),)],
    ids=["no issue", "nine articles", "bare article"],
)
def test_atom_follows_rfc_4287(issues: tuple[PublishedIssue, ...]) -> None:
    grammar = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))

    files = files_of(*issues)

    trees = [atom_tree(files, path) for path in files if path.endswith("atom.xml")]
    faults = [str(grammar.error_log) for tree in trees if not grammar.validate(tree)]
    assert faults == []
    links = [found for tree in trees for found in alternates(tree)]
    assert all(len(found) == len(set(found)) == 1 for found in links)


def test_rss_channel_says_what_a_reader_asks() -> None:
    files = files_of(
        *issues_before(date(2021, 11, 23), total=2, articles=9),
        furniture=Furniture(motto="沿河而居", email="desk@example.org"),
    )

    tree = etree.fromstring(files["rss.xml"])

    facts = {
        "//channel/link/text()": ["https://paper.example.org/"],
        "//channel/title/text()": ["河湾报"],
        "//channel/description/text()": ["沿河而居"],
        "//channel/language/text()": ["zh-cn"],
        "//channel/managingEditor/text()": ["desk@example.org (河湾报)"],
        "//channel/ttl/text()": ["60"],
        "//sy:updatePeriod/text()": ["daily"],
        "//sy:updateFrequency/text()": ["1"],
        "//a:link[@rel='self']/@href": ["https://paper.example.org/rss.xml"],
        "//a:link[@rel='prev-archive']/@href": [
            "https://paper.example.org/2021-11-23/atom.xml"
        ],
        "//channel/lastBuildDate/text()": ["Tue, 23 Nov 2021 06:00:09 +0800"],
        "//item[1]/pubDate/text()": ["Tue, 23 Nov 2021 06:00:09 +0800"],
        "//item[1]/guid/@isPermaLink": ["false"],
    }
    assert {path: texts(tree, path) for path in facts} == facts


def test_content_comes_after_the_description_in_rss() -> None:
    item = elements(etree.fromstring(files_of(an_issue())["rss.xml"]), "//item")[0]

    names = [etree.QName(child).localname for child in item]

    assert names.index("description") < names.index("encoded")


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("zh-Hans", "zh-cn"),
        ("zh-Hant-HK", "zh-tw"),
        ("zh-TW", "zh-tw"),
        ("en-GB", "en-gb"),
    ],
)
def test_rss_knows_only_old_language_codes(language: str, code: str) -> None:
    tree = etree.fromstring(files_of(an_issue(), language=language)["rss.xml"])

    assert texts(tree, "//channel/language/text()") == [code]


def test_main_feed_holds_a_hundred_and_archives_the_rest() -> None:
    issues = issues_before(date(2021, 11, 23), total=12, articles=10)

    files = files_of(*issues)

    assert len(parsed(files["rss.xml"]).entries) == 100
    assert len(json.loads(files["feed.json"])["items"]) == 100
    archived = [
        parsed(files[f"{one.date.isoformat()}/atom.xml"]).entries for one in issues
    ]
    assert [len(entries) for entries in archived] == [10] * 12


def test_archives_form_a_chain_to_the_first_issue() -> None:
    files = files_of(*issues_before(date(2021, 11, 23), total=3, articles=1))
    previous = "//a:feed/a:link[@rel='prev-archive']/@href"

    steps = [texts(atom_tree(files), previous)]
    while steps[-1]:
        path = steps[-1][0].removeprefix("https://paper.example.org/")
        tree = atom_tree(files, path)
        assert tree.find("fh:archive", NS) is not None
        current = texts(tree, "//a:feed/a:link[@rel='current']/@href")
        assert current == ["https://paper.example.org/atom.xml"]
        steps.append(texts(tree, previous))

    assert [step[0][-19:-9] for step in steps[:-1]] == [
        "2021-11-23", "2021-11-22", "2021-11-21",
    ]  # fmt: skip


def test_archives_lead_to_later_ones_too() -> None:
    files = files_of(*issues_before(date(2021, 11, 23), total=3, articles=1))

    following = {
        day: texts(
            atom_tree(files, f"2021-11-{day}/atom.xml"),
            "//a:feed/a:link[@rel='next-archive']/@href",
        )
        for day in (21, 22, 23)
    }

    assert following == {
        21: ["https://paper.example.org/2021-11-22/atom.xml"],
        22: ["https://paper.example.org/2021-11-23/atom.xml"],
        23: [],
    }


def test_only_issue_of_a_paper_chains_to_nothing() -> None:
    files = files_of(an_issue())

    own = atom_tree(files, "2021-11-23/atom.xml")

    assert own.find("fh:archive", NS) is None
    assert not texts(atom_tree(files), "//a:link[@rel='prev-archive']/@href")
    assert len(elements(own, "//a:entry")) == 9


@pytest.mark.parametrize(
    ("letters", "held"), [(40_000, 24), (400_000, 2), (4_000_000, 1)]
)
def test_feed_of_long_articles_stays_small_but_holds_one(
    letters: int, held: int
) -> None:
    long = (
        an_article(n, content=f"<p>{'x' * letters}</p>", credits=())
        for n in range(1, 61)
    )

    files = files_of(an_issue(*long))

    for name in FORMATS:
        assert len(parsed(files[name]).entries) == held
        assert len(files[name]) < 1_100_000 or held == 1
    archived = elements(atom_tree(files, "2021-11-23/atom.xml"), "//a:entry")
    assert len(archived) == 60


HUB = "https://hub.example.net/?a=b"


def test_current_feeds_name_the_hub_and_archives_do_not() -> None:
    issues = issues_before(date(2021, 11, 23), total=2, articles=1)

    files = files_of(*issues, web=WebIdentity(hub=HUB))

    named = {
        path: texts(etree.fromstring(data), "/*//a:link[@rel='hub']/@href")
        for path, data in files.items()
        if path.endswith(FORMATS)
    }
    assert {path for path, hubs in named.items() if hubs != [HUB]} == {
        "2021-11-22/atom.xml", "2021-11-23/atom.xml",
    }  # fmt: skip
    assert json.loads(files["feed.json"])["hubs"] == [{"type": "WebSub", "url": HUB}]


def test_paper_without_a_hub_names_none() -> None:
    files = files_of(an_issue())

    assert not [path for path, data in files.items() if b"hub" in data]


def test_icon_and_logo_stand_in_every_format() -> None:
    plate = PlateImage(path=Path("a.png"), file="a.png", width=720, height=180)

    files = files_of(an_issue(), web=WebIdentity(icon=plate, logo=plate))

    atom, rss = atom_tree(files), etree.fromstring(files["rss.xml"])
    assert texts(atom, "/a:feed/a:icon/text()") == [f"{ROOT}icon.png"]
    assert texts(atom, "/a:feed/a:logo/text()") == [f"{ROOT}logo.png"]
    assert texts(rss, "//channel/image/*/text()") == [
        f"{ROOT}logo.png", "河湾报", ROOT, "144", "36",
    ]  # fmt: skip
    document = json.loads(files["feed.json"])
    assert (document["icon"], document["favicon"]) == (f"{ROOT}icon.png",) * 2


def test_self_link_is_the_address_of_each_feed() -> None:
    files = files_of(an_issue())

    selves = {
        path: texts(etree.fromstring(data), "/*//a:link[@rel='self']/@href")
        for path, data in files.items()
        if path.endswith(FORMATS)
    }

    assert selves == {path: [f"https://paper.example.org/{path}"] for path in selves}


def test_section_feed_holds_its_section_only() -> None:
    feed = parsed(files_of(an_issue())["sections/projects/atom.xml"])

    assert {entry.tags[0].term for entry in feed.entries} == {"项目"}
    assert len(feed.entries) == 3


def test_opml_lists_every_feed() -> None:
    tree = etree.fromstring(files_of(an_issue(), name="河湾 & 报")["opml.xml"])

    assert tree.get("version") == "2.0"
    assert texts(tree, "//head/title/text()") == ["河湾 & 报"]
    assert texts(tree, "//outline/@xmlUrl") == [
        "https://paper.example.org/rss.xml",
        *(
            f"https://paper.example.org/sections/{slug}/rss.xml"
            for slug in ("livelihood", "projects", "party-study", "news")
        ),
    ]
