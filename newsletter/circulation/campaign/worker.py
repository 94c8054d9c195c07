"""One worker: a process that takes chunks and sends them over its own connections."""

import os
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event, Lock
from time import monotonic, time

from sqlalchemy import select, text

from newsletter.circulation.campaign.aftermath import follow_refusals
from newsletter.circulation.campaign.campaigns import by_id, move, start
from newsletter.circulation.campaign.chunks import Chunk
from newsletter.circulation.campaign.journal import (
    Journal,
    Memory,
    orphans,
    read_journal,
)
from newsletter.circulation.campaign.letters import Letters, Packer, bounce_address
from newsletter.circulation.campaign.limits import Limits
from newsletter.circulation.campaign.orders import scheduled_order
from newsletter.circulation.campaign.patience import Patience, PatientLedger
from newsletter.circulation.campaign.pool import Pool
from newsletter.circulation.campaign.protocol import Stage
from newsletter.circulation.campaign.providers import Directory
from newsletter.circulation.campaign.refusals import HaltError, changed
from newsletter.circulation.campaign.shift import Bench, shift
from newsletter.circulation.campaign.watch import PATIENCE, Watch
from newsletter.circulation.campaign.wire import Connection
from newsletter.circulation.secrets import Keys
from newsletter.circulation.service.wishes import OLDEST, drop_old
from newsletter.circulation.store import Store
from newsletter.circulation.store.tables import campaigns, settings
from newsletter.circulation.tokens import Tokens
from newsletter.errors import InputError, LayoutError, Text
from newsletter.model.relay import Relay

_BEAT = 5.0
"""Seconds between two beats."""

_SWEEP = 3600.0
"""Seconds between two looks for wishes that nobody has answered."""

_MARK = "name of the ledger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a worker needs, and where it finds it."""

    store: Store
    keys: Keys
    relay: Relay
    password: str = field(default="", repr=False)
    journals: Path
    """Folder of this machine; one below it for each ledger."""

    load: Callable[[str], Letters]
    """Finds what a campaign sends, by the name of its issue or week."""

    notice: Callable[[Text], None] = lambda _: None
    """Hears when the database goes away and when it is back."""

    patience: float = PATIENCE
    """Seconds after which a worker that does not beat counts as dead."""


