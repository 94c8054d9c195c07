"""Home, sections, archive and what crawlers read."""

from urllib.parse import unquote

from lxml import etree

from newsletter.layout import Layout
from tests.web.reading import ISSUES, ROOT, elements, pages_of, read, site_of, values
from tests.web.records import (
    an_issue,
)


def test_site_has_home_archive_sections_and_what_crawlers_ask(layout: Layout) -> None:
    files = site_of(layout, an_issue())

    sections = {
        f"sections/{slug}/index.html"
        for slug in ("livelihood", "projects", "party-study", "news")
    }
    assert sections | {
        "index.html", "archive/index.html", "404.html", "sitemap.xml", "robots.txt",
        "style.css",
    } <= set(files)  # fmt: skip


def test_home_opens_with_the_latest_lead(layout: Layout) -> None:
    page = read(site_of(layout, *ISSUES), "index.html")

    assert values(page, "//article[@class='lead']/h2/a/@href") == [
        "./2021-11-23/story-1/"
    ]
    assert len(elements(page, "//article")) == 9
    assert values(page, "//aside//ul/li/a/@href") == ["./2021-11-22/", "./2020-11-21/"]


def test_paper_without_issues_has_a_home(layout: Layout) -> None:
    files = site_of(layout)

    assert "还没有出版的报纸。" in files["index.html"].decode()
    assert etree.fromstring(files["sitemap.xml"]) is not None


def test_section_page_lists_its_articles_newest_first(layout: Layout) -> None:
    page = read(site_of(layout, *ISSUES), "sections/projects/index.html")

    assert values(page, "//h3/a/@href") == [
        f"../../{day}/story-{n}/"
        for day in ("2021-11-23", "2021-11-22")
        for n in (1, 4, 7)
    ]


def test_archive_lists_every_issue_by_year(layout: Layout) -> None:
    page = read(site_of(layout, *ISSUES), "archive/index.html")

    assert values(page, "//main//li/a/@href") == [
        "../2021-11-23/", "../2021-11-22/", "../2020-11-21/",
    ]  # fmt: skip
    assert values(page, "//main//h2/text()") == ["2021年", "2020年"]


def test_page_for_lost_addresses_links_absolutely(layout: Layout) -> None:
    files = site_of(layout, an_issue())

    links = values(read(files, "404.html"), "//@href[not(starts-with(., '#'))]")

    assert links
    assert all(link.startswith(ROOT) for link in links)


def test_sitemap_lists_every_page_news_and_pictures(layout: Layout) -> None:
    files = site_of(layout, *ISSUES)

    tree = etree.fromstring(files["sitemap.xml"])

    pages = {path.removesuffix("index.html") for path in pages_of(files)} - {"404.html"}
    found = values(tree, "//*[local-name()='url']/*[local-name()='loc']/text()")
    assert {unquote(loc.removeprefix(ROOT)) for loc in found} == pages
    assert len(values(tree, "//*[local-name()='news']")) == 18
    assert values(tree, "//*[local-name()='language']/text()")[0] == "zh-cn"
    assert len(values(tree, "//*[local-name()='image']")) == 3
    assert files["robots.txt"].endswith(
        b"Sitemap: https://paper.example.org/sitemap.xml\n"
    )


def test_english_paper_speaks_english(layout: Layout) -> None:
    files = site_of(layout, *ISSUES, language="en", name="The Bend")
    name = "2021-11-23/story-2/index.html"

    page = read(files, name)

    assert values(page, "//a[@class='skip']/text()") == ["Skip to content"]
    assert "23 November 2021" in files[name].decode()
    assert "农历" not in "".join(files[path].decode() for path in pages_of(files))


def test_both_languages_have_the_same_labels(layout: Layout) -> None:
    strings = layout.settings("web/strings.toml")

    assert strings["zh"].keys() == strings["en"].keys()
