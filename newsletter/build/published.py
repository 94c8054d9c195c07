"""The record of an issue that feeds and the web edition are made from."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from newsletter.build.job import Job
from newsletter.build.photos import ScreenPhoto
from newsletter.markup import as_html, with_dateline
from newsletter.model.archive import (
    HotZone,
    PublishedArticle,
    PublishedCorrection,
    PublishedIssue,
    PublishedPage,
    PublishedPhoto,
)
from newsletter.model.correction_box import BOX_SLUG
from newsletter.model.issue import Article, Group, Issue, joined
from newsletter.model.pages import Box, Frame, Page, Proof
from newsletter.pictures.stamp import stamp
from newsletter.press.edition import PrintEdition

_DIGITS: Final = 5
"""Of a fraction of a page: a hundredth of a millimetre on the largest sheet."""

_UNPRINTED: Final = Proof(pages=())


def published_issue(
    job: Job,
    printed: PrintEdition | None,
    photos: tuple[ScreenPhoto, ...],
    earlier: PublishedIssue | None,
    now: datetime | None,
) -> PublishedIssue:
    """Record what readers of feeds and web get.

    Args:
        job: Its issue is recorded.
        printed: Gives pages and hot zones; None for an issue that shows no pages.
        photos: As served.
        earlier: What an earlier build recorded of the same issue; an article that
            reads the same keeps its time.
        now: Moment at which changed articles count as updated; None keeps theirs.
    """
    record = PublishedIssue(
        date=job.issue.date,
        number=job.issue.number,
        articles=_articles(job.issue, printed.proof if printed else _UNPRINTED, photos),
        pages=_pages(job, printed) if printed else (),
        pdf=f"{job.date}/newspaper.pdf" if printed else "",
        pdf_size=len(printed.reader_pdf) if printed else 0,
        epub=_epub(job),
        corrections=_corrections(job.issue),
    )
    return _dated(record, earlier, now) if earlier else record


def _articles(
    issue: Issue, proof: Proof, photos: tuple[ScreenPhoto, ...]
) -> tuple[PublishedArticle, ...]:
    moment = _moment(issue)
    pages = _first_pages(proof)
    return tuple(
        replace(
            _article(group, article, moment),
            page=pages.get(article.slug),
            photos=tuple(_photo(p) for p in photos if p.article == article.slug),
        )
        for group in issue.groups
        for article in group.articles
    )


def _moment(issue: Issue) -> datetime:
    paper = issue.publication
    zone = ZoneInfo(paper.time_zone)
    return datetime.combine(issue.date, paper.publishes_at, tzinfo=zone)


def _corrections(issue: Issue) -> tuple[PublishedCorrection, ...]:
    moment = _moment(issue)
    return tuple(
        PublishedCorrection(
            date=one.date,
            ordinal=one.ordinal,
            title=one.title,
            text=one.text,
            published=moment,
        )
        for one in issue.corrections
    )


def _article(group: Group, article: Article, moment: datetime) -> PublishedArticle:
    return PublishedArticle(
        ordinal=article.ordinal,
        slug=article.slug,
        title=article.title,
        kicker=joined(article.kicker),
        headline=article.headline,
        deck=joined(article.deck),
        section=group.section.slug,
        banner=group.banner,
        credits=tuple((c.role, c.names) for c in article.byline.credits),
        dateline=article.dateline,
        summary=article.summary,
        content=as_html(with_dateline(article.dateline, article.body)),
        published=moment,
        updated=moment,
    )


def _photo(shown: ScreenPhoto) -> PublishedPhoto:
    return PublishedPhoto(
        url=shown.url,
        width=shown.web.width,
        height=shown.web.height,
        size=len(shown.web.data),
        caption=shown.photo.caption,
        credit=shown.photo.credit,
        alt=shown.photo.alt,
        source=stamp(shown.photo.path),
    )


def _epub(job: Job) -> str:
    slug = job.issue.publication.slug
    return f"{job.date}/{slug}-{job.date}.epub" if "web" in job.wanted else ""


def _first_pages(proof: Proof) -> dict[str, int]:
    return {
        frame.article: page.number
        for page in proof.pages
        for frame in page.frames
        if frame.part == 1
    }


def _pages(job: Job, printed: PrintEdition) -> tuple[PublishedPage, ...]:
    return tuple(
        PublishedPage(
            number=page.number,
            name=page.name,
            picture=f"{job.date}/pages/{page.number}.webp",
            picture_width=picture.width,
            picture_height=picture.height,
            pdf=f"{job.date}/pages/{page.number}.pdf" if printed.reader_pages else "",
            share=f"{job.date}/pages/{page.number}.jpg" if picture.share else "",
            zones=tuple(_zones(page)),
        )
        for page, picture in zip(printed.proof.pages, printed.pictures, strict=True)
    )


def _leads(frame: Frame) -> bool:
    """Whether a frame holds an article, and no filler or box of corrections."""
    return frame.article not in ("", BOX_SLUG)


def _zones(page: Page) -> Iterator[HotZone]:
    """Let articles lead to themselves, and entries of the index to theirs."""
    for frame in page.frames:
        if _leads(frame):
            yield _zone(page, frame.box, frame.article)
    for link in page.links:
        zone = _zone(page, link.box, link.article)
        yield replace(zone, href=link.href, title=link.title if link.href else "")


def _zone(page: Page, box: Box, article: str) -> HotZone:
    return HotZone(
        article=article,
        x=round(box.x / page.width, _DIGITS),
        y=round(box.y / page.height, _DIGITS),
        width=round(box.width / page.width, _DIGITS),
        height=round(box.height / page.height, _DIGITS),
    )


def _dated(
    record: PublishedIssue, earlier: PublishedIssue, now: datetime | None
) -> PublishedIssue:
    known = {article.ordinal: article for article in earlier.articles}
    return replace(
        record,
        articles=tuple(
            _updated(article, known[article.ordinal], now)
            if article.ordinal in known
            else article
            for article in record.articles
        ),
    )


def _updated(
    article: PublishedArticle, earlier: PublishedArticle, now: datetime | None
) -> PublishedArticle:
    # Where it stands in print is nothing that a reader of feeds must be told, nor
    # which file a photo was made from.
    as_before = replace(
        _unsourced(article),
        page=earlier.page,
        published=earlier.published,
        updated=earlier.updated,
    )
    moment = earlier.updated
    if as_before != _unsourced(earlier) and now:
        moment = now.replace(microsecond=0)
    zone = article.published.tzinfo
    return replace(article, updated=max(article.published, moment.astimezone(zone)))


def _unsourced(article: PublishedArticle) -> PublishedArticle:
    return replace(article, photos=tuple(replace(p, source="") for p in article.photos))
