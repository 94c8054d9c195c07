"""Put the web edition on a host: what leads to others last, then remove the rest."""

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

from newsletter.build.folder import BuildFolder
from newsletter.build.publishing.destination import destination
from newsletter.build.publishing.hub import DeafHubError, call_hub
from newsletter.build.publishing.plan import (
    Shipment,
    SiteFile,
    is_live_feed,
    planned,
    survey,
)
from newsletter.build.publishing.record import MARKER, Record, unsure
from newsletter.build.publishing.routes import opened
from newsletter.build.publishing.webroot import WebRoot
from newsletter.errors import (
    InputError,
    Place,
    Problem,
    Severity,
    Text,
)
from newsletter.markup import ascii_address, ascii_path
from newsletter.model.hosting import Host
from newsletter.model.publication import Publication
from newsletter.press.handoff.refusals import BrokenConnectionError


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _tell_nobody(_: str) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishMeans:
    """What publishing takes from outside; tests and programs may give their own."""

    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    """Holds the secrets that hosts name."""

    clock: Callable[[], datetime] = _utc_now
    """Tells the moment, with time zone."""

    wait: Callable[[float], None] = sleep
    """Sleeps so many seconds before a broken connection is made again."""

    tell: Callable[[str], None] = _tell_nobody
    """Told the path of each file that has its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What became of a publishing."""

    host: str
    where: str
    shipment: Shipment
    """What was sent and removed; of a rehearsal, what would be."""

    told: tuple[str, ...]
    """Addresses of the feeds that the hub was told of."""

    is_rehearsal: bool
    problems: tuple[Problem, ...]


def publish_site(
    publication: Publication,
    to: str = "",
    *,
    out: Path | None = None,
    rehearse: bool = False,
    means: PublishMeans | None = None,
) -> Published:
    """Send a host what it lacks of the web edition; remove what is gone.

    Each file takes its place whole.  First go files that nobody opens first, then
    articles, issues, lists and home, then feeds; last, removed files go.  What was
    sent stands in ``build/publish/NAME.jsonl``: a broken or killed run goes on where
    it stopped, and a second one sends nothing.  Then the hub is told of changed feeds.

    Args:
        publication: The paper, built.
        to: Name of a host; may be left out when there is only one.
        out: The build folder; the publication's ``build/`` when left out.
        rehearse: Only tell what would be sent and removed.
        means: Clock, environment, and who is told; the system's when left out.

    Raises:
        InputError: D301, there is no web edition yet.
        UsageError: no such host, or several to choose from.
        OutsideError: the host cannot be reached, or refuses; or a build is running.
    """
    means = means or PublishMeans()
    host = destination(publication, to)
    root = out or publication.folder / "build"
    if not (root / "site" / "index.html").is_file():
        raise InputError([_nothing(root)])
    with BuildFolder(root).locked():
        run = _Run(
            publication=publication,
            host=host,
            site=root / "site",
            record=Record(root / "publish" / f"{host.name}.jsonl", host.where),
            means=means,
        )
        return _rehearsed(run) if rehearse else _published(run)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One publishing at work."""

    publication: Publication
    host: Host
    site: Path
    record: Record
    means: PublishMeans

    def opened(self) -> AbstractContextManager[WebRoot]:
        """Open the web root there."""
        means = self.means
        return opened(self.host, self.site, means.environment, means.clock)


def _rehearsed(run: _Run) -> Published:
    files, there = survey(run.site, run.record.files), run.record.files
    with run.opened() as web_root:
        if web_root.read(MARKER) != _marker(run):
            there = unsure(there)
    return _outcome(run, planned(files, there), is_rehearsal=True)


def _published(run: _Run) -> Published:
    files = survey(run.site, run.record.files)
    try:
        shipment = _sent(run, files)
        told, problems = _called(run)
        run.record.tidy(files)
    finally:
        run.record.close()
    return _outcome(run, shipment, told=told, problems=problems)


def _outcome(
    run: _Run,
    shipment: Shipment,
    *,
    told: tuple[str, ...] = (),
    problems: tuple[Problem, ...] = (),
    is_rehearsal: bool = False,
) -> Published:
    return Published(
        host=run.host.name,
        where=run.host.where,
        shipment=shipment,
        told=told,
        is_rehearsal=is_rehearsal,
        problems=problems,
    )


def _sent(run: _Run, files: tuple[SiteFile, ...]) -> Shipment:
    """Send, and connect again when a connection breaks; tell all that was wanted."""
    first: Shipment | None = None
    for attempt in range(1, run.host.attempts + 1):
        try:
            with run.opened() as web_root:
                _claim(run, web_root)
                shipment = planned(files, run.record.files)
                first = first or shipment
                _carry(run, web_root, shipment)
                return first
        except BrokenConnectionError:
            if attempt == run.host.attempts:
                raise
            run.means.wait(2.0**attempt)
    raise AssertionError(run.host.attempts)  # a host has at least one attempt


def _claim(run: _Run, web_root: WebRoot) -> None:
    """Mark a host that is new, was emptied, or was written by another machine."""
    if web_root.read(MARKER) != _marker(run):
        run.record.doubt()
        web_root.write(MARKER, _marker(run))


def _carry(run: _Run, web_root: WebRoot, shipment: Shipment) -> None:
    record = run.record

    def sent(file: SiteFile) -> None:
        if run.publication.web.hub and is_live_feed(file.path):
            record.to_tell(file.path)
        record.sent(file)
        run.means.tell(file.path)

    for batch in shipment.batches:
        web_root.put(batch.files, sent)
    if shipment.gone:
        web_root.remove(shipment.gone, record.removed)


def _marker(run: _Run) -> bytes:
    return f"{run.record.id}\n".encode()


def _called(run: _Run) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Tell the hub of feeds that changed, now or in a run that could not tell it."""
    hub = ascii_address(run.publication.web.hub)
    root = ascii_address(run.publication.url)
    told: list[str] = []
    for path in tuple(run.record.untold) if hub else ():
        feed = root + ascii_path(path)
        try:
            call_hub(hub, feed, run.host.timeout)
        except DeafHubError as error:
            return tuple(told), (_deaf(hub, error),)
        run.record.told(path)
        told.append(feed)
    return tuple(told), ()


def _nothing(root: Path) -> Problem:
    return Problem(
        code="D301",
        place=Place(file=f"{root.name}/site"),
        what=Text("还没有网页版", "there is no web edition yet"),
        cure=Text("先运行 newsletter build 日期", "run newsletter build DATE first"),
    )


def _deaf(hub: str, error: DeafHubError) -> Problem:
    return Problem(
        code="D302",
        severity=Severity.WARNING,
        place=Place(file="issues/publication.yaml"),
        what=Text(
            f"网站已经发布，但推送中心 {hub} 没有收到通知：{error}",
            f"the site is published, but the hub {hub} was not told: {error}",
        ),
        cure=Text(
            "过后再运行一次 newsletter publish，只补通知",
            "run newsletter publish again later; it will only tell the hub",
        ),
    )
