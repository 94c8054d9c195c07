"""The protocol as a model: any order of steps, kills, cuts, pauses and log readings."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from newsletter.circulation.campaign.protocol import (
    FINAL,
    MOVES,
    OPEN,
    Books,
    Policy,
    Reply,
    Stage,
    State,
    Verdict,
    given_back,
    outcome,
    settled,
)
from newsletter.circulation.campaign.retries import QUICK, SCHEDULE, is_due

ROWS = range(6)
NEVER_TAKEN = (Verdict.LATER, Verdict.THROTTLED, Verdict.UNSENT, Verdict.UNWELCOME)
A_ROW = st.sampled_from(ROWS)


class Ledger(RuleBasedStateMachine):
    """One worker after another, a relay, a journal on disk and the relay's log."""

    policy = Policy.RESEND

    def __init__(self) -> None:
        super().__init__()
        self.states = dict.fromkeys(ROWS, State.QUEUED)
        self.attempts = dict.fromkeys(ROWS, 0)
        self.on_wire: set[int] = set()
        self.answers: dict[int, Reply] = {}
        self.in_line: set[int] = set()
        self.begun: set[int] = set()
        self.journal: set[int] = set()
        self.log: Counter[int] = Counter()
        self.doubts = 0

    @rule(row=A_ROW)
    def announce(self, row: int) -> None:
        if self.states[row] in OPEN:
            self.states[row] = State.SENDING
            self.in_line.add(row)

    @rule(row=A_ROW)
    def begin(self, row: int) -> None:
        if row in self.in_line:
            self.in_line.remove(row)
            self.begun.add(row)
            self.on_wire.add(row)

    @rule(row=A_ROW)
    def take_back(self, row: int) -> None:
        if row in self.in_line:
            self.in_line.remove(row)
            self.states[row] = State.QUEUED

    @rule(row=A_ROW, verdict=st.sampled_from(NEVER_TAKEN))
    def not_taken(self, row: int, verdict: Verdict) -> None:
        if row in self.on_wire:
            self.on_wire.remove(row)
            self.answers[row] = Reply(verdict=verdict, code=400)

    @rule(row=A_ROW)
    def taken(self, row: int) -> None:
        if row in self.on_wire:
            self.on_wire.remove(row)
            self.log[row] += 1
            self.journal.add(row)
            self.answers[row] = Reply(verdict=Verdict.TAKEN, code=250)

    @rule(row=A_ROW, was_taken=st.booleans())
    def cut_after_the_dot(self, row: int, was_taken: bool) -> None:  # noqa: FBT001
        if row in self.on_wire:
            self.on_wire.remove(row)
            self.log[row] += was_taken
            self.doubts += 1
            self.answers[row] = Reply(verdict=Verdict.DOUBTFUL)

    @rule()
    def commit(self) -> None:
        for row, reply in self.answers.items():
            entry = outcome(row, self.attempts[row], reply, self.policy, now=0)
            self.states[row], self.attempts[row] = entry.state, entry.attempts
        self.answers.clear()

    @rule(late=st.sets(A_ROW), has_journal=st.booleans())
    def kill(self, late: set[int], has_journal: bool) -> None:  # noqa: FBT001
        for row in self.on_wire & late:  # the relay had the dot already
            self.log[row] += 1
        self.doubts += len(self.on_wire) + len(self.answers)
        self.on_wire.clear()
        self.in_line.clear()
        self.answers.clear()
        for row, state in self.states.items():
            self.states[row] = given_back(
                state,
                self.policy,
                is_journalled=has_journal and row in self.journal,
                is_begun=not has_journal or row in self.begun,
            )

    @precondition(
        lambda self: not self.on_wire and not self.in_line and not self.answers
    )
    @rule(is_whole=st.booleans())
    def reconcile(self, is_whole: bool) -> None:  # noqa: FBT001
        for row, state in self.states.items():
            self.states[row] = settled(
                state, is_in_log=self.log[row] > 0, is_log_whole=is_whole
            )

    @invariant()
    def what_counts_as_sent_was_taken(self) -> None:
        assert all(self.log[row] for row in ROWS if self.states[row] is State.SENT)

    @invariant()
    def nothing_is_forgotten(self) -> None:
        waiting = OPEN | {State.SENDING, State.HELD, State.FAILED, State.SENT}
        assert set(self.states.values()) <= waiting

    @invariant()
    def no_more_come_twice_than_were_in_doubt(self) -> None:
        doubled = sum(max(0, times - 1) for times in self.log.values())
        assert doubled <= (self.doubts if self.policy is Policy.RESEND else 0)

    def teardown(self) -> None:
        """Bring the campaign to its end: everybody who is not failed has it."""
        self.kill(late=set(), has_journal=True)
        self.reconcile(is_whole=True)
        for row in ROWS:
            self.announce(row)
            self.begin(row)
            self.taken(row)
        self.commit()
        ends = Books(frozen=len(ROWS), counts=Counter(self.states.values()))
        assert ends.are_closed
        assert all(self.log[r] for r in ROWS if self.states[r] is not State.FAILED)
        self.no_more_come_twice_than_were_in_doubt()