class Worker:
    """Takes chunks, sends them, and looks after those of the dead."""

    def __init__(self, means: Means, journal: Journal, name: str, folder: Path) -> None:
        """Use ``at_work``, which also puts everything away."""
        relay = means.relay
        self.means = means
        self.name = name
        self._folder = folder
        self._stop = Event()
        self._in_hand = Lock()
        self.patience = Patience(self._stop, means.notice)
        self._watch, self._outages = Watch(means.patience), 0
        self._is_listed = True
        self._beat_at = self._sweeps_at = 0.0
        self._packers: dict[int, Packer] = {}
        self._directory = Directory(asks=relay.lookup_mx)
        self.bench = Bench(
            ledger=PatientLedger(means.store, name, self.patience),
            pool=Pool(
                partial(Connection, relay, means.password),
                relay.connections,
                journal,
                monotonic,
            ),
            limits=Limits(
                relay=relay.per_second, providers=dict(relay.providers), clock=monotonic
            ),
            host=relay.host,
            beat=self.beat,
            stops=self._stop.is_set,
        )

    def stop(self) -> None:
        """End soon: after the messages that are under way."""
        self._stop.set()

    def rest(self, seconds: float) -> None:
        """Do nothing for a while, unless told to end."""
        self._stop.wait(seconds)

    @property
    def is_stopping(self) -> bool:
        """Whether it is to end."""
        return self._stop.is_set()

    def beat(self) -> None:
        """Show that it lives, every few seconds, and look after the others."""
        if monotonic() - self._beat_at < _BEAT:
            return
        self._beat_at = monotonic()
        self.bench.limits.share(self.bench.ledger.beat(_now()))
        self.tidy()

    def tidy(self) -> None:
        """Put dead workers' chunks back, and begin campaigns whose time has come."""
        self.patience.through(self._tidied)

    def _tidied(self) -> None:
        ledger = self.bench.ledger
        beats = ledger.beats()
        self._is_listed = self.name in beats
        if self._outages != self.patience.outages:
            # Nobody could beat meanwhile; give them all their time again.
            self._outages = self.patience.outages
            self._watch = Watch(self.means.patience)
        if monotonic() >= self._sweeps_at:
            self._sweeps_at = monotonic() + _SWEEP
            drop_old(self.means.store, _now() - OLDEST)
        for worker, path in orphans(self._folder):
            ledger.give_back(worker, read_journal(path), _now())
            path.unlink(missing_ok=True)
        others = {name: beat for name, (_, beat) in beats.items() if name != self.name}
        for worker in self._watch.dead(others, monotonic()):
            path = self._folder / f"{worker}.journal"
            # It may be asleep only: what it has not begun it may begin yet.
            taken = read_journal(path).taken if path.exists() else frozenset()
            ledger.give_back(worker, Memory(taken=taken), _now())
        self._begin_scheduled()

    def take(self, chunk: int | None = None) -> Chunk | None:
        """Take a chunk and send it.

        Args:
            chunk: the one that is meant; None takes the next.

        Returns:
            The chunk; None when there is nothing to do now.

        Raises:
            HaltError: the campaign cannot go on; it is paused, with the reason.
        """
        with self._in_hand:
            self._come_back()
            found = self.bench.ledger.claim(_now(), chunk)
            if found:
                self._send(found)
            return found

    def _come_back(self) -> None:
        """Get on the list again, if others took us for dead; nothing is in hand."""
        if not self._is_listed:
            self.bench.ledger.enlist(socket.gethostname(), _now())
            self._is_listed = True

    def _send(self, chunk: Chunk) -> None:
        try:
            turn = shift(self.bench, chunk, self._packer(chunk).pack)
            turn.run()
        except (HaltError, InputError, LayoutError) as error:
            failure = error
            self.bench.ledger.close(chunk, _now())
            self.patience.through(lambda: self._pause(chunk.campaign, failure))
            raise
        self._is_listed = turn.stage is not None
        self.patience.through(
            lambda: follow_refusals(self.means.store, self.means.keys, chunk, _now())
        )

    def work(
        self, is_done: Callable[[], bool], tell: Callable[[], None] | None = None
    ) -> None:
        """Take one chunk after the other.

        Args:
            is_done: asked whenever there is nothing to do.
            tell: called after each chunk.

        Raises:
            HaltError: see ``take``.
        """
        while not self.is_stopping:
            self.beat()
            is_idle = self.take() is None
            if tell:
                self.patience.through(tell)
            if is_idle:
                if self.patience.through(is_done):
                    return
                self.rest(0.5)

    def _packer(self, chunk: Chunk) -> Packer:
        if chunk.campaign not in self._packers:
            letters = self.means.load(chunk.issue)
            if letters.edition != chunk.edition:
                raise changed(chunk.issue)
            paper = letters.issue.publication
            self._packers[chunk.campaign] = Packer(
                campaign=chunk.campaign,
                letters=letters,
                tokens=Tokens(self.means.keys),
                directory=self._directory,
                sender=bounce_address(paper, self.means.relay),
            )
        return self._packers[chunk.campaign]

    def _pause(self, campaign: int, error: Exception) -> None:
        store = self.means.store
        known = by_id(store, campaign)
        if known.stage is Stage.RUNNING:
            move(store, known, Stage.PAUSED, _now(), reason=str(error))

    def _begin_scheduled(self) -> None:
        store, now = self.means.store, _now()
        due = select(campaigns.c.id).where(
            campaigns.c.state == Stage.SCHEDULED.value, campaigns.c.scheduled_at <= now
        )
        with store.reading() as ledger:
            found = ledger.scalars(due).all()
        for campaign in found:
            known = by_id(store, campaign)
            if known.stage is Stage.SCHEDULED:
                start(store, known, scheduled_order(known), now)


@contextmanager
def at_work(means: Means) -> Iterator[Worker]:
    """Be a worker; at the end nothing of it is left but what the ledger lacks.

    Raises:
        OSError: the journal cannot be written.
    """
    host = socket.gethostname()
    name = f"{host}-{os.getpid()}-{secrets.token_hex(4)}"
    folder = means.journals / _ledger_name(means.store)
    with Journal(folder, name) as journal:
        worker = Worker(means, journal, name, folder)
        try:
            worker.bench.ledger.enlist(host, _now())
            worker.tidy()
            yield worker
        finally:
            worker.bench.pool.close()
        worker.bench.ledger.leave()


def _ledger_name(store: Store) -> str:
    """Name a database for good, so that no journal is read into another one."""
    wanted = select(settings.c.value).where(settings.c.name == _MARK)
    with store.reading() as ledger:
        found = ledger.scalar(wanted)
    if found is None:
        with store.writing() as ledger:
            ledger.execute(
                text(
                    "INSERT INTO settings (name, value) VALUES (:name, :value) "
                    "ON CONFLICT DO NOTHING"
                ),
                {"name": _MARK, "value": secrets.token_hex(8)},
            )
        with store.reading() as ledger:
            found = ledger.scalar(wanted)
    return str(found)


def _now() -> int:
    return int(time())
