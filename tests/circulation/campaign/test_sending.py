"""A campaign over a real connection, on both stores."""

import re
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from newsletter.circulation.campaign.campaigns import (
    books_of,
    by_id,
    draft,
    move,
    start,
    the_campaign,
)
from newsletter.circulation.campaign.orders import Audience
from newsletter.circulation.campaign.pace import Pace
from newsletter.circulation.campaign.protocol import Policy, Stage, State
from newsletter.circulation.campaign.refusals import (
    CampaignError,
    EditionError,
    RelayError,
)
from newsletter.circulation.store import Store
from newsletter.circulation.subscriber import Reason
from newsletter.circulation.subscribers import Subscribers
from tests.circulation.campaign.paper import (
    ISSUE,
    KEYS,
    NOW,
    a_reader,
    a_relay,
    a_worker,
    an_order,
    begun,
    burying,
    letters,
    readers,
    states,
    subscribed,
    worked,
)
from tests.circulation.campaign.sink import Sink, listening


def test_every_reader_gets_the_issue_once_and_the_books_close(
    store: Store, tmp_path: Path
) -> None:
    readers(store, 1_200)
    campaign = begun(store)

    with listening(Sink()) as sink:
        worked(store, a_relay(sink.port), tmp_path)

    assert set(sink.counts.values()) == {1}
    assert len(sink.counts) == 1_200
    assert states(store) == {State.SENT: 1_200}
    assert the_campaign(store, ISSUE).stage is Stage.FINISHED
    assert books_of(store, campaign).are_closed


def test_bounces_come_back_to_an_address_of_the_readers_own(
    store: Store, tmp_path: Path
) -> None:
    readers(store, 3)
    begun(store)

    with listening(Sink()) as sink:
        relay = a_relay(sink.port, bounces="bounce@mail.example")
        worked(store, relay, tmp_path)

    assert sorted(sink.senders) == [f"bounce+serial{n}@mail.example" for n in range(3)]


def test_a_second_campaign_of_an_issue_is_refused(store: Store) -> None:
    readers(store, 3)
    begun(store)

    with pytest.raises(CampaignError, match="it is not sent twice"):
        begun(store)


def test_again_reaches_only_those_who_were_missed(store: Store, tmp_path: Path) -> None:
    readers(store, 3)
    begun(store)

    def misdeed(moment: str, recipient: str) -> str | None:
        is_bad = recipient == "reader1@example.net" and moment == "rcpt"
        return "550 5.2.2 mailbox full" if is_bad else None

    with listening(Sink(misdeed=misdeed)) as sink:
        worked(store, a_relay(sink.port), tmp_path)
    subscribed(store, [a_reader(77)])
    order = an_order(audience=Audience.MISSED)
    start(store, draft(store, order), order, NOW)
    with listening(Sink()) as sink:
        worked(store, a_relay(sink.port), tmp_path)

    assert set(sink.counts) == {"reader1@example.net", "reader77@example.net"}


def test_another_number_of_readers_than_expected_begins_nothing(store: Store) -> None:
    readers(store, 3)
    order = an_order(expect=4)

    with pytest.raises(CampaignError, match="3 recipients, not 4"):
        start(store, draft(store, order), order, NOW)

    assert the_campaign(store, ISSUE).stage is Stage.DRAFT
    assert states(store) == {}


def test_whoever_is_no_longer_a_reader_when_the_turn_comes_is_skipped(
    store: Store, tmp_path: Path
) -> None:
    readers(store, 5)
    begun(store)
    key = KEYS.suppression_key("reader1@example.net")
    with store.writing() as ledger:
        ledger.execute(
            text("INSERT INTO suppressions (key, at, reason) VALUES (:key, 1, 'x')"),
            {"key": key},
        )
        ledger.execute(
            text(
                "UPDATE subscribers SET state = 'unsubscribed' "
                "WHERE address = 'reader2@example.net'"
            )
        )
        ledger.execute(
            text("DELETE FROM subscribers WHERE address = 'reader3@example.net'")
        )

    with listening(Sink()) as sink:
        worked(store, a_relay(sink.port), tmp_path)

    assert set(sink.counts) == {"reader0@example.net", "reader4@example.net"}
    assert states(store) == {State.SENT: 2, State.SUPPRESSED: 3}


