"""The protocol of a campaign as pure functions: what may follow what.

Nothing here sends, waits or writes.  The ledger, the worker and ``reconcile`` ask
these functions, and the property tests drive the same ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum

from newsletter.circulation.campaign.retries import QUICK, delay


class Stage(Enum):
    """How far a campaign has come."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class State(IntEnum):
    """Where one delivery stands in the ledger."""

    QUEUED = 0
    SENDING = 1
    """An intent: committed before the relay hears of the message."""

    SENT = 2
    """The relay has taken it."""

    DEFERRED = 3
    """A temporary answer; due again at ``next_at``."""

    FAILED = 4
    HELD = 5
    """Nobody here knows whether the relay has taken it."""

    SUPPRESSED = 6
    """Unsubscribed, forgotten or suppressed when its turn came."""

    CANCELLED = 7


OPEN = frozenset({State.QUEUED, State.DEFERRED})
"""States from which a message may go out."""

FINAL = frozenset(
    {State.SENT, State.FAILED, State.HELD, State.SUPPRESSED, State.CANCELLED}
)
"""States that ask for no more work; the books close over them."""


class Policy(Enum):
    """What becomes of a message that the relay may have taken or not."""

    RESEND = "resend"
    """It goes again, with the same Message-ID: none is lost, few may come twice."""

    HOLD = "hold"
    """It waits for ``reconcile``: none comes twice, few may come late."""


class Verdict(Enum):
    """How a dialogue about one message ended."""

    TAKEN = "taken"
    LATER = "later"
    """A temporary answer about this reader."""

    THROTTLED = "throttled"
    """The provider wants less mail at a time, whatever its code says."""

    REFUSED = "refused"
    UNSENT = "unsent"
    """Cut before the final dot: it was certainly not taken."""

    DOUBTFUL = "doubtful"
    """Cut between the final dot and its answer."""

    UNWELCOME = "unwelcome"
    """The relay refuses us, not this reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back for one message."""

    verdict: Verdict
    code: int = 0
    text: str = ""
    is_over: bool = False
    """The connection cannot be used again."""

    @property
    def answer(self) -> str:
        """Code and text, as kept in the ledger."""
        return f"{self.code or ''} {self.text}".strip()[:500]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the ledger is to say of one row."""

    row: int
    state: State
    attempts: int
    next_at: int | None = None
    """Seconds since 1970; when a deferred row is due, or when a row was held."""

    answer: str | None = None


def outcome(row: int, attempts: int, reply: Reply, policy: Policy, now: int) -> Entry:
    """Say where a row stands after its dialogue.

    Args:
        row: of the campaign.
        attempts: made before this one.
        reply: how the dialogue ended.
        policy: of the campaign.
        now: seconds since 1970.
    """
    match reply.verdict:
        case Verdict.TAKEN:
            return _at(row, State.SENT, attempts + 1, reply)
        case Verdict.REFUSED:
            return _at(row, State.FAILED, attempts + 1, reply)
        case Verdict.UNWELCOME:
            return _at(row, State.QUEUED, attempts, reply)
        case Verdict.DOUBTFUL if policy is Policy.HOLD:
            return _at(row, State.HELD, attempts + 1, reply, now)
        case Verdict.UNSENT | Verdict.DOUBTFUL if attempts < QUICK:
            return _at(row, State.QUEUED, attempts + 1, reply)
        case _:
            return _later(row, attempts, reply, now)


def _later(row: int, attempts: int, reply: Reply, now: int) -> Entry:
    wait = delay(attempts)
    if wait is None:
        return _at(row, State.FAILED, attempts + 1, reply)
    return _at(row, State.DEFERRED, attempts + 1, reply, now + wait)


def _at(
    row: int, state: State, attempts: int, reply: Reply, moment: int | None = None
) -> Entry:
    return Entry(
        row=row, state=state, attempts=attempts, next_at=moment, answer=reply.answer
    )


def given_back(
    state: State, policy: Policy, *, is_journalled: bool, is_begun: bool = True
) -> State:
    """Say where a row of a dead worker's chunk stands.

    Args:
        state: as the ledger has it.
        policy: of the campaign.
        is_journalled: the dead worker's journal tells that the relay took it.
        is_begun: the relay may have heard of it; False when the journal is whole and
            lacks it.
    """
    if state is not State.SENDING:
        return state
    if is_journalled:
        return State.SENT
    if not is_begun:
        return State.QUEUED
    return State.HELD if policy is Policy.HOLD else State.QUEUED


def settled(state: State, *, is_in_log: bool, is_log_whole: bool) -> State:
    """Say where a held row stands once the relay's log has been read.

    Args:
        state: as the ledger has it.
        is_in_log: the relay queued a message with this row's Message-ID.
        is_log_whole: the log covers the whole time in which it can have done so.
    """
    if state is not State.HELD:
        return state
    if is_in_log:
        return State.SENT
    return State.QUEUED if is_log_whole else State.HELD


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """The sum of a campaign: every frozen row is in one state."""

    frozen: int
    """Rows made when the audience was fixed."""

    counts: Mapping[State, int]

    @property
    def open(self) -> int:
        """Rows that still ask for work."""
        return sum(self.of(state) for state in State if state not in FINAL)

    @property
    def missing(self) -> int:
        """Frozen rows that no state accounts for; anything but 0 is a fault of ours."""
        return self.frozen - sum(self.counts.values())

    @property
    def are_closed(self) -> bool:
        """Whether frozen = sent + failed + held + suppressed + cancelled."""
        return self.missing == 0 and self.open == 0

    def of(self, state: State) -> int:
        """Count the rows in a state."""
        return self.counts.get(state, 0)


MOVES: Mapping[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.SCHEDULED, Stage.RUNNING, Stage.CANCELLED}),
    Stage.SCHEDULED: frozenset({Stage.RUNNING, Stage.PAUSED, Stage.CANCELLED}),
    Stage.RUNNING: frozenset({Stage.PAUSED, Stage.FINISHED, Stage.CANCELLED}),
    Stage.PAUSED: frozenset({Stage.RUNNING, Stage.SCHEDULED, Stage.CANCELLED}),
    # A held row that turns out not to have been taken opens the campaign again.
    Stage.FINISHED: frozenset({Stage.RUNNING}),
    Stage.CANCELLED: frozenset(),
}
"""Where a campaign may go from where it is."""
