"""Sitemaps: sitemaps.org 0.9, with Google's news and image modules."""

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from html import escape
from itertools import groupby
from typing import Final

from newsletter.markup import clean, one_line
from newsletter.model.archive import PublishedArticle, PublishedIssue
from newsletter.model.catalogue import RECENT_ISSUES, ListedArticle, ListedIssue
from newsletter.web.site import File, Files, Site

_LARGEST: Final = 50_000  # addresses in one file, by the protocol
_NEWS_DAYS: Final = 2  # engines take news from the last two days only
_MOST_NEWS: Final = 1000
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACES: Final = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


def sitemap_files(
    site: Site,
    listing: tuple[ListedIssue, ...],
    newest: tuple[PublishedIssue, ...],
    years: Collection[int] | None = None,
) -> Files:
    """List every page: ``sitemap.xml`` leads to a file for each year, and to the news.

    Args:
        site: The paper's site.
        listing: Every issue, newest first.
        newest: Records of the newest issues, which are the news.
        years: Years to write; None for all.
    """
    parts: list[File] = [("sitemap-pages.xml", _urlset(_pages(site, listing)))]
    index = {"sitemap-pages.xml": _newest(site, listing[:RECENT_ISSUES])}
    for year, found in groupby(listing, lambda issue: issue.date.year):
        issues = tuple(found)
        wanted = years is None or year in years
        shown = issues if wanted else ()
        urls = tuple(url for issue in shown for url in _issue(site, issue))
        total = sum(1 + len(issue.articles) for issue in issues)
        for number, start in enumerate(range(0, total, _LARGEST), 1):
            name = f"sitemap-{year}{f'-{number}' if number > 1 else ''}.xml"
            index[name] = _newest(site, issues)
            if wanted:
                parts.append((name, _urlset(urls[start : start + _LARGEST])))
    return (
        ("sitemap.xml", _index(site, index)),
        ("sitemap-news.xml", _urlset(_news(site, newest))),
        *parts,
    )


def _index(site: Site, files: dict[str, str]) -> bytes:
    lines = (
        f"<sitemap><loc>{escape(site.absolute(name))}</loc>{_lastmod(changed)}</sitemap>"
        for name, changed in files.items()
    )
    return _written("sitemapindex", lines)


def _urlset(urls: Iterable[str]) -> bytes:
    return _written("urlset", urls)


def _written(element: str, lines: Iterable[str]) -> bytes:
    body = "\n".join(lines)
    return clean(f"{_HEAD}<{element} {_NAMESPACES}>\n{body}\n</{element}>\n").encode()


def _pages(site: Site, listing: tuple[ListedIssue, ...]) -> Iterator[str]:
    years = dict.fromkeys(issue.date.year for issue in listing)
    slugs = (section.slug for section in site.publication.sections)
    newest = _newest(site, listing[:RECENT_ISSUES])
    for folder in (
        "",
        "archive/",
        *(f"archive/{year}/" for year in years),
        *(f"sections/{slug}/" for slug in slugs),
    ):
        yield _url(site.absolute(folder), newest)
    for folder in ("about/", "search/", "subscribe/"):
        yield _url(site.absolute(folder), "")


def _issue(site: Site, issue: ListedIssue) -> Iterator[str]:
    folder = f"{issue.date.isoformat()}/"
    yield _url(site.absolute(folder), _newest(site, (issue,)))
    for article in issue.articles:
        yield _url(
            site.absolute(f"{folder}{article.slug}/"),
            _changed(site, article),
            _images(site, article),
        )


def _newest(site: Site, issues: tuple[ListedIssue, ...]) -> str:
    """Tell when the last of some issues was changed; a bare one has its date."""
    times = [site.moment(one.updated) for issue in issues for one in issue.articles]
    if times:
        return max(times).isoformat(timespec="seconds")
    return max((issue.date.isoformat() for issue in issues), default="")


def _changed(site: Site, article: ListedArticle) -> str:
    return site.moment(article.updated).isoformat(timespec="seconds")


def _url(address: str, changed: str, more: str = "") -> str:
    return f"<url><loc>{escape(address)}</loc>{_lastmod(changed)}{more}</url>"


def _lastmod(changed: str) -> str:
    return f"<lastmod>{changed}</lastmod>" if changed else ""


def _images(site: Site, article: ListedArticle) -> str:
    return "".join(
        f"<image:image><image:loc>{escape(site.absolute(url))}</image:loc>"
        "</image:image>"
        for url in article.photos
    )


def _news(site: Site, newest: tuple[PublishedIssue, ...]) -> list[str]:
    days = timedelta(days=_NEWS_DAYS)
    return [
        _url(
            site.absolute(f"{issue.date.isoformat()}/{article.slug}/"),
            "",
            _news_item(site, article),
        )
        for issue in newest
        if newest[0].date - issue.date < days
        for article in issue.articles
    ][:_MOST_NEWS]


def _news_item(site: Site, article: PublishedArticle) -> str:
    published = site.moment(article.published).isoformat(timespec="seconds")
    return (
        "<news:news><news:publication>"
        f"<news:name>{escape(one_line(site.publication.name))}</news:name>"
        f"<news:language>{_language(site.language)}</news:language></news:publication>"
        f"<news:publication_date>{published}</news:publication_date>"
        f"<news:title>{escape(one_line(article.title))}</news:title></news:news>"
    )


def _language(tag: str) -> str:
    """Name a language as the news module wants it: two letters, or zh-cn, zh-tw."""
    subtags = tag.lower().split("-")
    if subtags[0] != "zh":
        return subtags[0]
    return "zh-tw" if {"hant", "tw", "hk", "mo"} & set(subtags) else "zh-cn"
