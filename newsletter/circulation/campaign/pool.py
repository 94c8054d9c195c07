"""Connections to the relay, each with a thread that waits for its answers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from newsletter.circulation.campaign.journal import Journal
from newsletter.circulation.campaign.ledger import Row
from newsletter.circulation.campaign.protocol import Reply, Verdict
from newsletter.circulation.campaign.refusals import RelayAwayError, RelayError
from newsletter.circulation.campaign.wire import Connection, Envelope

_PATIENCE, _LONGEST = 1.0, 60.0
"""Seconds before a relay that is away is tried again; doubled each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One message, ready to go out once its intent is on record."""

    campaign: int
    row: Row
    provider: str
    envelope: Envelope
    render: Callable[[], bytes] = field(repr=False)
    """Writes the message; only the connection that sends it holds it."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a parcel."""

    slot: int
    parcel: Parcel
    reply: Reply


@dataclass(frozen=True, slots=True)
class _Opened:
    slot: int
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class _Failed:
    slot: int
    error: Exception


class _Slot:
    """One connection and its thread; only the thread touches the connection."""

    def __init__(self, number: int, pool: "Pool") -> None:
        self.number = number
        self.inbox: SimpleQueue[Parcel | str] = SimpleQueue()
        self.is_open = False
        self.is_busy = False
        self.may_open_at = 0.0
        self._pool = pool
        self._connection: Connection | None = None
        self.thread = Thread(target=self._work, daemon=True)
        self.thread.start()

    def _work(self) -> None:
        while True:
            order = self.inbox.get()
            if order == "leave":
                break
            try:
                self._pool.outbox.put(self._obeyed(order))
            except Exception as error:  # told to the worker, who stops
                self._pool.outbox.put(_Failed(self.number, error))
        self._drop()

    def _obeyed(self, order: Parcel | str) -> Done | _Opened:
        if isinstance(order, Parcel):
            return Done(self.number, order, self._sent(order))
        try:
            self._connection = self._pool.connect()
        except RelayError as error:
            return _Opened(self.number, error)
        return _Opened(self.number)

    def _sent(self, parcel: Parcel) -> Reply:
        reply = self._tried(parcel)
        if reply.verdict is Verdict.TAKEN:
            self._pool.journal.taken(parcel.campaign, parcel.row.row)
        if reply.is_over:
            self._drop()
        return reply

    def _tried(self, parcel: Parcel) -> Reply:
        """Send; a connection that the relay closed while it was idle gets another."""
        connection = self._connection
        if connection is None:
            return Reply(verdict=Verdict.UNSENT, is_over=True)
        was_fresh, message = connection.is_fresh, parcel.render()
        reply = connection.send(parcel.envelope, message)
        if reply.verdict is not Verdict.UNSENT or was_fresh:
            return reply
        connection.close()
        try:
            self._connection = self._pool.connect()
        except RelayError:
            self._connection = None
            return reply
        return self._connection.send(parcel.envelope, message)

    def _drop(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None


class Pool:
    """Keeps connections open, and opens more while the relay lets us."""

    def __init__(
        self,
        connect: Callable[[], Connection],
        size: int,
        journal: Journal,
        clock: Callable[[], float],
    ) -> None:
        """Make the threads; nothing is connected yet.

        Args:
            connect: opens a connection, or raises ``RelayError``.
            size: connections at most.
            journal: gets each message that the relay takes.
            clock: monotonic, seconds.
        """
        self.connect = connect
        self.journal = journal
        self.outbox: SimpleQueue[Any] = SimpleQueue()
        self.trouble: RelayAwayError | None = None
        """Why no connection stands, while none does."""

        self._clock = clock
        self._patience = _PATIENCE
        self._slots = [_Slot(number, self) for number in range(size)]

    @property
    def idle(self) -> list[int]:
        """Connections that wait for a message."""
        return [s.number for s in self._slots if s.is_open and not s.is_busy]

    @property
    def is_busy(self) -> bool:
        """Whether a message is under way."""
        return any(slot.is_busy and slot.is_open for slot in self._slots)

    @property
    def retry_in(self) -> float:
        """Seconds until a closed connection may be opened again."""
        moments = [s.may_open_at for s in self._slots if not s.is_open]
        return max(0.0, min(moments, default=0.0) - self._clock())

    def open(self, wanted: int) -> None:
        """Begin to open connections until so many stand or are under way."""
        now = self._clock()
        for slot in self._slots[:wanted]:
            if not slot.is_open and not slot.is_busy and slot.may_open_at <= now:
                slot.is_busy = True
                slot.inbox.put("open")

    def hand(self, number: int, parcel: Parcel) -> None:
        """Give an idle connection a message whose intent is on record."""
        self._slots[number].is_busy = True
        self._slots[number].inbox.put(parcel)

    def collect(self, timeout: float) -> list[Done]:
        """Wait for the first answer, then take all that are there.

        Raises:
            RelayError: the relay will not have us.
        """
        found: list[Done] = []
        try:
            self._take(self.outbox.get(timeout=max(timeout, 0.001)), found)
            while True:
                self._take(self.outbox.get_nowait(), found)
        except Empty:
            return found

    def close(self) -> None:
        """Close every connection; wait for those that are not in a dialogue."""
        for slot in self._slots:
            slot.inbox.put("leave")
        for slot in self._slots:
            slot.thread.join(timeout=5.0)

    def _take(self, event: Done | _Opened | _Failed, found: list[Done]) -> None:
        slot = self._slots[event.slot]
        slot.is_busy = False
        match event:
            case Done(reply=reply):
                slot.is_open = not reply.is_over
                found.append(event)
            case _Opened(error=None):
                slot.is_open = True
                self.trouble, self._patience = None, _PATIENCE
            case _Opened(error=RelayAwayError() as error):
                self._wait(slot, error)
            case _Opened(error=error) | _Failed(error=error):
                raise error or AssertionError

    def _wait(self, slot: _Slot, error: RelayAwayError) -> None:
        """Try later; with others open the relay wants no more of us for now."""
        if any(one.is_open for one in self._slots):
            slot.may_open_at = self._clock() + _LONGEST
            return
        self.trouble = error
        for one in self._slots:
            one.may_open_at = self._clock() + self._patience
        self._patience = min(self._patience * 2, _LONGEST)
