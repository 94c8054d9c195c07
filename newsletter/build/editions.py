"""Every edition as files, each from values that are already made."""

import hashlib
from dataclasses import dataclass

from newsletter.build.clicks import (
    listed_targets,
    numbered,
    target_files,
    targets_now,
)
from newsletter.build.documents import preflight_bytes, proof_bytes
from newsletter.build.folder import Files
from newsletter.build.job import Job
from newsletter.build.photos import ScreenPhoto
from newsletter.build.plates import plate_files
from newsletter.build.records import Archive, record_bytes
from newsletter.build.span import (
    Span,
    book_span,
    feed_span,
    page_span,
    site_span,
    span,
    stale_search,
)
from newsletter.errors import Problem
from newsletter.mail import (
    MailPicture,
    Target,
    clicks_of,
    mail_edition,
    wechat_article,
)
from newsletter.markup import ascii_address
from newsletter.model.archive import PublishedIssue
from newsletter.press.acceptance import press_names
from newsletter.press.edition import PrintEdition


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedEdition:
    """One edition, ready to be written."""

    edition: str
    files: Files
    problems: tuple[Problem, ...] = ()
    stale: frozenset[str] = frozenset()
    """Files of earlier builds, outside the issue's own folders, to remove."""


def finished_editions(
    job: Job,
    printed: PrintEdition | None,
    photos: tuple[ScreenPhoto, ...],
    record: PublishedIssue,
    archive: Archive,
) -> tuple[FinishedEdition, ...]:
    """Finish every wanted edition.

    Args:
        job: Says which editions are wanted.
        printed: None when print is not wanted.
        photos: Of the issue, for screens.
        record: The issue as feeds and web know it.
        archive: The other published issues.
    """
    paper = span(job, record, archive)
    editions: list[FinishedEdition] = []
    if printed:
        editions.append(_print(job, printed))
    if "email" in job.wanted:
        earlier = listed_targets(archive.site.parent, job.date)
        editions.append(_email(job, photos, targets_now(job.issue, earlier)))
    if "feeds" in job.wanted:
        editions.append(_feeds(job, photos, paper))
    if "web" in job.wanted:
        editions.append(_web(job, printed, photos, paper))
    if "wechat" in job.wanted:
        editions.append(_wechat(job, photos))
    return tuple(editions)


def _print(job: Job, printed: PrintEdition) -> FinishedEdition:
    folder = f"{job.date}/press"
    names = press_names(job.issue, len(printed.page_pdfs))
    press = tuple(zip(names, (printed.press_pdf, *printed.page_pdfs), strict=False))
    return FinishedEdition(
        edition="print",
        files=(
            (f"{job.date}/newspaper.pdf", printed.reader_pdf),
            *((f"{folder}/{file}", pdf) for file, pdf in press),
            (f"{folder}/SHA256SUMS", _checksums(press)),
            (f"{folder}/preflight.json", preflight_bytes(printed.preflights)),
            (f"{job.date}/proof.json", proof_bytes(printed.proof)),
        ),
        problems=printed.problems,
    )


def _checksums(files: Files) -> bytes:
    """Write what ``sha256sum --check`` reads."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files)
    return "".join(lines).encode()


def _email(
    job: Job, photos: tuple[ScreenPhoto, ...], targets: tuple[Target, ...]
) -> FinishedEdition:
    clicks = clicks_of(job.issue.publication, job.date, numbered(targets))
    pictures = _mail_pictures(job, photos)
    with job.stage("email"):
        mail = mail_edition(job.issue, job.layout, pictures, clicks)
    message = ((f"{job.date}/email.eml", mail.message),) if mail.message else ()
    return FinishedEdition(
        edition="email",
        files=(
            (f"{job.date}/email.html", mail.html.encode()),
            (f"{job.date}/email.txt", mail.text.encode()),
            *message,
            *target_files(job.date, targets),
            *_photo_files(photos),
        ),
        problems=mail.problems,
    )


def _mail_pictures(
    job: Job, photos: tuple[ScreenPhoto, ...]
) -> tuple[MailPicture, ...]:
    root = job.issue.publication.url
    return tuple(
        MailPicture(
            photo=one.photo,
            url=ascii_address(root + one.url),
            data=one.mail.data,
            width=one.mail.width,
            height=one.mail.height,
        )
        for one in photos
    )


def _feeds(job: Job, photos: tuple[ScreenPhoto, ...], paper: Span) -> FinishedEdition:
    with job.stage("feeds"):
        files = feed_span(paper)
    return FinishedEdition(
        edition="feeds",
        files=(
            *_photo_files(photos),
            *plate_files(job.issue.publication),
            _record_file(paper.record),
            *_in_site(files),
        ),
    )


def _web(
    job: Job,
    printed: PrintEdition | None,
    photos: tuple[ScreenPhoto, ...],
    paper: Span,
) -> FinishedEdition:
    publication = job.issue.publication
    pictures = {one.url: one.web.data for one in photos}
    with job.stage("web"):
        books = book_span(paper, pictures)
        pages = page_span(paper)
        whole = site_span(paper)
    return FinishedEdition(
        edition="web",
        files=(
            *_photo_files(photos),
            *plate_files(publication),
            *(_page_files(job, printed) if printed else ()),
            *_in_site((*books, *pages)),
            _record_file(paper.record),
            *_in_site(whole),
        ),
        stale=stale_search(paper, whole),
    )


def _wechat(job: Job, photos: tuple[ScreenPhoto, ...]) -> FinishedEdition:
    with job.stage("wechat"):
        article = wechat_article(job.issue, job.layout, _mail_pictures(job, photos))
    folder = f"{job.date}/wechat"
    return FinishedEdition(
        edition="wechat",
        files=(
            (f"{folder}/article.html", article.html.encode()),
            *((f"{folder}/{path}", data) for path, data in article.pictures),
        ),
    )


def _page_files(job: Job, printed: PrintEdition) -> Files:
    numbers = [page.number for page in printed.proof.pages]
    folder = f"site/{job.date}"
    shared = [
        (f"{folder}/pages/{n}.jpg", one.share)
        for n, one in zip(numbers, printed.pictures, strict=True)
        if one.share
    ]
    pdfs = zip(numbers, printed.reader_pages, strict=False)
    return (
        *(
            (f"{folder}/pages/{number}.webp", picture.data)
            for number, picture in zip(numbers, printed.pictures, strict=True)
        ),
        *shared,
        *((f"{folder}/pages/{number}.pdf", pdf) for number, pdf in pdfs),
        (f"{folder}/newspaper.pdf", printed.reader_pdf),
    )


def _photo_files(photos: tuple[ScreenPhoto, ...]) -> Files:
    return tuple((f"site/{one.url}", one.web.data) for one in photos)


def _record_file(record: PublishedIssue) -> tuple[str, bytes]:
    return f"site/{record.date.isoformat()}/issue.json", record_bytes(record)


def _in_site(files: Files) -> Files:
    return tuple((f"site/{path}", data) for path, data in files)
