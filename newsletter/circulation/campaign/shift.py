"""A worker's way through one chunk, from its claim until it is put back.

One thread decides and writes the ledger; the connections' threads only talk to the
relay.  Each turn commits what has come back together with what goes out next, and
reads the campaign's state there.  What was announced and no connection has begun can
be taken back at any time: a pause, a throttle answer or a silent relay does so.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from time import monotonic, time

from newsletter.circulation.campaign.answers import class_of
from newsletter.circulation.campaign.chunks import Bounce, Chunk, Row
from newsletter.circulation.campaign.ledger import Ledger
from newsletter.circulation.campaign.limits import Limits
from newsletter.circulation.campaign.pace import Pace
from newsletter.circulation.campaign.parcel import Done, Parcel
from newsletter.circulation.campaign.pool import Pool
from newsletter.circulation.campaign.protocol import (
    Entry,
    Reply,
    Stage,
    State,
    Verdict,
    outcome,
)
from newsletter.circulation.campaign.refusals import (
    RelayError,
    too_many_refusals,
    unwelcome,
)
from newsletter.circulation.campaign.retries import is_due
from newsletter.circulation.campaign.waiting import Waiting

_BREATH = 0.02
"""Seconds that limits hold mail back at least, so that one commit lets several go."""

_PARK = 1.0
"""Seconds of a provider's limit for which a chunk is not put aside."""

_LONGEST_PARK = 300
"""Seconds."""

_BRAKE = 50
"""Refusals in a row, with nothing taken, after which a person must look."""


@dataclass(slots=True, kw_only=True)
class Bench:
    """What a worker has at hand for every chunk."""

    ledger: Ledger
    pool: Pool
    limits: Limits
    pace: Pace = field(default_factory=Pace)
    host: str
    """The relay, for complaints."""

    beat: Callable[[], None]
    """Called often; shows that the worker lives."""

    stops: Callable[[], bool]
    """Whether the worker is to end."""

    refused_in_row: int = 0

    def note(self, provider: str, verdict: Verdict) -> None:
        """Learn from an answer how fast mail may go, and whether it is any use."""
        if verdict is Verdict.TAKEN:
            self.limits.welcomed(provider)
            self.refused_in_row = 0
            return
        self.pace.brake()
        if verdict is Verdict.THROTTLED:
            self.limits.throttled(provider)
        if verdict is Verdict.REFUSED:
            self.refused_in_row += 1


