"""One connection and its thread, which waits for the relay's answers."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import Protocol

from newsletter.circulation.campaign.journal import Journal
from newsletter.circulation.campaign.parcel import Done, Parcel
from newsletter.circulation.campaign.protocol import Reply, Verdict
from newsletter.circulation.campaign.refusals import RelayError
from newsletter.circulation.campaign.wire import Connection


class Opened:
    """A connection stands, or why it does not."""

    def __init__(self, slot: int, error: Exception | None = None) -> None:
        """Say which."""
        self.slot = slot
        self.error = error


class Closed(Opened):
    """A connection is over; an error is one of ours."""


class Hatch(Protocol):
    """Where connections take parcels, and put what became of them."""

    connect: Callable[[], Connection]
    journal: Journal
    line: SimpleQueue[Parcel | None]
    shut: set[str]
    fresh_until: float

    def tell(self, event: Done | Opened) -> None:
        """Hand something in."""


class Slot:
    """One connection and its thread; only the thread touches the connection."""

    def __init__(self, number: int, hatch: Hatch) -> None:
        """Start the thread; nothing is connected yet."""
        self.number = number
        self.orders: SimpleQueue[str] = SimpleQueue()
        self.is_open = self.is_opening = False
        self.may_open_at = 0.0
        self._hatch = hatch
        self._connection: Connection | None = None
        self.thread = Thread(target=self._work, daemon=True)
        self.thread.start()

    def open(self) -> None:
        """Begin to connect."""
        self.is_opening = True
        self.orders.put("open")

    def _work(self) -> None:
        while self.orders.get() == "open":
            error: Exception | None = None
            if not self._connected():
                continue
            try:
                self._serve()
            except Exception as caught:  # told to the worker, who stops
                error = caught
            leaves = self._connection is not None and not error
            self._drop()
            self._hatch.tell(Closed(self.number, error))
            if leaves:
                return

    def _connected(self) -> bool:
        error: Exception | None = None
        try:
            self._connection = self._hatch.connect()
        except Exception as caught:  # the relay's or ours, told to the worker
            error = caught
        self._hatch.tell(Opened(self.number, error))
        return error is None

    def _serve(self) -> None:
        """Send what stands in line, until the connection is over or nobody comes."""
        hatch = self._hatch
        while self._connection and (parcel := hatch.line.get()):
            is_late = monotonic() > hatch.fresh_until
            if is_late or parcel.provider in hatch.shut:
                hatch.tell(Done(parcel, None))
            else:
                hatch.tell(Done(parcel, self._sent(parcel)))

    def _sent(self, parcel: Parcel) -> Reply:
        journal, row = self._hatch.journal, parcel.row.row
        message = parcel.render()
        journal.begun(parcel.campaign, row)
        reply = self._tried(parcel, message)
        if reply.verdict is Verdict.TAKEN:
            journal.taken(parcel.campaign, row)
        if reply.verdict is Verdict.THROTTLED:
            self._hatch.shut.add(parcel.provider)
        if reply.is_over:
            self._drop()
        return reply

    def _tried(self, parcel: Parcel, message: bytes) -> Reply:
        """Send; a connection that the relay closed while it was idle gets another."""
        connection = self._connection
        if connection is None:
            return Reply(verdict=Verdict.UNSENT, is_over=True)
        was_fresh = connection.is_fresh
        reply = connection.send(parcel.envelope, message)
        if reply.verdict is not Verdict.UNSENT or was_fresh:
            return reply
        connection.close()
        try:
            self._connection = self._hatch.connect()
        except RelayError:
            self._connection = None
            return reply
        return self._connection.send(parcel.envelope, message)

    def _drop(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None
