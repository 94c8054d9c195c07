"""The catalogue: what pages that span issues say of each one.

Home, archive, sitemaps and search need titles and addresses of every issue, but not
their texts: so a paper of ten years is listed without reading its records again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from newsletter.model.archive import (
    PublishedArticle,
    PublishedCorrection,
    PublishedIssue,
    corrections_from,
    plain_corrections,
)

LONGEST_LIST: Final = 100
"""Articles in a feed or on a section's page; archives lead to the others."""

RECENT_ISSUES: Final = 9
"""Issues on the home page, and those that tell how often a paper comes out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedArticle:
    """An article's line in the catalogue."""

    slug: str
    title: str
    section: str
    """Slug of its section."""

    updated: datetime
    ordinal: int = 0
    """0 in catalogues of earlier versions."""

    photos: tuple[str, ...] = ()
    """Addresses below the web root."""

    length: int = 0
    """Characters of its text with all tags: tells how much search must index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedIssue:
    """An issue's entry in the catalogue."""

    date: date
    number: int
    articles: tuple[ListedArticle, ...]
    """In the paper's order."""

    size: int = 0
    """Bytes of the record it was read from; another size means another record."""

    corrections: tuple[PublishedCorrection, ...] = ()
    """That it makes, of articles in earlier issues."""


def listed(issue: PublishedIssue, size: int = 0) -> ListedIssue:
    """Make the entry of a published issue."""
    return ListedIssue(
        date=issue.date,
        number=issue.number,
        articles=tuple(map(_listed_article, issue.articles)),
        size=size,
        corrections=issue.corrections,
    )


def listed_in_full(
    listing: tuple[ListedIssue, ...], sections: Iterable[str]
) -> tuple[date, ...]:
    """Choose the issues whose whole records feeds, home and section pages need.

    Args:
        listing: Every issue, newest first.
        sections: Slugs of the paper's sections.

    Returns:
        Dates, newest first; how many does not depend on the length of the archive.
    """
    days = {issue.date for issue in listing[:RECENT_ISSUES]}
    days |= _newest(listing, None)
    for section in sections:
        days |= _newest(listing, section)
    return tuple(sorted(days, reverse=True))


def noted_listing(listing: tuple[ListedIssue, ...]) -> tuple[ListedIssue, ...]:
    """Count corrected articles as updated then, and longer by what the notes say."""
    notes: dict[date, list[PublishedCorrection]] = {}
    for one in (found for issue in listing for found in issue.corrections):
        notes.setdefault(one.date, []).append(one)
    return tuple(
        _noted(issue, notes[issue.date]) if issue.date in notes else issue
        for issue in listing
    )


def _noted(issue: ListedIssue, notes: list[PublishedCorrection]) -> ListedIssue:
    def noted(article: ListedArticle) -> ListedArticle:
        own = [note for note in notes if note.ordinal == article.ordinal]
        return replace(
            article,
            updated=max((article.updated, *(note.published for note in own))),
            length=article.length + sum(len(note.text) for note in own),
        )

    return replace(issue, articles=tuple(map(noted, issue.articles)))


def as_catalogue(issues: Iterable[ListedIssue]) -> dict[str, Any]:
    """Turn entries into plain JSON values; ``from_catalogue`` turns them back."""
    return {"issues": [_plain(issue) for issue in issues]}


def from_catalogue(document: dict[str, Any]) -> tuple[ListedIssue, ...]:
    """Read what ``as_catalogue`` wrote.

    Raises:
        KeyError, TypeError, ValueError: it is damaged or of another version.
    """
    return tuple(
        ListedIssue(
            date=date.fromisoformat(one["date"]),
            number=one["number"],
            articles=tuple(map(_article, one["articles"])),
            size=one["size"],
            corrections=corrections_from(one.get("corrections", ())),
        )
        for one in document["issues"]
    )


def _newest(listing: tuple[ListedIssue, ...], section: str | None) -> set[date]:
    """Find the issues that hold the newest articles, of one section or of all."""
    found = (
        issue.date
        for issue in listing
        for article in issue.articles
        if section in (None, article.section)
    )
    return set(islice(found, LONGEST_LIST))


def _listed_article(article: PublishedArticle) -> ListedArticle:
    return ListedArticle(
        slug=article.slug,
        title=article.title,
        section=article.section,
        updated=article.updated,
        ordinal=article.ordinal,
        photos=tuple(photo.url for photo in article.photos),
        length=len(article.content),
    )


def _plain(issue: ListedIssue) -> dict[str, Any]:
    return {
        "date": issue.date.isoformat(),
        "number": issue.number,
        "size": issue.size,
        "articles": [
            {
                "slug": one.slug,
                "title": one.title,
                "section": one.section,
                "updated": one.updated.isoformat(),
                "ordinal": one.ordinal,
                "photos": one.photos,
                "length": one.length,
            }
            for one in issue.articles
        ],
        "corrections": plain_corrections(issue.corrections),
    }


def _article(plain: dict[str, Any]) -> ListedArticle:
    updated = datetime.fromisoformat(plain["updated"])
    photos = tuple(plain["photos"])
    return ListedArticle(**plain | {"updated": updated, "photos": photos})