@dataclass(slots=True, kw_only=True)
class Shift:
    """One chunk in hand."""

    bench: Bench
    chunk: Chunk
    waiting: Waiting
    entries: list[Entry] = field(default_factory=list)
    bounces: list[Bounce] = field(default_factory=list)
    stage: Stage | None = Stage.RUNNING
    halt: RelayError | None = None

    @property
    def goes_on(self) -> bool:
        """Whether more of the chunk may go out."""
        is_running = self.stage is Stage.RUNNING and not self.halt
        return is_running and not self.bench.stops()

    def run(self) -> None:
        """Send what may be sent, and put the chunk back.

        Raises:
            RelayError: the relay will not have us; all else is on record.
        """
        due = None
        pool = self.bench.pool
        while True:
            self.bench.beat()
            self._turn()
            if not pool.under_way and not self.entries:
                if not self.goes_on or not self.waiting:
                    break
                due = self._parked()
                if due:
                    break
            self._collect()
        if self.stage is not None:
            self.bench.ledger.close(self.chunk, _now(), due)
            pool.journal.settled()
        if self.halt:
            raise self.halt

    def _turn(self) -> None:
        """Commit outcomes and intents, then let go whatever may."""
        pool, pace = self.bench.pool, self.bench.pace
        if pool.is_stale:
            pace.brake()
        if pool.is_stale or not pool.standing or not self.goes_on:
            self._put_back(pool.take_back())
        parcels: list[Parcel] = []
        if self.goes_on:
            pool.open(len(self.waiting))
            room = pace.window(pool.standing) - pool.under_way
            parcels = self.waiting.picked(room, self.bench.limits)
        leave = self._stepped(parcels)
        pool.low = pace.low(pool.standing)
        if leave:
            pool.refresh()
            pace.handed(monotonic())
        for parcel in parcels:
            if parcel.row.row in leave:
                pool.hand(parcel)

    def _put_back(self, parcels: Iterable[Parcel]) -> None:
        """Have messages wait again that the relay has not heard of."""
        for parcel in parcels:
            row = parcel.row
            again = Entry(row=row.row, state=State.QUEUED, attempts=row.attempts)
            self.entries.append(again)
            self.waiting.put_back(parcel)

    def _stepped(self, parcels: list[Parcel]) -> frozenset[int]:
        if not (parcels or self.entries):
            return frozenset()
        self.bench.pool.journal.reserve()
        wanted = [one.row for one in parcels]
        leave = self.bench.ledger.step(
            self.chunk, self.entries, wanted, self.bounces, _now()
        )
        self.entries, self.bounces = [], []
        self.stage = leave.stage
        return leave.rows

    def _collect(self) -> None:
        """Wait for answers, but look up now and then."""
        pool = self.bench.pool
        done = self._answers(self._patience())
        if not done and not pool.under_way:
            self._glance()
        for one in done:
            if one.reply is None:
                self._put_back([one.parcel])
            else:
                self._note(one.parcel, one.reply)

    def _patience(self) -> float:
        pool, limits = self.bench.pool, self.bench.limits
        room = self.bench.pace.window(pool.standing) - pool.under_way
        if self.waiting and room > 0:
            return min(pool.stale_after, max(_BREATH, self.waiting.wait(limits)))
        return pool.stale_after

    def _answers(self, timeout: float) -> list[Done]:
        pool = self.bench.pool
        try:
            done = pool.collect(timeout)
        except RelayError as error:
            self.halt = error
            return []
        if done and pool.line.qsize() <= pool.low:
            self.bench.pace.ran_low(pool.standing, monotonic())
        return done

    def _glance(self) -> None:
        leave = self.bench.ledger.step(self.chunk, (), (), (), _now())
        self.stage = leave.stage

    def _note(self, parcel: Parcel, reply: Reply) -> None:
        bench, row = self.bench, parcel.row
        bench.note(parcel.provider, reply.verdict)
        if reply.verdict is Verdict.THROTTLED:
            self._put_back(bench.pool.take_back(parcel.provider))
            bench.pool.shut.discard(parcel.provider)
        entry = outcome(row.row, row.attempts, reply, self.chunk.policy, _now())
        self.entries.append(entry)
        if reply.verdict is Verdict.UNWELCOME:
            self.halt = self.halt or unwelcome(bench.host, reply.answer)
        if entry.state is State.FAILED:
            self.bounces.append(_bounce(parcel, reply))
            if bench.refused_in_row >= _BRAKE:
                self.halt = self.halt or too_many_refusals(_BRAKE, reply.answer)

    def _parked(self) -> int | None:
        """Say until when the chunk is put aside; None when it stays in hand."""
        wait = self.waiting.provider_wait(self.bench.limits)
        if not self.bench.pool.standing or not wait:
            return None
        now = _now()
        if wait < _PARK and not self.bench.ledger.has_due(now):
            return None
        # As many seconds as they would take if their provider had no others.
        return now + min(_LONGEST_PARK, max(1, round(wait * len(self.waiting))))


def shift(bench: Bench, chunk: Chunk, pack: Callable[[Row], Parcel | str]) -> Shift:
    """Take a chunk in hand.

    Args:
        bench: the worker's.
        chunk: claimed by it.
        pack: makes a row's parcel, or says why it cannot be mailed to; an empty
            reason is a reader who has left.
    """
    now = _now()
    rows = (row for row in bench.ledger.rows(chunk) if is_due(row.next_at, now))
    parcels: list[Parcel] = []
    entries: list[Entry] = []
    for row in rows:
        packed = pack(row)
        if isinstance(packed, Parcel):
            parcels.append(packed)
        else:
            entries.append(_unmailed(row, packed))
    return Shift(bench=bench, chunk=chunk, waiting=Waiting(parcels), entries=entries)


def _unmailed(row: Row, reason: str) -> Entry:
    state = State.FAILED if reason else State.SUPPRESSED
    return Entry(row=row.row, state=state, attempts=row.attempts, answer=reason or None)


def _bounce(parcel: Parcel, reply: Reply) -> Bounce:
    return Bounce(
        subscriber=parcel.row.subscriber,
        kind=class_of(reply.code, reply.text).value,
        code=_code(reply),
        provider=parcel.provider,
        text=reply.answer,
    )


def _code(reply: Reply) -> str:
    """The enhanced code (RFC 3463) where the answer has one."""
    first = reply.text.split(" ", 1)[0]
    is_enhanced = first.count(".") == 2 and first.replace(".", "").isdigit()
    return first if is_enhanced else str(reply.code or "")


def _now() -> int:
    return int(time())
