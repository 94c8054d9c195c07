"""The feed edition: which feeds a paper has, and the files they make."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice, pairwise
from typing import Final, TypeAlias

from newsletter.feeds.entries import Entry, entries, moment
from newsletter.feeds.feed import Feed
from newsletter.feeds.generator import atom, rss
from newsletter.feeds.outlines import json_feed, opml
from newsletter.markup import one_line
from newsletter.model.archive import PublishedIssue
from newsletter.model.catalogue import LONGEST_LIST, RECENT_ISSUES
from newsletter.model.publication import Publication, Section

Files: TypeAlias = tuple[tuple[str, bytes], ...]
"""(path below the web root, content)."""

LARGEST_FEED: Final = 1_000_000
"""Bytes of article text in a feed; readers fetch all of it again and again."""


def feed_files(publication: Publication, issues: tuple[PublishedIssue, ...]) -> Files:
    """Write every feed of a paper from its records.

    There are the main feed and one for each section, as ``rss.xml``, ``atom.xml``
    and ``feed.json``; an archive feed ``DATE/atom.xml`` for each issue (RFC 5005);
    and ``opml.xml``.  The same records give the same bytes.

    Args:
        publication: The paper.
        issues: Its published issues, newest first.
    """
    days = (None, *(issue.date for issue in issues), None)
    return (
        *current_files(publication, issues),
        *(
            archive_file(publication, issue, earlier=earlier, later=later)
            for issue, later, earlier in zip(issues, days, days[2:], strict=False)
        ),
    )


def current_files(
    publication: Publication, issues: tuple[PublishedIssue, ...]
) -> Files:
    """Write the feeds that change with every issue: all but the archives.

    Args:
        publication: The paper.
        issues: Newest first; need not hold more than ``listed_in_full`` chooses.
    """
    main = _main(publication, issues)
    sections = tuple(_section(main, issues, one) for one in publication.sections)
    return (
        *(file for feed in (main, *sections) for file in _formats(feed)),
        ("opml.xml", opml((main, *sections))),
    )


def archive_file(
    publication: Publication,
    issue: PublishedIssue,
    *,
    earlier: date | None,
    later: date | None,
) -> tuple[str, bytes]:
    """Write the feed of one issue, which stays as it is but for corrections.

    Args:
        publication: The paper.
        issue: What it holds, however much that is.
        earlier: Date of the issue before, whose archive comes next in the chain.
        later: Date of the issue after.
    """
    every = tuple(entries(publication, (issue,)))
    feed = Feed(
        publication=publication,
        folder=_folder(issue.date),
        title=f"{one_line(publication.name)} {issue.date.isoformat()}",
        entries=every,
        updated=_updated(publication, every),
        previous=_folder(earlier) if earlier else "",
        following=_folder(later) if later else "",
        # What a paper's only issue holds, the main feed holds too: nothing to chain.
        is_archive=bool(earlier or later),
    )
    return f"{feed.folder}atom.xml", atom(feed)


def _formats(feed: Feed) -> Files:
    return (
        (f"{feed.folder}rss.xml", rss(feed)),
        (f"{feed.folder}atom.xml", atom(feed)),
        (f"{feed.folder}feed.json", json_feed(feed)),
    )


def _main(publication: Publication, issues: tuple[PublishedIssue, ...]) -> Feed:
    newest = _within_caps(entries(publication, issues))
    return Feed(
        publication=publication,
        title=one_line(publication.name),
        entries=newest,
        updated=_updated(publication, newest),
        period=_period(tuple(issue.date for issue in issues)),
        previous=_folder(issues[0].date) if len(issues) > 1 else "",
    )


def _section(main: Feed, issues: tuple[PublishedIssue, ...], section: Section) -> Feed:
    publication = main.publication
    names = frozenset((section.slug, section.name))
    newest = _within_caps(entries(publication, issues, names))
    return Feed(
        publication=publication,
        folder=f"sections/{section.slug}/",
        title=f"{main.title} · {one_line(section.name)}",
        entries=newest,
        updated=_updated(publication, newest),
        period=main.period,
    )


def _folder(day: date) -> str:
    return f"{day.isoformat()}/"


def _within_caps(newest: Iterable[Entry]) -> tuple[Entry, ...]:
    """Take what a feed may hold: so many entries and bytes, but always one entry."""
    taken: list[Entry] = []
    room = LARGEST_FEED
    for entry in islice(newest, LONGEST_LIST):
        room -= len(entry.content.encode())
        if taken and room < 0:
            break
        taken.append(entry)
    return tuple(taken)


def _updated(publication: Publication, newest: tuple[Entry, ...]) -> datetime:
    """Find the last change; an empty feed is as old as the paper."""
    founded = datetime.combine(
        date(publication.founded, 1, 1), publication.publishes_at
    )
    return max(
        (entry.updated for entry in newest), default=moment(publication, founded)
    )


def _period(dates: tuple[date, ...]) -> str:
    """Judge from the last issues how often the paper comes out."""
    days = min(
        ((one - other).days for one, other in pairwise(dates[:RECENT_ISSUES])),
        default=1,
    )
    return "daily" if days < 7 else "weekly" if days < 28 else "monthly"
