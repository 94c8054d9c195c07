"""The page of an issue, with its hot zones."""

from datetime import date

from newsletter.layout import Layout
from newsletter.web import Neighbours, neighbours_of
from tests.published import (
    a_page,
    a_zone,
    an_article,
    an_issue,
)
from tests.web.reading import ISSUES, elements, read, site_of, values


def test_pages_lead_to_the_one_before_and_after(layout: Layout) -> None:
    page = read(site_of(layout, an_issue()), "2021-11-23/index.html")

    links = "//section[@id='page-{}']//figcaption/a/@href"

    assert values(page, links.format(1)) == ["../2021-11-23/pages/01.pdf", "#page-2"]
    assert values(page, links.format(2)) == ["#page-1", "../2021-11-23/pages/02.pdf"]


def zones_of(files: dict[str, bytes]) -> list[dict[str, str]]:
    """Read the hot zones of the issue page."""
    page = read(files, "2021-11-23/index.html")
    return [
        {str(name): str(value) for name, value in one.attrib.items()}
        for one in elements(page, "//a[@class='zone']")
    ]


def test_hot_zones_lie_on_the_page_and_lead_to_their_articles(layout: Layout) -> None:
    zones = zones_of(site_of(layout, an_issue()))

    assert [zone["href"] for zone in zones] == [
        f"../2021-11-23/story-{n}/" for n in range(1, 10)
    ]
    assert {zone["style"] for zone in zones} == {
        "left:10.0%;top:20.0%;width:30.0%;height:25.0%"
    }
    assert zones[0]["aria-label"] == "阅读：河边的 第1条消息"


def test_zone_beyond_the_page_is_cut_to_it(layout: Layout) -> None:
    zone = a_zone("story-1", x=-0.1, y=0.9, width=0.3, height=0.3)
    issue = an_issue(an_article(), pages=(a_page(1, zone),))

    zones = zones_of(site_of(layout, issue))

    assert zones[0]["style"] == "left:0.0%;top:90.0%;width:20.0%;height:10.0%"


def test_only_the_first_zone_of_an_article_takes_the_keyboard(layout: Layout) -> None:
    zones = (a_zone("story-1"), a_zone("story-1", x=0.5), a_zone(""), a_zone("unknown"))
    issue = an_issue(an_article(), pages=(a_page(1, *zones),))

    found = zones_of(site_of(layout, issue))

    assert [zone.get("tabindex") for zone in found] == [None, "-1"]
    assert [zone.get("aria-hidden") for zone in found] == [None, "true"]


def test_issue_without_printed_pages_lists_all_its_articles(layout: Layout) -> None:
    issue = an_issue(pages=())

    page = read(site_of(layout, issue), "2021-11-23/index.html")

    assert values(page, "//main//h4/a/@href") == [
        f"../2021-11-23/story-{n}/" for n in range(1, 10)
    ]
    assert elements(page, "//figure") == []


def test_article_that_is_on_no_page_is_still_listed(layout: Layout) -> None:
    issue = an_issue(an_article(1), an_article(2, page=None), an_article(3, page=9))

    page = read(site_of(layout, issue), "2021-11-23/index.html")

    assert len(values(page, "//section[@class='unpaged']//h4/a/@href")) == 2


def test_banner_owns_its_articles(layout: Layout) -> None:
    articles = (an_article(1), *(an_article(n, banner="栏题一行") for n in (2, 3)))

    page = read(site_of(layout, an_issue(*articles)), "2021-11-23/index.html")

    group = elements(page, "//div[p[@class='banner']]")
    assert len(group) == 1
    assert values(group[0], ".//h4/a/text()") == [
        "河边的 第2条消息",
        "河边的 第3条消息",
    ]


def test_issue_leads_to_the_issues_around_it(layout: Layout) -> None:
    files = site_of(layout, *ISSUES)

    page = read(files, "2021-11-22/index.html")

    assert values(page, "//main//a[@rel='prev']/@href") == ["../2020-11-21/"]
    assert values(page, "//main//a[@rel='next']/@href") == ["../2021-11-23/"]


def test_neighbours_are_found_in_any_order() -> None:
    days = tuple(date(2021, 11, day) for day in (30, 1, 23, 16))

    found = neighbours_of(date(2021, 11, 23), days)

    assert found == Neighbours(earlier=date(2021, 11, 16), later=date(2021, 11, 30))
