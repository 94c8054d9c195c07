"""The web edition: which pages a paper has, and the files they make."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby, islice
from typing import Final

from newsletter.layout import Layout
from newsletter.model.archive import PublishedIssue
from newsletter.model.publication import Publication, Section
from newsletter.web.linked_data import news_article
from newsletter.web.shown import ShownArticle, ShownIssue, show_issue
from newsletter.web.site import File, Files, Site, open_site
from newsletter.web.sitemap import robots_file, sitemap_files

_LISTED: Final = 100
"""Articles on a section's page; the archive leads to the others."""
_RECENT: Final = 8
"""Earlier issues on the home page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The published issues before and after one."""

    earlier: date | None = None
    later: date | None = None


def neighbours_of(day: date, published: tuple[date, ...]) -> Neighbours:
    """Find the neighbours of an issue among the dates of all, in any order."""
    return Neighbours(
        earlier=max((one for one in published if one < day), default=None),
        later=min((one for one in published if one > day), default=None),
    )


def issue_files(
    publication: Publication,
    layout: Layout,
    issue: PublishedIssue,
    neighbours: Neighbours,
) -> Files:
    """Write the pages of one issue: ``DATE/index.html`` and ``DATE/SLUG/index.html``.

    A new neighbour changes the links of both, so write the issue before a new one
    again.  Photos, page pictures and PDFs are the caller's.

    Raises:
        LayoutError: a template or the strings of the layout are at fault.
    """
    site = open_site(publication, layout)
    shown = show_issue(site, issue)
    page = site.page(
        "issue.html",
        shown.folder,
        issue=shown,
        earlier=_link(neighbours.earlier),
        later=_link(neighbours.later),
    )
    return (page, *_article_pages(site, shown))


def site_files(
    publication: Publication, layout: Layout, issues: tuple[PublishedIssue, ...]
) -> Files:
    """Write what spans issues: home, archive, sections, 404, sitemap, robots, style.

    Args:
        publication: The paper.
        layout: Its layout.
        issues: Its published issues, newest first; may be empty.

    Raises:
        LayoutError: a template or the strings of the layout are at fault.
    """
    site = open_site(publication, layout)
    shown = tuple(show_issue(site, issue) for issue in issues)
    return (
        site.page("home.html", "", latest=shown[:1], recent=shown[1 : _RECENT + 1]),
        site.page("archive.html", "archive/", years=_years(shown)),
        *(_section_page(site, section, shown) for section in publication.sections),
        site.missing_page("missing.html"),
        *sitemap_files(site, issues),
        ("robots.txt", robots_file(site)),
        ("style.css", layout.text("web/style.css").encode()),
    )


def _link(day: date | None) -> str:
    return f"{day.isoformat()}/" if day else ""


def _article_pages(site: Site, issue: ShownIssue) -> Iterator[File]:
    before = (None, *issue.articles)
    after = (*issue.articles[1:], None)
    for article, previous, following in zip(
        issue.articles, before, after, strict=False
    ):
        yield site.page(
            "article.html",
            article.folder,
            issue=issue,
            article=article,
            previous=previous,
            following=following,
            published=site.moment(article.record.published),
            updated=site.moment(article.record.updated),
            image=_image(site, issue, article),
            linked_data=news_article(site, issue.record, article),
        )


def _image(site: Site, issue: ShownIssue, article: ShownArticle) -> str:
    """Choose what other sites show with a link: the photo, or the printed page."""
    pages = (
        page.record.picture
        for page in issue.pages
        if page.record.number == article.record.page
    )
    photos = (photo.url for photo in article.record.photos)
    path = next(chain(photos, pages), "")
    return site.absolute(path) if path else ""


def _years(
    issues: tuple[ShownIssue, ...],
) -> tuple[tuple[int, tuple[ShownIssue, ...]], ...]:
    return tuple(
        (year, tuple(found))
        for year, found in groupby(issues, lambda issue: issue.record.date.year)
    )


def _section_page(site: Site, section: Section, issues: tuple[ShownIssue, ...]) -> File:
    articles = (
        (issue, article)
        for issue in issues
        for article in issue.articles
        if article.section == section
    )
    days = tuple(
        (issue, tuple(article for _, article in found))
        for issue, found in groupby(islice(articles, _LISTED), lambda pair: pair[0])
    )
    return site.page(
        "section.html", f"sections/{section.slug}/", section=section, days=days
    )
