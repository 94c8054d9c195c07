"""An issue as an EPUB 3.3 book: a contents page by section, a chapter per article."""

import zipfile
from collections.abc import Mapping
from datetime import UTC
from io import BytesIO
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from newsletter.layout import Layout
from newsletter.markup import one_line
from newsletter.model.archive import PublishedIssue
from newsletter.model.publication import Publication
from newsletter.web.shown import ShownIssue, show_issue
from newsletter.web.site import File, Files, Site, open_site

_TIME: Final = (1980, 1, 1, 0, 0, 0)  # the same bytes whenever it is written
_CONTAINER: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="book/package.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


def epub_file(
    publication: Publication,
    layout: Layout,
    issue: PublishedIssue,
    pictures: Mapping[str, bytes],
) -> File:
    """Write the book of an issue, at the address that its record names.

    Args:
        publication: The paper.
        layout: Has the templates of chapters, contents and package.
        issue: What it holds.
        pictures: JPEG by address below the web root; a photo without one is left out.

    Raises:
        LayoutError: a template or the strings of the layout are at fault.
    """
    site = open_site(publication, layout)
    shown = show_issue(site, issue)
    photos = {
        photo.url: f"photo-{number}.jpg"
        for number, photo in enumerate(
            (p for one in issue.articles for p in one.photos if p.url in pictures), 1
        )
    }
    files = (
        ("META-INF/container.xml", _CONTAINER.encode()),
        *_book(site, shown, photos),
        *((f"book/{name}", pictures[url]) for url, name in photos.items()),
    )
    return issue.epub, _zipped(files)


def _book(site: Site, issue: ShownIssue, photos: Mapping[str, str]) -> Files:
    name = one_line(site.publication.name)
    values = {
        "issue": issue,
        "photos": photos,
        "name": name,
        "title": f"{name} {issue.record.date.isoformat()}",
        "identifier": uuid5(NAMESPACE_URL, site.absolute(issue.folder)).urn,
        "modified": _modified(site, issue),
    }
    return (
        ("book/package.opf", site.part("package.opf", **values)),
        ("book/contents.xhtml", site.part("contents.xhtml", **values)),
        ("book/book.css", site.layout.text("epub/book.css").encode()),
        *(
            (
                f"book/chapter-{one.record.ordinal}.xhtml",
                site.part("chapter.xhtml", **values, article=one),
            )
            for one in issue.articles
        ),
    )


def _modified(site: Site, issue: ShownIssue) -> str:
    """Tell the last change in UTC, in the one form that EPUB takes."""
    times = [site.moment(one.record.updated) for one in issue.articles]
    if not times:
        return f"{issue.record.date.isoformat()}T00:00:00Z"
    return f"{max(times).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _zipped(files: Files) -> bytes:
    """Pack a book: the media type comes first and uncompressed (OCF 3.3, 4.2.2)."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        book.writestr(zipfile.ZipInfo("mimetype", _TIME), "application/epub+zip")
        for name, data in files:
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            book.writestr(entry, data)
    return stream.getvalue()