def test_whoever_leaves_while_the_campaign_runs_is_skipped_too(
    store: Store, tmp_path: Path
) -> None:
    readers(store, 400)
    begun(store)
    left: list[str] = []

    def misdeed(moment: str, recipient: str) -> None:
        if moment == "taken" and not left:
            left.append(recipient)
            with store.writing() as ledger:
                ledger.execute(
                    text(
                        "UPDATE subscribers SET state = 'unsubscribed' "
                        "WHERE address LIKE 'reader39_@example.net'"
                    )
                )

    with listening(Sink(misdeed=misdeed)) as sink:
        worked(store, a_relay(sink.port), tmp_path)

    assert not [name for name in sink.counts if re.match(r"reader39\d@", name)]
    assert states(store) == {State.SENT: 390, State.SUPPRESSED: 10}


@pytest.mark.parametrize("stage", [Stage.PAUSED, Stage.CANCELLED])
def test_a_pause_takes_back_all_but_one_message_for_each_connection(
    store: Store, tmp_path: Path, stage: Stage
) -> None:
    readers(store, 600)
    campaign = begun(store)
    counted: list[int] = []

    def misdeed(moment: str, _: str) -> None:
        if moment == "taken" and len(sink.taken) == 50:
            counted.append(len(sink.taken))
            move(store, by_id(store, campaign.id), stage, NOW)
            while states(store).get(State.SENDING, 0) > 4:
                time.sleep(0.01)

    sink = Sink(misdeed=misdeed)
    with (
        listening(sink),
        a_worker(store, a_relay(sink.port, connections=4), tmp_path) as worker,
    ):
        worker.bench.pool.stale_after = 0.2
        worker.work(lambda: True)

    after = len(sink.taken) - counted[0]
    assert after <= 4
    assert by_id(store, campaign.id).stage is stage
    rest = State.QUEUED if stage is Stage.PAUSED else State.CANCELLED
    assert states(store) == {State.SENT: 50 + after, rest: 550 - after}


def test_a_paused_campaign_goes_on_where_it_stopped(
    store: Store, tmp_path: Path
) -> None:
    readers(store, 30)
    campaign = begun(store)
    campaign = move(store, campaign, Stage.PAUSED, NOW)

    with listening(Sink()) as sink:
        worked(store, a_relay(sink.port), tmp_path)
        paused = len(sink.taken)
        move(store, campaign, Stage.RUNNING, NOW)
        worked(store, a_relay(sink.port), tmp_path)

    assert paused == 0
    assert states(store) == {State.SENT: 30}


def test_two_campaigns_at_once_both_reach_everybody(
    store: Store, tmp_path: Path
) -> None:
    readers(store, 700)
    first, second = begun(store), begun(store, issue="2021-11-24")

    with listening(Sink()) as sink:
        worked(store, a_relay(sink.port), tmp_path)

    assert set(sink.counts.values()) == {2}
    assert states(store, first) == states(store, second) == {State.SENT: 700}


def test_temporary_answers_wait_and_permanent_ones_are_kept_as_bounces(
    store: Store, tmp_path: Path
) -> None:
    readers(store, 4)
    begun(store)
    answers = {
        "reader0@example.net": "450 4.2.0 greylisted",
        "reader1@example.net": "550 5.1.1 no such user",
        "reader2@example.net": "550 Domain frequency limited",
    }

    def misdeed(moment: str, recipient: str) -> str | None:
        return answers.get(recipient) if moment == "rcpt" else None

    with listening(Sink(misdeed=misdeed)) as sink:
        worked(store, a_relay(sink.port, connections=1), tmp_path)

    with store.reading() as ledger:
        bounces = ledger.execute(
            text("SELECT class, code, provider FROM bounces")
        ).all()
        waits = ledger.scalar(text("SELECT count(*) FROM chunks WHERE due_at > 0"))
    assert [tuple(one) for one in bounces] == [("hard", "5.1.1", "example.net")]
    assert states(store)[State.FAILED] == 1
    assert states(store)[State.DEFERRED] == 2
    assert waits == 1


