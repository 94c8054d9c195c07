"""Home, sections, archive and what crawlers read."""

from datetime import date
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from newsletter.layout import Layout
from newsletter.model.catalogue import listed
from newsletter.model.web import PlateImage, WebIdentity
from newsletter.web import site_files
from tests.builders import a_publication
from tests.published import (
    an_issue,
)
from tests.web.reading import ISSUES, ROOT, elements, pages_of, read, site_of, values


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


def test_archive_has_a_page_for_each_year(layout: Layout) -> None:
    files = site_of(layout, *ISSUES)

    issues = "//main//ul[@class='issues']//a/@href"
    assert values(read(files, "archive/index.html"), issues) == [
        "../2021-11-23/", "../2021-11-22/",
    ]  # fmt: skip
    assert values(read(files, "archive/2020/index.html"), issues) == [
        "../../2020-11-21/"
    ]
    assert values(read(files, "archive/index.html"), "//ul[@class='years']//@href") == [
        "../archive/2021/",
        "../archive/2020/",
    ]


def test_calendar_shows_each_issue_under_its_weekday(layout: Layout) -> None:
    page = read(site_of(layout, *ISSUES), "archive/index.html")

    cells = [
        (row.index(cell), values(cell, "string(a)"))
        for row in elements(page, "//tbody/tr")
        for cell in row
        if values(cell, "a/@href") == ["../2021-11-23/"]
    ]
    assert cells == [(1, ["2", "3"])]


def test_page_for_lost_addresses_links_absolutely(layout: Layout) -> None:
    files = site_of(layout, an_issue())

    links = values(read(files, "404.html"), "//@href[not(starts-with(., '#'))]")

    assert links
    assert all(link.startswith(ROOT) for link in links)


def locations(files: dict[str, bytes], path: str) -> list[str]:
    """List the addresses of a sitemap below the web root."""
    found = values(etree.fromstring(files[path]), "/*/*/*[local-name()='loc']/text()")
    return [unquote(loc.removeprefix(ROOT)) for loc in found]


def test_sitemaps_list_every_page_once(layout: Layout) -> None:
    files = site_of(layout, *ISSUES)

    maps = locations(files, "sitemap.xml")

    assert maps == ["sitemap-pages.xml", "sitemap-2021.xml", "sitemap-2020.xml"]
    pages = {
        path.removesuffix("index.html")
        for path in pages_of(files)
        if "refresh" not in files[path].decode() and path != "404.html"
    }
    found = [loc for name in maps for loc in locations(files, name)]
    assert sorted(found) == sorted(pages)
    assert sum(files[name].count(b"<image:image>") for name in maps) == 3


def test_news_sitemap_holds_the_last_two_days(layout: Layout) -> None:
    files = site_of(layout, *ISSUES)

    tree = etree.fromstring(files["sitemap-news.xml"])

    assert {loc[:10] for loc in locations(files, "sitemap-news.xml")} == {
        "2021-11-22", "2021-11-23",
    }  # fmt: skip
    assert len(values(tree, "//*[local-name()='news']")) == 18
    assert values(tree, "//*[local-name()='language']/text()")[0] == "zh-cn"
    assert (
        b"Sitemap: https://paper.example.org/sitemap-news.xml\n"
        in (files["robots.txt"])
    )


def test_only_years_that_changed_are_written_again(layout: Layout) -> None:
    publication = a_publication()
    listing = tuple(map(listed, ISSUES))

    files = dict(site_files(publication, layout, listing, ISSUES, {date(2020, 11, 21)}))

    assert {"archive/2020/index.html", "sitemap-2020.xml"} <= set(files)
    assert not {"archive/2021/index.html", "sitemap-2021.xml"} & set(files)
    assert locations(files, "sitemap.xml")[1:] == [
        "sitemap-2021.xml",
        "sitemap-2020.xml",
    ]


def test_short_address_leads_on_without_a_script(layout: Layout) -> None:
    files = site_of(layout, *ISSUES)

    page = read(files, "2020-11-21/1.html")

    assert values(page, "//meta[@http-equiv='refresh']/@content") == [
        "0; url=../2020-11-21/%E6%98%A5%E5%A4%A9%20%E6%9D%A5%E4%BA%86/"
    ]
    assert values(read(files, "latest/index.html"), "//main//@href") == [
        "../2021-11-23/"
    ]


def test_hosts_are_told_what_pages_may_load(layout: Layout) -> None:
    lines = site_of(layout)["_headers"].decode().splitlines()

    policy = next(line for line in lines if "Content-Security-Policy" in line)
    assert "default-src 'none'; script-src 'self'" in policy
    assert "  X-Content-Type-Options: nosniff" in lines


def test_subscribe_page_has_a_form_only_when_there_is_a_service(layout: Layout) -> None:
    without = read(site_of(layout), "subscribe/index.html")
    files = site_of(layout, web=WebIdentity(service="https://mail.河湾.example/x/"))

    form = elements(read(files, "subscribe/index.html"), "//form")[0]

    assert elements(without, "//form") == []
    assert len(values(without, "//table//td/a/@href")) == 15
    service = "https://mail.xn--ovw41b.example"
    assert form.get("action") == f"{service}/x/subscribe"
    assert form.get("method") == "post"
    assert values(form, ".//input/@name") == ["address", *["sections"] * 4, "language"]
    assert values(form, ".//input[@name='sections']/@value") == [
        "livelihood", "projects", "party-study", "news",
    ]  # fmt: skip
    assert values(form, ".//input[@name='language']/@value") == ["zh-Hans"]
    assert f"form-action 'self' {service};" in files["_headers"].decode()


def test_pages_show_the_paper_s_icon_where_it_is(layout: Layout) -> None:
    plate = PlateImage(path=Path("a.png"), file="a.png", width=9, height=9)

    files = site_of(layout, an_issue(), web=WebIdentity(icon=plate))

    page = read(files, "2021-11-23/story-1/index.html")
    assert values(page, "//link[@rel='icon']/@href") == ["../../icon.png"]
    assert b'rel="icon"' not in site_of(layout)["index.html"]


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
