"""What crawlers read: sitemaps and robots.txt."""

from collections.abc import Iterator
from datetime import timedelta
from html import escape
from typing import Final

from newsletter.markup import clean, one_line
from newsletter.model.archive import PublishedArticle, PublishedIssue
from newsletter.web.site import Files, Site

_LARGEST: Final = 50_000  # addresses in one file, by the protocol
_NEWS_DAYS: Final = 2  # engines take news from the last two days only
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACES: Final = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


def sitemap_files(site: Site, issues: tuple[PublishedIssue, ...]) -> Files:
    """List every page (sitemaps.org 0.9, with Google's news and image modules).

    More than 50,000 addresses go into several files with ``sitemap.xml`` as index.
    """
    urls = tuple(_urls(site, issues))
    parts = [urls[n : n + _LARGEST] for n in range(0, len(urls), _LARGEST)]
    if len(parts) == 1:
        return (("sitemap.xml", _written("urlset", urls)),)
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    index = tuple(
        f"<sitemap><loc>{escape(site.absolute(name))}</loc></sitemap>" for name in names
    )
    written = (_written("urlset", part) for part in parts)
    files = zip(names, written, strict=True)
    return (("sitemap.xml", _written("sitemapindex", index)), *files)


def robots_file(site: Site) -> bytes:
    """Welcome every crawler and show it the sitemap (RFC 9309)."""
    return (
        f"User-agent: *\nAllow: /\n\nSitemap: {site.absolute('sitemap.xml')}\n".encode()
    )


def _written(element: str, lines: tuple[str, ...]) -> bytes:
    body = "\n".join(lines)
    return clean(f"{_HEAD}<{element} {_NAMESPACES}>\n{body}\n</{element}>\n").encode()


def _urls(site: Site, issues: tuple[PublishedIssue, ...]) -> Iterator[str]:
    folders = [
        "",
        "archive/",
        *(f"sections/{s.slug}/" for s in site.publication.sections),
    ]
    newest = _changed(site, issues[0]) if issues else ""
    yield from (_url(site.absolute(folder), newest) for folder in folders)
    for issue in issues:
        is_news = issues[0].date - issue.date < timedelta(days=_NEWS_DAYS)
        folder = f"{issue.date.isoformat()}/"
        yield _url(site.absolute(folder), _changed(site, issue))
        for article in issue.articles:
            yield _url(
                site.absolute(f"{folder}{article.slug}/"),
                site.moment(article.updated).isoformat(timespec="seconds"),
                (_news(site, article) if is_news else "") + _images(site, article),
            )


def _changed(site: Site, issue: PublishedIssue) -> str:
    times = [site.moment(article.updated) for article in issue.articles]
    return max(times).isoformat(timespec="seconds") if times else issue.date.isoformat()


def _url(address: str, changed: str, more: str = "") -> str:
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{escape(address)}</loc>{lastmod}{more}</url>"


def _news(site: Site, article: PublishedArticle) -> str:
    published = site.moment(article.published).isoformat(timespec="seconds")
    return (
        "<news:news><news:publication>"
        f"<news:name>{escape(one_line(site.publication.name))}</news:name>"
        f"<news:language>{_language(site.language)}</news:language></news:publication>"
        f"<news:publication_date>{published}</news:publication_date>"
        f"<news:title>{escape(one_line(article.title))}</news:title></news:news>"
    )


def _images(site: Site, article: PublishedArticle) -> str:
    return "".join(
        f"<image:image><image:loc>{escape(site.absolute(photo.url))}</image:loc>"
        "</image:image>"
        for photo in article.photos
    )


def _language(tag: str) -> str:
    """Name a language as the news module wants it: two letters, or zh-cn, zh-tw."""
    subtags = tag.lower().split("-")
    if subtags[0] != "zh":
        return subtags[0]
    return "zh-tw" if {"hant", "tw", "hk", "mo"} & set(subtags) else "zh-cn"
