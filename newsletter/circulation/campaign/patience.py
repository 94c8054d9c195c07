"""A worker whose database goes away: it waits, and goes on where it was.

Each method of the ledger is one transaction.  When the connection breaks, nobody can
say whether the last one went through; so it is said again in such a way that once or
twice comes to the same.  What the relay has answered meanwhile is in memory and in
the journal: nothing is lost, doubled or in doubt.
"""

from collections.abc import Callable, Collection, Iterable
from threading import Event
from time import monotonic
from typing import TypeVar

from sqlalchemy import text

from newsletter.circulation.campaign.chunks import Bounce, Chunk, Leave, Row
from newsletter.circulation.campaign.ledger import Ledger
from newsletter.circulation.campaign.protocol import Entry, State
from newsletter.circulation.store import Store, StoreAwayError
from newsletter.errors import Text

_FIRST, _LONGEST = 0.5, 30.0
"""Seconds between two tries; doubled each time."""

Outcome = TypeVar("Outcome")


class Patience:
    """Tries again until the database answers, or the worker is to end."""

    def __init__(self, stop: Event, notice: Callable[[Text], None]) -> None:
        """Begin with a database that answers.

        Args:
            stop: set when the worker is to end.
            notice: hears when the database goes away and when it is back.
        """
        self._stop = stop
        self._notice = notice
        self.outages = 0
        """How often the database has been away."""

    def through(
        self, work: Callable[[], Outcome], again: Callable[[], Outcome] | None = None
    ) -> Outcome:
        """Do something with the database, however long that takes.

        Args:
            work: what to do.
            again: what to do when it is not known whether that was done.

        Raises:
            StoreAwayError: the worker is to end, and the database is still away.
        """
        try:
            return work()
        except StoreAwayError as error:
            self._wait_after(error, 0.0)
        return self._again(again or work)

    def _again(self, work: Callable[[], Outcome]) -> Outcome:
        began, wait = monotonic(), _FIRST
        while True:
            try:
                done = work()
            except StoreAwayError as error:
                self._wait_after(error, wait)
                wait = min(wait * 2, _LONGEST)
            else:
                self._notice(_back(monotonic() - began))
                return done

    def _wait_after(self, error: StoreAwayError, seconds: float) -> None:
        if self._stop.is_set():
            raise error
        if not seconds:
            self.outages += 1
            self._notice(_away(error))
        self._stop.wait(seconds)


class PatientLedger(Ledger):
    """The ledger of a worker that outlives its database's absences."""

    def __init__(self, store: Store, worker: str, patience: Patience) -> None:
        """Wait as ``patience`` does."""
        super().__init__(store, worker)
        self._patience = patience

    def enlist(self, host: str, now: int) -> None:
        """Make the worker known."""
        known = super().enlist
        self._patience.through(lambda: known(host, now))

    def beat(self, now: int) -> int:
        """Show that the worker lives; tell how many are listed."""
        beat = super().beat
        return self._patience.through(lambda: beat(now))

    def has_due(self, now: int) -> bool:
        """Tell whether a chunk could be taken."""
        asked = super().has_due
        return self._patience.through(lambda: asked(now))

    def rows(self, chunk: Chunk) -> list[Row]:
        """Read what is still to be sent of a chunk, in order."""
        read = super().rows
        return self._patience.through(lambda: read(chunk))

    def close(self, chunk: Chunk, now: int, due: int | None = None) -> None:
        """Put a chunk back."""
        closed = super().close
        self._patience.through(lambda: closed(chunk, now, due))

    def claim(self, now: int, chunk: int | None = None) -> Chunk | None:
        """Take a chunk; one that was taken unawares is put back first."""
        claimed = super().claim

        def again() -> Chunk | None:
            self._let_go()
            return claimed(now, chunk)

        return self._patience.through(lambda: claimed(now, chunk), again)

    def step(
        self,
        chunk: Chunk,
        entries: Iterable[Entry],
        wanted: Collection[Row],
        bounces: Collection[Bounce],
        now: int,
    ) -> Leave:
        """Record outcomes and intents; intents that may stand are taken back first."""
        step, noted = super().step, tuple(entries)

        def again() -> Leave:
            unsent = tuple(
                Entry(row=one.row, state=State.QUEUED, attempts=one.attempts)
                for one in wanted
            )
            kept = () if self._has(chunk, bounces) else bounces
            leave = step(chunk, (*unsent, *noted), (), kept, now)
            return leave if leave.stage is None else step(chunk, (), wanted, (), now)

        first = lambda: step(chunk, noted, wanted, bounces, now)  # noqa: E731
        return self._patience.through(first, again)

    def _let_go(self) -> None:
        """Open chunks that are ours though none is in hand."""
        with self.store.writing() as ledger:
            ledger.execute(
                text(
                    "UPDATE chunks SET state = 'open', worker_id = NULL "
                    "WHERE worker_id = :worker AND state = 'taken'"
                ),
                {"worker": self.worker},
            )

    def _has(self, chunk: Chunk, bounces: Collection[Bounce]) -> bool:
        """Tell whether a step with these bounces has gone through."""
        if not bounces:
            return True
        one = next(iter(bounces))
        with self.store.reading() as ledger:
            found = ledger.scalar(
                text(
                    "SELECT 1 FROM bounces WHERE campaign_id = :campaign "
                    "AND subscriber_id = :subscriber AND text_kept = :text"
                ),
                {
                    "campaign": chunk.campaign,
                    "subscriber": one.subscriber,
                    "text": one.text,
                },
            )
        return found is not None


def _away(error: StoreAwayError) -> Text:
    return Text(
        f"{error.what.zh}；等它恢复再接着发",
        f"{error.what.en}; sending goes on when it is back",
    )


def _back(seconds: float) -> Text:
    return Text(
        f"数据库恢复了，断了 {seconds:.0f} 秒，接着发",
        f"the database is back after {seconds:.0f} s; sending goes on",
    )
