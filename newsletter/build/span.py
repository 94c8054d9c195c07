"""The site's files that span issues: only those that a build changes.

Adding an issue to an archive of ten years touches its neighbours, one year of the
archive, one part of the search index, and what shows the newest articles.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from newsletter.build.folder import Files
from newsletter.build.job import Job
from newsletter.build.records import Archive, catalogue_files, record_bytes
from newsletter.feeds import archive_file, current_files
from newsletter.model.archive import PublishedIssue, noted
from newsletter.model.catalogue import (
    ListedIssue,
    listed,
    listed_in_full,
    noted_listing,
)
from newsletter.web import (
    Segment,
    epub_file,
    issue_files,
    neighbours_of,
    segment_files,
    segments,
    site_files,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The paper with the issue in hand: what there is, and what has changed."""

    job: Job
    record: PublishedIssue
    archive: Archive
    listing: tuple[ListedIssue, ...]
    """Every issue, newest first."""

    changed: frozenset[date]
    """The issue in hand, and what changed without the catalogue's knowledge."""

    corrected: frozenset[date]
    """Issues on which those note a correction, or no longer do."""

    @property
    def days(self) -> tuple[date, ...]:
        """Dates of all issues, newest first."""
        return tuple(one.date for one in self.listing)

    def issues(self, days: tuple[date, ...]) -> tuple[PublishedIssue, ...]:
        """Read records, the issue in hand as it is now."""
        own = self.record.date
        read = (self.record if d == own else self.archive.issue(d) for d in days)
        notes = [note for one in self.listing for note in one.corrections]
        return tuple(noted(issue, notes) for issue in read if issue)

    @property
    def shown(self) -> PublishedIssue:
        """The issue in hand with what later ones have put right in it."""
        return self.issues((self.record.date,))[0]

    def newest(self) -> tuple[PublishedIssue, ...]:
        """Read the records that feeds, home and section pages show."""
        slugs = [section.slug for section in self.job.issue.publication.sections]
        return self.issues(listed_in_full(self.listing, slugs))


def span(job: Job, record: PublishedIssue, archive: Archive) -> Span:
    """Put the issue in hand into the paper."""
    own = listed(record, len(record_bytes(record)))
    listing = sorted((own, *archive.listing), key=lambda one: one.date, reverse=True)
    return Span(
        job=job,
        record=record,
        archive=archive,
        listing=tuple(listing),
        changed=archive.changed | {record.date},
        corrected=archive.corrected | _corrected(record) | _corrected(archive.own),
    )


def _corrected(issue: PublishedIssue | None) -> frozenset[date]:
    return frozenset(one.date for one in issue.corrections) if issue else frozenset()


def feed_span(paper: Span) -> Files:
    """Write the feeds that change: the current ones, and archives whose chain does."""
    publication = paper.job.issue.publication
    return (
        *current_files(publication, paper.newest()),
        *(
            archive_file(publication, one, earlier=near.earlier, later=near.later)
            for one in paper.issues(_touched(paper))
            for near in (neighbours_of(one.date, paper.days),)
        ),
    )


def _touched(paper: Span) -> tuple[date, ...]:
    """Tell which issues' files change: those, their neighbours, and corrected ones."""
    touched = {
        day
        for one in paper.changed
        for around in (neighbours_of(one, paper.days),)
        for day in (around.earlier, one, around.later)
        if day in paper.days
    }
    return tuple(sorted(touched | paper.corrected.intersection(paper.days)))


def page_span(paper: Span) -> Files:
    """Write the pages of changed issues and of their neighbours."""
    publication, layout = paper.job.issue.publication, paper.job.layout
    return tuple(
        file
        for one in paper.issues(_touched(paper))
        for file in issue_files(
            publication, layout, one, neighbours_of(one.date, paper.days)
        )
    )


def book_span(paper: Span, pictures: Mapping[str, bytes]) -> Files:
    """Write the book of the issue in hand, and those of issues that it corrects.

    Args:
        paper: The paper.
        pictures: Of the issue in hand: JPEG by address below the web root.
    """
    publication, layout = paper.job.issue.publication, paper.job.layout
    corrected = paper.issues(tuple(sorted(paper.corrected - {paper.record.date})))
    return (
        epub_file(publication, layout, paper.shown, pictures),
        *(
            epub_file(publication, layout, one, _saved_pictures(paper, one))
            for one in corrected
            if one.epub
        ),
    )


def _saved_pictures(paper: Span, issue: PublishedIssue) -> dict[str, bytes]:
    """Read the photos of an earlier issue from the web root."""
    urls = (photo.url for article in issue.articles for photo in article.photos)
    places = {url: paper.archive.site / url for url in urls}
    return {url: one.read_bytes() for url, one in places.items() if one.is_file()}


def site_span(paper: Span) -> Files:
    """Write home, sections, changed years, search and the catalogue."""
    publication, layout = paper.job.issue.publication, paper.job.layout
    return (
        *(file for one in _touched_segments(paper) for file in _indexed(paper, one)),
        *site_files(
            publication,
            layout,
            noted_listing(paper.listing),
            paper.newest(),
            paper.changed | paper.corrected,
        ),
        *catalogue_files(paper.listing, paper.changed),
    )


def stale_search(paper: Span, files: Files) -> frozenset[str]:
    """Find files of the index that are of no use any more.

    Args:
        paper: As it is now.
        files: What is written, below the web root.
    """
    kept = {path for path, _ in files}
    touched = {one.name for one in _touched_segments(paper)}
    valid = {one.name for one in segments(paper.listing)}
    return frozenset(
        f"site/search/{name}/{path.name}"
        for name in paper.archive.search_folders()
        if name in touched or name not in valid
        for path in (paper.archive.site / "search" / name).iterdir()
        if f"search/{name}/{path.name}" not in kept
    )


def _touched_segments(paper: Span) -> Iterator[Segment]:
    there = paper.archive.search_folders()
    changed = paper.changed | paper.corrected
    for segment in segments(noted_listing(paper.listing)):
        if segment.name not in there or changed.intersection(segment.days):
            yield segment


def _indexed(paper: Span, segment: Segment) -> Files:
    issues = paper.issues(segment.days)
    publication = paper.job.issue.publication
    return segment_files(publication, paper.job.layout, segment, issues)
