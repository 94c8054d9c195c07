"""One published article as every feed carries it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from html import escape
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from newsletter.markup import as_text, ascii_address, ascii_path, clean, one_line
from newsletter.model.archive import (
    PublishedArticle,
    PublishedCorrection,
    PublishedIssue,
    PublishedPhoto,
)
from newsletter.model.correction import note_label
from newsletter.model.publication import Publication, Section

_SUMMARY_LENGTH = 200  # characters; what readers show in their lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that travels with an entry."""

    url: str
    type: str
    size: int
    """Bytes."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article: plain one-line texts, clean HTML, absolute ASCII addresses."""

    id: str
    """``tag:`` identifier (RFC 4151); the same in every feed and for good."""

    url: str
    title: str
    summary: str
    content: str
    """HTML of the whole article with kicker, deck, byline and pictures."""

    people: tuple[str, ...]
    section: Section
    published: datetime
    """Aware, whole seconds; later articles of an issue are a second older."""

    updated: datetime
    photos: tuple[PublishedPhoto, ...]
    """With absolute addresses."""

    enclosure: Enclosure | None = None


def tag(publication: Publication, *parts: str) -> str:
    """Mint a ``tag:`` identifier from the paper's host, founding year and slug.

    Neither slug nor title nor place of an article enters it, so that none of them
    can make an old article look new.
    """
    host = urlsplit(ascii_address(publication.url)).hostname or "localhost"
    name = "/".join((publication.slug, *parts))
    return f"tag:{host},{publication.founded}:{name}"


def address(publication: Publication, path: str = "") -> str:
    """Make an address below the web root absolute, in ASCII."""
    return ascii_address(publication.url).rstrip("/") + "/" + ascii_path(path)


def moment(publication: Publication, time: datetime) -> datetime:
    """Bring a time into a form that every reader takes.

    Naive times are the paper's own; microseconds go; an offset with seconds, as
    zones had before 1901, is rounded to the hour with the same wall clock.
    """
    time = time.replace(microsecond=0)
    if time.tzinfo is None:
        time = time.replace(tzinfo=ZoneInfo(publication.time_zone))
    offset = time.utcoffset() or timedelta()
    if offset % timedelta(minutes=1):
        hours = round(offset / timedelta(hours=1))
        time = time.replace(tzinfo=timezone(timedelta(hours=hours)))
    return time


def section_of(publication: Publication, article: PublishedArticle) -> Section:
    """Find an article's section; one that the paper gave up keeps its slug as name."""
    slug = article.section
    return publication.section(slug) or Section(slug=slug, name=slug)


def entries(
    publication: Publication,
    issues: tuple[PublishedIssue, ...],
    sections: frozenset[str] = frozenset(),
) -> Iterator[Entry]:
    """Make the entries of issues, in the order of issues and of their pages.

    Args:
        publication: The paper.
        issues: Newest first.
        sections: Names or slugs of the sections wanted; all when empty.
    """
    for issue in issues:
        total = len(issue.articles)
        for later, article in enumerate(issue.articles):
            if sections and article.section not in sections:
                continue
            entry = _entry(
                publication, issue, article, timedelta(seconds=total - later)
            )
            first = later == 0 and issue.pdf and issue.pdf_size > 0
            yield (
                replace(entry, enclosure=_paper(publication, issue)) if first else entry
            )


def _entry(
    publication: Publication,
    issue: PublishedIssue,
    article: PublishedArticle,
    ahead: timedelta,
) -> Entry:
    # Readers sort by time and shuffle equal ones: page order needs distinct times.
    published = moment(publication, article.published) + ahead
    updated = moment(publication, article.updated) + ahead
    photos = tuple(
        replace(photo, url=address(publication, photo.url)) for photo in article.photos
    )
    return Entry(
        id=tag(publication, issue.date.isoformat(), f"{article.ordinal:02}"),
        url=address(publication, f"{issue.date.isoformat()}/{article.slug}/"),
        title=one_line(article.title) or issue.date.isoformat(),
        summary=_summary(article),
        content=_content(publication, article, photos),
        people=tuple(filter(None, map(one_line, article.names))),
        section=section_of(publication, article),
        published=published,
        updated=max(published, updated),
        photos=photos,
    )


def _summary(article: PublishedArticle) -> str:
    text = one_line(article.summary) or as_text(article.content) or article.title
    cut = text[:_SUMMARY_LENGTH].rstrip()
    return one_line(text if len(text) <= _SUMMARY_LENGTH else cut + "…")


def _content(
    publication: Publication,
    article: PublishedArticle,
    photos: tuple[PublishedPhoto, ...],
) -> str:
    notes = (_note(publication, note) for note in article.notes)
    lines = (article.kicker, article.deck, article.byline)
    head = (
        f"<p>{escape(text, quote=False)}</p>" for text in map(one_line, lines) if text
    )
    figures = map(_figure, photos)
    return "\n".join((*notes, *head, *figures, clean(article.content))).strip()


def _note(publication: Publication, note: PublishedCorrection) -> str:
    label = escape(note_label(note.published.date(), publication.language))
    text = escape(one_line(note.text), quote=False)
    return f"<p><strong>{label}</strong> {text}</p>"


def _figure(photo: PublishedPhoto) -> str:
    words = " ".join(filter(None, (one_line(photo.caption), one_line(photo.credit))))
    caption = f"<figcaption>{escape(words, quote=False)}</figcaption>" if words else ""
    return (
        f'<figure><img src="{escape(photo.url)}" alt="{escape(one_line(photo.alt))}" '
        f'width="{photo.width}" height="{photo.height}"/>{caption}</figure>'
    )


def _paper(publication: Publication, issue: PublishedIssue) -> Enclosure:
    return Enclosure(
        url=address(publication, issue.pdf),
        type="application/pdf",
        size=issue.pdf_size,
        title=f"{one_line(publication.name)} {issue.date.isoformat()} PDF",
    )