def test_a_throttled_provider_does_not_hold_up_the_others(
    store: Store, tmp_path: Path
) -> None:
    everyone = [a_reader(n, address=f"r{n}@qq.com") for n in range(40)]
    everyone += [a_reader(100 + n, address=f"r{n}@gmail.com") for n in range(40)]
    subscribed(store, everyone)
    begun(store)

    def misdeed(moment: str, recipient: str) -> str | None:
        is_qq = recipient.endswith("@qq.com") and moment == "rcpt"
        return "550 Connection frequency limited" if is_qq else None

    with listening(Sink(misdeed=misdeed)) as sink:
        worked(store, a_relay(sink.port, connections=2), tmp_path)

    assert len(sink.counts) == 40
    assert all(name.endswith("@gmail.com") for name in sink.counts)
    still = states(store)
    assert still[State.DEFERRED] <= 2  # one for each connection, then it waits
    assert still[State.QUEUED] == 40 - still[State.DEFERRED]


def test_a_relay_that_drops_at_every_moment_loses_and_doubles_nothing_it_did_not_take(
    store: Store, tmp_path: Path
) -> None:
    readers(store, 60)
    begun(store)
    moments = ["mail", "rcpt", "data", "body", "dot"]
    dropped: set[tuple[str, str]] = set()

    def misdeed(moment: str, recipient: str) -> str | None:
        number = int(re.sub(r"\D", "", recipient) or 0)
        wanted = moments[number % len(moments)]
        if moment != wanted or (moment, recipient) in dropped:
            return None
        dropped.add((moment, recipient))
        return "drop"

    with listening(Sink(misdeed=misdeed)) as sink:
        worked(store, a_relay(sink.port), tmp_path)

    assert len(dropped) > 40
    assert len(sink.counts) == 60
    assert set(sink.counts.values()) == {1}


def test_a_relay_that_takes_mail_and_hangs_up_leaves_it_held(
    store: Store, tmp_path: Path
) -> None:
    readers(store, 20)
    begun(store, Policy.HOLD)

    def misdeed(moment: str, recipient: str) -> str | None:
        is_bad = moment == "taken" and recipient.startswith("reader7@")
        return "drop" if is_bad else None

    with listening(Sink(misdeed=misdeed)) as sink:
        worked(store, a_relay(sink.port), tmp_path)

    assert set(sink.counts.values()) == {1}
    assert states(store) == {State.SENT: 19, State.HELD: 1}
    assert the_campaign(store, ISSUE).stage is Stage.FINISHED


@pytest.mark.parametrize(
    ("moment", "answer"),
    [("mail", "550 5.7.1 who are you"), ("rcpt", "530 5.7.0 log in")],
)
def test_a_relay_that_refuses_us_pauses_the_campaign_and_fails_nobody(
    store: Store, tmp_path: Path, moment: str, answer: str
) -> None:
    readers(store, 20)
    begun(store)
    sink = Sink(misdeed=lambda now, _: answer if now == moment else None)

    with listening(sink), pytest.raises(RelayError, match="takes no mail from us"):
        worked(store, a_relay(sink.port), tmp_path)

    campaign = the_campaign(store, ISSUE)
    assert campaign.stage is Stage.PAUSED
    assert answer in campaign.reason
    assert states(store) == {State.QUEUED: 20}


def test_refusals_in_a_row_stop_a_campaign_before_the_list_is_burnt(
    store: Store, tmp_path: Path
) -> None:
    readers(store, 400)
    begun(store)
    no = "554 5.7.1 relay access denied"
    sink = Sink(misdeed=lambda now, _: no if now == "rcpt" else None)

    with listening(sink), pytest.raises(RelayError, match="in a row were refused"):
        worked(store, a_relay(sink.port), tmp_path)

    assert states(store)[State.FAILED] < 60
    assert the_campaign(store, ISSUE).stage is Stage.PAUSED