class HeldLedger(Ledger):
    """The same, doubtful messages held."""

    policy = Policy.HOLD


@pytest.mark.parametrize("machine", [Ledger, HeldLedger])
def test_no_order_of_events_breaks_the_promises(machine: type[Ledger]) -> None:
    run_state_machine_as_test(
        machine, settings=settings(max_examples=150, stateful_step_count=30)
    )


@given(attempts=st.integers(0, 9), policy=st.sampled_from(Policy))
def test_a_temporary_answer_is_tried_again_until_the_schedule_ends(
    attempts: int, policy: Policy
) -> None:
    reply = Reply(verdict=Verdict.LATER, code=451, text="later")

    entry = outcome(1, attempts, reply, policy, now=1_000)

    if attempts < len(SCHEDULE):
        assert entry.state is State.DEFERRED
        assert entry.next_at == 1_000 + SCHEDULE[attempts]
    else:
        assert entry.state is State.FAILED
    assert entry.answer == "451 later"


def test_a_message_that_breaks_its_connection_does_not_go_round_for_ever() -> None:
    attempts, tried = 0, 0
    state = State.QUEUED
    while state is not State.FAILED and tried < 100:
        reply = Reply(verdict=Verdict.UNSENT, is_over=True)
        entry = outcome(1, attempts, reply, Policy.RESEND, now=0)
        state, attempts, tried = entry.state, entry.attempts, tried + 1

    assert state is State.FAILED
    assert QUICK < tried <= QUICK + len(SCHEDULE) + 1


def test_a_relay_that_refuses_us_costs_no_reader_an_attempt() -> None:
    reply = Reply(verdict=Verdict.UNWELCOME, code=530, text="log in first")

    entry = outcome(1, 2, reply, Policy.HOLD, now=0)

    assert (entry.state, entry.attempts) == (State.QUEUED, 2)


@pytest.mark.parametrize(
    ("moment", "is_so"), [(None, True), (10, True), (11, False), (10**9, True)]
)
def test_what_waits_is_due_even_when_a_clock_was_set_back(
    moment: int | None,
    is_so: bool,  # noqa: FBT001
) -> None:
    assert is_due(moment, now=10) is is_so


def test_every_state_is_open_final_or_under_way() -> None:
    assert set(State) - OPEN - FINAL == {State.SENDING}


def test_books_that_lack_a_row_do_not_close() -> None:
    counts: dict[State, Any] = {State.SENT: 8, State.HELD: 1}

    books = Books(frozen=10, counts=counts)

    assert books.missing == 1
    assert not books.are_closed


def test_a_cancelled_campaign_goes_nowhere() -> None:
    assert MOVES[Stage.CANCELLED] == frozenset()
    assert set(MOVES) == set(Stage)
