"""A campaign sent in this process, or given to the workers."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import click

from newsletter.circulation.campaign.campaigns import books_of, by_id
from newsletter.circulation.campaign.jobs import post, prepare
from newsletter.circulation.campaign.orders import Campaign
from newsletter.circulation.campaign.protocol import Stage
from newsletter.circulation.campaign.report import report_of
from newsletter.circulation.campaign.worker import Means, Worker, at_work
from newsletter.cli.campaign import books_line, plain, plain_campaign, told
from newsletter.cli.circulation import Office
from newsletter.cli.session import Outcome, Session

_ROUND = 5.0
"""Seconds between two lines of progress."""


def carried_out(
    session: Session, books: Office, means: Means, campaign: Campaign, *, tells: bool
) -> Outcome:
    """Send a running campaign: here on SQLite, by the workers on PostgreSQL."""
    if not books.store.is_sqlite:
        prepare(books.store)
        post(books.store)
        return _given(session, campaign)
    progress = Progress(session, books, campaign.id, tells=tells)
    with at_work(means) as worker, ended_gently(worker):
        worker.work(progress.is_done, progress)
    return reported(session, books, by_id(books.store, campaign.id))


class Progress:
    """Tells every few seconds how far a campaign has come."""

    def __init__(
        self, session: Session, books: Office, campaign: int, *, tells: bool
    ) -> None:
        """Tell only whoever watches."""
        self._session, self._books, self._campaign = session, books, campaign
        self._tells = tells and session.is_watched
        self._at = monotonic()

    def is_done(self) -> bool:
        """Whether nothing is left to do for this process."""
        return by_id(self._books.store, self._campaign).stage is not Stage.RUNNING

    def __call__(self) -> None:
        """Write a line, if it is time."""
        if not self._tells or monotonic() - self._at < _ROUND:
            return
        self._at = monotonic()
        store = self._books.store
        books = books_of(store, by_id(store, self._campaign))
        click.echo(books_line(self._session, books), err=True)


@contextmanager
def ended_gently(worker: Worker) -> Iterator[None]:
    """Let the first Ctrl-C finish what is under way; the second ends at once."""

    def stop(number: int, frame: object) -> None:
        del frame
        worker.stop()
        signal.signal(number, signal.default_int_handler)

    before = {n: signal.signal(n, stop) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def reported(session: Session, books: Office, campaign: Campaign) -> Outcome:
    """Report on a campaign as it stands."""
    slugs = tuple(section.slug for section in books.publication.sections)
    now = int(session.clock().timestamp())
    report = report_of(books.store, campaign, slugs, now)
    return Outcome(text=told(session, report), document=plain(report))


def _given(session: Session, campaign: Campaign) -> Outcome:
    name, count = campaign.issue, f"{campaign.frozen:,}"
    return Outcome(
        text=session.say(
            f"{name}：{count} 位收件人，由 newsletter worker 发送；"
            f"看进度：newsletter status {name}",
            f"{name}: {count} recipients, sent by newsletter worker; see newsletter "
            f"status {name}",
        ),
        document={**plain_campaign(campaign), "recipients": campaign.frozen},
    )
