"""What has been published: the record that feeds and the web edition are made from.

A built issue leaves one record in the web root.  Feeds, the home page and the
archive are made from the records alone, so that drafts never reach a reader and
the archive is never parsed again.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPhoto:
    """A picture as the web edition serves it."""

    url: str
    """Relative to the web root: ``2021-11-23/photos/workers.jpg``."""

    width: int
    height: int
    size: int
    """Bytes of the served file."""

    caption: str = ""
    credit: str = ""
    alt: str = ""
    source: str = ""
    """Which file it was made from; empty in records of earlier versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCorrection:
    """What an issue puts right in an article of an earlier one (更正)."""

    date: date
    """Of the corrected issue."""

    ordinal: int
    """Of the corrected article."""

    title: str
    """Of the corrected article, as it was then."""

    text: str
    published: datetime
    """When the issue that makes it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedArticle:
    """One article as readers of feeds and web get it."""

    ordinal: int
    slug: str
    title: str
    kicker: str = ""
    headline: tuple[str, ...] = ()
    deck: str = ""
    section: str
    """Slug of its section."""

    banner: str = ""
    credits: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(role, names) pairs of the byline."""

    dateline: str = ""
    summary: str = ""
    content: str = ""
    """Clean HTML of dateline and body, without pictures."""

    photos: tuple[PublishedPhoto, ...] = ()
    published: datetime
    updated: datetime
    page: int | None = None
    """Page of the print edition on which it begins; None without a print edition."""

    notes: tuple[PublishedCorrection, ...] = ()
    """Corrections that later issues make, oldest first.  Their records hold them:
    see ``noted``."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every person of the byline once."""
        return tuple(dict.fromkeys(name for _, names in self.credits for name in names))

    @property
    def byline(self) -> str:
        """The byline on one line: ``记者 韩惠 通讯员 王晓丹``."""
        return " ".join(
            " ".join((role, *names)).strip() for role, names in self.credits
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HotZone:
    """A rectangle on a page picture that leads elsewhere, as fractions of the page."""

    article: str
    """Slug; empty when it leads out of the paper."""

    x: float
    y: float
    width: float
    height: float
    href: str = ""
    """Address, where it leads out of the paper."""

    title: str = ""
    """What stands at that address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPage:
    """One page of the print edition, as the web edition shows it."""

    number: int
    name: str
    picture: str
    """Address of the page picture, relative to the web root."""

    picture_width: int
    picture_height: int
    pdf: str
    """Address of the page's PDF, relative to the web root; may be empty."""

    zones: tuple[HotZone, ...] = ()
    share: str = ""
    """Address of a JPEG for other sites, which do not take WebP; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedIssue:
    """One issue as feeds and the web edition know it."""

    date: date
    number: int
    articles: tuple[PublishedArticle, ...]
    """In the paper's order."""

    pages: tuple[PublishedPage, ...] = ()
    pdf: str = ""
    """Address of the reader's PDF, relative to the web root; may be empty."""

    pdf_size: int = 0
    """Bytes."""

    epub: str = ""
    """Address of the issue as EPUB, relative to the web root; may be empty."""

    corrections: tuple[PublishedCorrection, ...] = ()
    """Of articles in earlier issues."""


def noted(
    issue: PublishedIssue, corrections: Iterable[PublishedCorrection]
) -> PublishedIssue:
    """Note on each article what later issues put right; it counts as updated then.

    Args:
        issue: As recorded.
        corrections: Of any issues; those of other articles are passed over.
    """
    found: dict[int, list[PublishedCorrection]] = {}
    for one in sorted(corrections, key=lambda one: one.published):
        if one.date == issue.date:
            found.setdefault(one.ordinal, []).append(one)
    if not found:
        return issue
    return replace(
        issue,
        articles=tuple(
            _noted(article, tuple(found.get(article.ordinal, ())))
            for article in issue.articles
        ),
    )


def _noted(
    article: PublishedArticle, notes: tuple[PublishedCorrection, ...]
) -> PublishedArticle:
    moments = (article.updated, *(one.published for one in notes))
    return replace(article, notes=notes, updated=max(moments))


def as_record(issue: PublishedIssue) -> dict[str, Any]:
    """Turn an issue into plain JSON values; ``from_record`` turns it back."""
    record = asdict(issue)
    record["date"] = issue.date.isoformat()
    for plain, article in zip(record["articles"], issue.articles, strict=True):
        plain["published"] = article.published.isoformat()
        plain["updated"] = article.updated.isoformat()
        del plain["notes"]
    record["corrections"] = plain_corrections(issue.corrections)
    return record


def from_record(record: dict[str, Any]) -> PublishedIssue:
    """Read what ``as_record`` wrote.

    Raises:
        KeyError, TypeError, ValueError: the record is damaged or of another version.
    """
    return PublishedIssue(
        date=date.fromisoformat(record["date"]),
        number=record["number"],
        articles=tuple(map(_article, record["articles"])),
        pages=tuple(map(_page, record["pages"])),
        pdf=record["pdf"],
        pdf_size=record["pdf_size"],
        epub=record.get("epub", ""),
        corrections=corrections_from(record.get("corrections", ())),
    )


def plain_corrections(
    corrections: Iterable[PublishedCorrection],
) -> list[dict[str, Any]]:
    """Turn corrections into plain JSON values; ``corrections_from`` reads them."""
    return [
        asdict(one)
        | {"date": one.date.isoformat(), "published": one.published.isoformat()}
        for one in corrections
    ]


def corrections_from(
    plain: Iterable[dict[str, Any]],
) -> tuple[PublishedCorrection, ...]:
    """Read what ``plain_corrections`` wrote."""
    return tuple(
        PublishedCorrection(
            **one
            | {
                "date": date.fromisoformat(one["date"]),
                "published": datetime.fromisoformat(one["published"]),
            }
        )
        for one in plain
    )


def _article(record: dict[str, Any]) -> PublishedArticle:
    return PublishedArticle(
        **record
        | {
            "headline": tuple(record["headline"]),
            "credits": tuple((role, tuple(names)) for role, names in record["credits"]),
            "photos": tuple(PublishedPhoto(**photo) for photo in record["photos"]),
            "published": datetime.fromisoformat(record["published"]),
            "updated": datetime.fromisoformat(record["updated"]),
        }
    )


def _page(record: dict[str, Any]) -> PublishedPage:
    zones = tuple(HotZone(**zone) for zone in record["zones"])
    return PublishedPage(**record | {"zones": zones})
