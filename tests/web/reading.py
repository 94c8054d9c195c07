"""Reads a site as a browser does."""

from datetime import date
from typing import Any, cast

from lxml import etree, html

from newsletter.layout import Layout
from newsletter.model.archive import PublishedIssue
from newsletter.model.catalogue import listed
from newsletter.web import (
    issue_files,
    neighbours_of,
    segment_files,
    segments,
    site_files,
)
from tests.builders import a_publication
from tests.published import (
    a_photo,
    an_article,
    an_issue,
)

ROOT = "https://paper.example.org/"


ISSUES = (
    an_issue(),
    an_issue(date=date(2021, 11, 22), number=1023, pages=(), pdf="", pdf_size=0),
    an_issue(
        an_article(
            slug="春天 来了",
            section="gone",
            banner="栏题",
            photos=(a_photo(url="2020-11-21/photos/第#1张?50%.jpg"),),
        ),
        date=date(2020, 11, 21),
        number=1022,
    ),
)


def site_of(layout: Layout, *issues: PublishedIssue, **fields: Any) -> dict[str, bytes]:
    """Write the whole site of a paper with these issues, newest first."""
    publication = a_publication(**fields)
    days = tuple(issue.date for issue in issues)
    listing = tuple(map(listed, issues))
    files = dict(site_files(publication, layout, listing, issues))
    for segment in segments(listing):
        files |= dict(segment_files(publication, layout, segment, issues))
    for issue in issues:
        neighbours = neighbours_of(issue.date, days)
        files |= dict(issue_files(publication, layout, issue, neighbours))
    return files


def elements(tree: etree._Element, path: str) -> list[etree._Element]:
    """Find elements."""
    return cast("list[etree._Element]", tree.xpath(path))


def values(tree: etree._Element, path: str) -> list[str]:
    """Find texts or attribute values."""
    return list(map(str, cast("list[object]", tree.xpath(path))))


def read(files: dict[str, bytes], path: str) -> etree._Element:
    """Parse a page as a browser does."""
    return html.document_fromstring(files[path].decode())


def pages_of(files: dict[str, bytes]) -> list[str]:
    """List the site's pages."""
    return [path for path in files if path.endswith(".html")]
