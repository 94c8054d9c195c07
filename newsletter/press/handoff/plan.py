"""Decide what to send: names, versions, and what the shop has already."""

import hashlib
from collections import Counter
from typing import Final

from newsletter.errors import InputError, Place, Problem, Text
from newsletter.model.printer import file_name
from newsletter.press.handoff.ticket import Run, sums, ticket, twin
from newsletter.press.handoff.values import Event, Job, Kind, Parcel, Plan, PressFile

_PROFILES: Final = Place(file="issues/publication.yaml")
_UNFIT: Final = frozenset('/\\:;@*?"<>|')
_LONGEST: Final = 200
"""Bytes of a name; a temporary one is a little longer, and systems stop at 255."""

_PAPERS: Final = (Kind.SUMS, Kind.TWIN, Kind.TICKET)


def plan(files: tuple[PressFile, ...], job: Job, events: tuple[Event, ...]) -> Plan:
    """Give every file its name and version, and find what is still wanted.

    A page that was sent and has changed gets the next version; one that has not
    keeps its own and is not sent again.  Checksums, ticket and its twin share one
    version, the next one whenever any page changes.

    Args:
        files: Press PDFs in page order.
        job: What the ticket tells.
        events: What the record says of this place, oldest first.

    Raises:
        InputError: the profile's template gives no usable names.
    """
    if name_of(job, 1, 1) == name_of(job, 1, 2):
        raise _unfit(
            Text(
                f"命名规则“{job.printer.naming}”里没有版本号",
                f"the template {job.printer.naming!r} has no version",
            )
        )
    done = tuple(event for event in events if event.step.is_done)
    pages = tuple(_page(file, job, done) for file in files)
    _refuse(pages)
    runs = tuple(Run(parcel=page, replaces=_earlier(page, done)) for page in pages)
    parcels = (*pages, *_papers(job, runs, done))
    there = {(event.name, event.sha256) for event in done}
    return Plan(
        parcels=parcels,
        wanted=tuple(one for one in parcels if (one.name, one.sha256) not in there),
    )


def _page(file: PressFile, job: Job, done: tuple[Event, ...]) -> Parcel:
    digest = hashlib.sha256(file.data).hexdigest()
    sent = [event for event in done if event.slot == (Kind.PAGE, file.page)]
    version = sent[-1].version + (sent[-1].sha256 != digest) if sent else 1
    return Parcel(
        kind=Kind.PAGE,
        page=file.page,
        version=version,
        name=name_of(job, file.page, version),
        data=file.data,
    )


def name_of(job: Job, page: int, version: int) -> str:
    """Name a press file as the profile's template says.

    Raises:
        InputError: the template names what there is not.
    """
    try:
        return file_name(
            job.printer,
            slug=job.slug,
            date=job.date.isoformat(),
            number=job.number,
            page=page,
            version=version,
        )
    except (LookupError, ValueError, AttributeError) as error:
        raise _unfit(
            Text(
                f"命名规则“{job.printer.naming}”写得不对：{error}",
                f"the template {job.printer.naming!r} cannot be used: {error}",
            )
        ) from error


def _earlier(page: Parcel, done: tuple[Event, ...]) -> str:
    """Name the version that a page replaces; empty for a first one."""
    names = [
        event.name
        for event in done
        if event.slot == (page.kind, page.page) and event.version < page.version
    ]
    return names[-1] if names else ""


def _papers(
    job: Job, runs: tuple[Run, ...], done: tuple[Event, ...]
) -> tuple[Parcel, ...]:
    """Write what follows the pages, under the next version if the last one differs."""
    sent = [event for event in done if event.kind in _PAPERS]
    if not sent:
        return _written(job, runs, 1)
    last = max(event.version for event in sent)
    papers = _written(job, runs, last)
    digests = {paper.kind: paper.sha256 for paper in papers}
    same = all(
        event.sha256 == digests[event.kind] for event in sent if event.version == last
    )
    return papers if same else _written(job, runs, last + 1)


def _written(job: Job, runs: tuple[Run, ...], version: int) -> tuple[Parcel, ...]:
    files = (
        (Kind.SUMS, "sha256", sums(runs)),
        (Kind.TWIN, "json", twin(job, runs, version)),
        (Kind.TICKET, "xjdf", ticket(job, runs, version)),
    )
    return tuple(
        Parcel(
            kind=kind, version=version, name=f"{job.id}-v{version}.{suffix}", data=data
        )
        for kind, suffix, data in files
    )


def _refuse(pages: tuple[Parcel, ...]) -> None:
    """Refuse names that a shop's system cannot hold, or that two files share."""
    for name, count in Counter(page.name.casefold() for page in pages).items():
        if count > 1:
            raise _unfit(
                Text(f"{count} 个文件都叫“{name}”", f"{count} files are called {name}")
            )
        if not _is_fit(name):
            raise _unfit(
                Text(f"“{name}”不能作文件名", f"{name!r} cannot be a file's name")
            )


def _is_fit(name: str) -> bool:
    return (
        0 < len(name.encode()) <= _LONGEST
        and not name.startswith((".", "-", " "))
        and not _UNFIT.intersection(name)
        and name.isprintable()
    )


def _unfit(what: Text) -> InputError:
    cure = Text(
        "naming 里可用 {slug} {date} {number} {page} {version} {printer}；每版须有"
        "自己的名字，换版后名字也要变",
        "naming may use {slug} {date} {number} {page} {version} {printer}; every page "
        "and every version needs a name of its own",
    )
    return InputError([Problem(code="D103", place=_PROFILES, what=what, cure=cure)])
