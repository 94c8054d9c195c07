"""Connections to the relay, and the line of messages that they take from."""

from collections.abc import Callable
from queue import Empty, SimpleQueue

from newsletter.circulation.campaign.journal import Journal
from newsletter.circulation.campaign.parcel import Done, Parcel
from newsletter.circulation.campaign.protocol import Verdict
from newsletter.circulation.campaign.refusals import RelayAwayError
from newsletter.circulation.campaign.slot import Closed, Opened, Slot
from newsletter.circulation.campaign.wire import Connection

_PATIENCE, _LONGEST = 1.0, 60.0
"""Seconds before a relay that is away is tried again; doubled each time."""

_STALE = 2.0


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
        self.line: SimpleQueue[Parcel | None] = SimpleQueue()
        self.shut: set[str] = set()
        """Providers that have just asked for less; the worker has not heard it yet."""

        self.stale_after = _STALE
        """Seconds after which a message that nobody has begun is announced anew."""

        self.fresh_until = 0.0
        """Moment after which nothing of the line may be begun."""

        self.low = 0
        """Messages in line at which the worker is called."""

        self.under_way = 0
        """Messages handed over, of which nothing has been heard."""

        self._outbox: SimpleQueue[Done | Opened] = SimpleQueue()
        self._bell: SimpleQueue[None] = SimpleQueue()
        self._clock = clock
        self._patience = _PATIENCE
        self._slots = [Slot(number, self) for number in range(size)]

    @property
    def standing(self) -> int:
        """Count the connections that stand."""
        return sum(slot.is_open for slot in self._slots)

    @property
    def is_stale(self) -> bool:
        """Whether what is still in line has waited for too long."""
        return not self.line.empty() and self._clock() > self.fresh_until

    def open(self, wanted: int) -> None:
        """Begin to open connections until so many stand or are under way."""
        now = self._clock()
        for slot in self._slots[:wanted]:
            if not slot.is_open and not slot.is_opening and slot.may_open_at <= now:
                slot.open()

    def hand(self, parcel: Parcel) -> None:
        """Put a message in line whose intent is on record."""
        self.under_way += 1
        self.line.put(parcel)

    def refresh(self) -> None:
        """Let what is in line be begun for a while, its intents being new."""
        self.fresh_until = self._clock() + self.stale_after

    def take_back(self, provider: str | None = None) -> list[Parcel]:
        """Take out of line what no connection has begun.

        Args:
            provider: whose messages; None takes all.
        """
        back: list[Parcel] = []
        stays: list[Parcel] = []
        try:
            while parcel := self.line.get_nowait():
                is_meant = provider in (None, parcel.provider)
                (back if is_meant else stays).append(parcel)
        except Empty:
            pass
        for parcel in stays:
            self.line.put(parcel)
        self.under_way -= len(back)
        return back

    def tell(self, event: Done | Opened) -> None:
        """Hear from a connection's thread; call the worker when it must act."""
        self._outbox.put(event)
        reply = event.reply if isinstance(event, Done) else None
        is_plain = reply is not None and reply.verdict is Verdict.TAKEN
        if not is_plain or self.line.qsize() <= self.low:
            self._bell.put(None)

    def collect(self, timeout: float) -> list[Done]:
        """Wait until something must be done, then take all answers that are there.

        Raises:
            RelayError: the relay will not have us.
        """
        try:
            self._bell.get(timeout=max(timeout, 0.001))
            while True:
                self._bell.get_nowait()
        except Empty:
            pass
        found: list[Done] = []
        while not self._outbox.empty():
            event = self._outbox.get()
            if isinstance(event, Done):
                self.under_way -= 1
                found.append(event)
            else:
                self._note(event)
        return found

    def close(self) -> None:
        """Close every connection; wait for those that are not in a dialogue."""
        self.take_back()
        for slot in self._slots:
            self.line.put(None)
            slot.orders.put("leave")
        for slot in self._slots:
            slot.thread.join(timeout=5.0)

    def _note(self, event: Opened) -> None:
        slot = self._slots[event.slot]
        slot.is_opening = False
        slot.is_open = event.error is None and not isinstance(event, Closed)
        match event.error:
            case None:
                if slot.is_open:
                    self._patience = _PATIENCE
            case RelayAwayError():
                self._wait(slot)
            case error:
                raise error

    def _wait(self, slot: Slot) -> None:
        """Try later; with others open the relay wants no more of us for now."""
        if any(one.is_open for one in self._slots):
            slot.may_open_at = self._clock() + _LONGEST
            return
        for one in self._slots:
            one.may_open_at = self._clock() + self._patience
        self._patience = min(self._patience * 2, _LONGEST)