def test_mailbox_that_is_gone_gets_no_more_mail_and_a_throttled_one_does(
    store: Store, tmp_path: Path
) -> None:
    answers = {
        "reader1@example.net": "550 5.1.1 no such user",
        "reader2@example.net": "550 5.2.2 mailbox full",
        "reader3@example.net": "550 5.7.1 message looks like spam",
    }
    readers(store, 6)
    begun(store)

    def misdeed(moment: str, recipient: str) -> str | None:
        return answers.get(recipient) if moment == "rcpt" else None

    with listening(Sink(misdeed=misdeed)) as sink:
        worked(store, a_relay(sink.port), tmp_path)

    suppressed = Subscribers(store, KEYS).suppressed
    assert suppressed("reader1@example.net", NOW) is Reason.BOUNCED
    assert suppressed("reader2@example.net", NOW) is None
    assert suppressed("reader3@example.net", NOW) is None


def test_relay_that_refuses_everybody_has_nobody_struck_off(
    store: Store, tmp_path: Path
) -> None:
    readers(store, 300)
    begun(store)

    no = "550 5.1.1 no such user"
    sink = Sink(misdeed=lambda now, _: no if now == "rcpt" else None)

    with listening(sink), pytest.raises(RelayError):
        worked(store, a_relay(sink.port), tmp_path)

    with store.reading() as ledger:
        assert ledger.scalar(text("SELECT count(*) FROM suppressions")) == 0


def test_an_issue_that_was_changed_meanwhile_is_not_sent(
    store: Store, tmp_path: Path
) -> None:
    readers(store, 5)
    order = an_order(edition="another text")
    start(store, draft(store, order), order, NOW)

    with listening(Sink()) as sink, pytest.raises(EditionError, match="changed since"):
        worked(store, a_relay(sink.port), tmp_path)

    assert sink.taken == []
    assert the_campaign(store, ISSUE).stage is Stage.PAUSED


def test_addresses_that_need_smtputf8_are_told_by_name(
    store: Store, tmp_path: Path
) -> None:
    subscribed(store, [a_reader(1), a_reader(2, address="读者@example.net")])
    begun(store)

    with listening(Sink()) as sink:
        worked(store, a_relay(sink.port), tmp_path)

    with store.reading() as ledger:
        told = ledger.execute(
            text("SELECT address, answer FROM deliveries WHERE state = 4")
        ).all()
    assert set(sink.counts) == {"reader1@example.net"}
    assert [one.address for one in told] == ["读者@example.net"]
    assert told[0].answer.startswith("SMTPUTF8")


def test_a_worker_that_was_thought_dead_stops_and_what_was_taken_is_kept(
    store: Store, tmp_path: Path
) -> None:
    readers(store, 40)
    campaign = begun(store, Policy.HOLD)
    sink = Sink()
    burying(store, sink)

    with listening(sink):
        with a_worker(store, a_relay(sink.port, connections=2), tmp_path) as worker:
            worker.bench.pace = Pace(seconds=0)
            worker.take()
        first = len(sink.taken)
        worked(store, a_relay(sink.port), tmp_path)

    assert first <= 12
    assert set(sink.counts.values()) == {1}
    assert len(sink.counts) == 40
    assert states(store, campaign) == {State.SENT: 40}


def test_a_relay_that_is_away_is_waited_for(store: Store, tmp_path: Path) -> None:
    readers(store, 20)
    begun(store)
    greetings = iter(["421 not now", "421 not now"])
    sink = Sink(
        misdeed=lambda now, _: next(greetings, None) if now == "greeting" else None
    )

    with listening(sink):
        worked(store, a_relay(sink.port, connections=2), tmp_path)

    assert set(sink.counts.values()) == {1}
    assert len(sink.counts) == 20


def test_readers_who_take_sections_get_those_and_a_language_picks_the_words(
    store: Store, tmp_path: Path
) -> None:
    subscribed(
        store,
        [
            a_reader(1, sections='["livelihood"]', language="en"),
            a_reader(2, sections='["projects"]'),
        ],
    )
    order = an_order(empty=('["projects"]',))
    campaign = start(store, draft(store, order), order, NOW)

    with listening(Sink(keeps_messages=True)) as sink:
        worked(store, a_relay(sink.port), tmp_path)

    assert campaign.frozen == 1
    assert len(sink.messages) == 1
    english = letters().template(frozenset({"livelihood"}), "en")
    assert english is not None
    assert english.subject != letters().template().subject  # type: ignore[union-attr]
