"""The web edition: which pages a paper has, and the files they make."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby, islice

from newsletter.layout import Layout
from newsletter.model.archive import PublishedIssue
from newsletter.model.catalogue import LONGEST_LIST, RECENT_ISSUES, ListedIssue
from newsletter.model.publication import Publication, Section
from newsletter.web.export import ninjs_files
from newsletter.web.hosting import headers_file, robots_file
from newsletter.web.linked_data import news_article
from newsletter.web.search import manifest_file, word_files
from newsletter.web.shown import ShownArticle, ShownIssue, show_issue
from newsletter.web.site import File, Files, Site, open_site
from newsletter.web.sitemap import sitemap_files
from newsletter.web.years import months, week


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The published issues before and after one."""

    earlier: date | None = None
    later: date | None = None


def neighbours_of(day: date, published: Collection[date]) -> Neighbours:
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

    Each article has a second, short address ``DATE/ORDINAL.html``, which stays when
    the article gets another slug; its text for search; and its ninjs.

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
    return (
        page,
        *_article_pages(site, shown),
        *(
            site.signpost(one.short, one.folder, one.title)
            for one in reversed(shown.articles)
        ),
        *word_files(site, issue),
        *ninjs_files(site, shown),
    )


def site_files(
    publication: Publication,
    layout: Layout,
    listing: tuple[ListedIssue, ...],
    issues: tuple[PublishedIssue, ...],
    changed: Collection[date] | None = None,
) -> Files:
    """Write what spans issues: home, archive, sections, search, sitemaps, style.

    The index of search is written by ``segment_files``.

    Args:
        publication: The paper.
        layout: Its layout.
        listing: Every published issue, newest first; may be empty.
        issues: Records, newest first: those that ``listed_in_full`` chooses, or more.
        changed: Dates whose entry is new, another or gone: other years' archive pages
            and sitemaps are left out, for they read as before.  None for all.

    Raises:
        LayoutError: a template or the strings of the layout are at fault.
    """
    site = open_site(publication, layout)
    shown = tuple(show_issue(site, issue) for issue in issues)
    latest = f"{listing[0].date.isoformat()}/" if listing else ""
    years = None if changed is None else {day.year for day in changed}
    return (
        site.page("home.html", "", latest=shown[:1], recent=shown[1:RECENT_ISSUES]),
        *_archive_pages(site, listing, years),
        *(_section_page(site, section, shown) for section in publication.sections),
        site.page("search.html", "search/"),
        site.page("about.html", "about/"),
        site.page("subscribe.html", "subscribe/", service=site.service),
        site.signpost("latest/index.html", latest, site.words["latest"]),
        site.missing_page("missing.html"),
        *sitemap_files(site, listing, issues[:RECENT_ISSUES], years),
        manifest_file(listing),
        ("search/search.js", layout.text("web/search.js").encode()),
        ("robots.txt", robots_file(site)),
        ("_headers", headers_file(site)),
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
            shortlink=site.absolute(article.short),
            linked_data=news_article(site, issue.record, article),
        )


def _image(site: Site, issue: ShownIssue, article: ShownArticle) -> str:
    """Choose what other sites show with a link: the photo, or the printed page."""
    pages = (
        page.record.share or page.record.picture
        for page in issue.pages
        if page.record.number == article.record.page
    )
    photos = (photo.url for photo in article.record.photos)
    path = next(chain(photos, pages), "")
    return site.absolute(path) if path else ""


def _archive_pages(
    site: Site, listing: tuple[ListedIssue, ...], wanted: Collection[int] | None
) -> Iterator[File]:
    """Write a page for each year; the newest year stands in ``archive/`` itself too."""
    by_year = tuple(
        (year, tuple(found))
        for year, found in groupby(listing, lambda issue: issue.date.year)
    )
    years = tuple(year for year, _ in by_year)
    newest = by_year[:1] or ((None, ()),)
    pages = [("archive/", *newest[0])]
    pages += [
        (f"archive/{year}/", year, found)
        for year, found in by_year
        if wanted is None or year in wanted
    ]
    for folder, year, found in pages:
        yield site.page(
            "archive.html",
            folder,
            year=year,
            years=years,
            months=months(site, found),
            week=week(site),
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
        for issue, found in groupby(
            islice(articles, LONGEST_LIST), lambda pair: pair[0]
        )
    )
    return site.page(
        "section.html", f"sections/{section.slug}/", section=section, days=days
    )
