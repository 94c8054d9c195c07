"""One worker: a process that takes chunks and sends them over its own connections."""

import os
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic, time

from sqlalchemy import select, text

from newsletter.circulation.campaign.aftermath import follow_refusals
from newsletter.circulation.campaign.campaigns import (
    by_id,
    move,
    scheduled_order,
    start,
)
from newsletter.circulation.campaign.journal import Journal, orphans, read_journal
from newsletter.circulation.campaign.ledger import Chunk, Ledger
from newsletter.circulation.campaign.letters import Letters, Packer, bounce_address
from newsletter.circulation.campaign.limits import Limits
from newsletter.circulation.campaign.pool import Pool
from newsletter.circulation.campaign.protocol import Stage
from newsletter.circulation.campaign.providers import Directory
from newsletter.circulation.campaign.refusals import HaltError, changed
from newsletter.circulation.campaign.shift import Bench, shift
from newsletter.circulation.campaign.watch import PATIENCE, Watch
from newsletter.circulation.campaign.wire import Connection
from newsletter.circulation.secrets import Keys
from newsletter.circulation.store import Store
from newsletter.circulation.store.tables import campaigns, settings
from newsletter.circulation.tokens import Tokens
from newsletter.errors import InputError, LayoutError
from newsletter.model.relay import Relay

_BEAT = 5.0
"""Seconds between two beats."""

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
        self._watch = Watch(means.patience)
        self._beat_at = 0.0
        self._packers: dict[int, Packer] = {}
        self._directory = Directory(asks=relay.lookup_mx)
        self.bench = Bench(
            ledger=Ledger(means.store, name),
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
        ledger = self.bench.ledger
        beats = ledger.beats()
        for worker, path in orphans(self._folder):
            ledger.give_back(worker, read_journal(path), _now())
            path.unlink(missing_ok=True)
        others = {name: beat for name, (_, beat) in beats.items() if name != self.name}
        for worker in self._watch.dead(others, monotonic()):
            path = self._folder / f"{worker}.journal"
            taken = read_journal(path) if path.exists() else frozenset()
            ledger.give_back(worker, taken, _now())
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
        ledger = self.bench.ledger
        found = ledger.claim(_now(), chunk)
        if found is None:
            return None
        try:
            pack = self._packer(found).pack
            shift(self.bench, found, pack).run()
        except (HaltError, InputError, LayoutError) as error:
            ledger.close(found, _now())
            self._pause(found.campaign, error)
            raise
        follow_refusals(self.means.store, self.means.keys, found, _now())
        return found

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
                tell()
            if is_idle:
                if is_done():
                    return
                self._stop.wait(0.5)

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
