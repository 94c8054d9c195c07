"""Yes, no, and everything that is held, on both stores."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import insert, select

from newsletter.circulation.dossier import dossier, forget, stats
from newsletter.circulation.secrets import Keys
from newsletter.circulation.store import Store
from newsletter.circulation.store.tables import (
    METADATA,
    bounces,
    campaigns,
    consents,
    deliveries,
)
from newsletter.circulation.subscriber import (
    Action,
    Choice,
    Evidence,
    Reason,
    State,
    Subscriber,
)
from newsletter.circulation.subscribers import Answer, Refused, Subscribers

ANN = "ann@example.org"
NOW = 1_637_640_000
NEWS = Choice(language="zh", sections=("news",))
FORM = Evidence(
    source="form", form_text="我同意", form_version="1", address="192.0.2.7"
)
LINK = Evidence(source="link")


@pytest.fixture
def readers(store: Store, keys: Keys) -> Subscribers:
    return Subscribers(store, keys)


def found(readers: Subscribers, address: str = ANN) -> Subscriber:
    reader = readers.find_address(address)
    assert reader
    return reader


def confirmed(readers: Subscribers, address: str = ANN) -> int:
    number = readers.ask(address, NEWS, FORM, NOW).subscriber_id
    assert readers.confirm(number, LINK, NOW + 1)
    return number


def test_a_sign_up_waits_for_the_owner_of_the_address(readers: Subscribers) -> None:
    asked = readers.ask(ANN.upper(), NEWS, FORM, NOW)
    waiting = found(readers)

    readers.confirm(asked.subscriber_id, LINK, NOW + 1)

    assert asked.answer is Answer.CONFIRM
    assert waiting.state is State.UNCONFIRMED
    assert waiting.choice == NEWS
    assert found(readers).state is State.CONFIRMED


def test_the_trail_tells_when_how_and_to_what_a_reader_agreed(
    readers: Subscribers, store: Store, keys: Keys
) -> None:
    number = confirmed(readers)
    readers.unsubscribe(number, Evidence(source="one-click"), NOW + 2)

    trail = dossier(store, keys, ANN, NOW)["consents"]

    said = [(row["at"], row["action"], row["source"]) for row in trail]
    assert said == [
        (NOW, Action.ASKED, "form"),
        (NOW + 1, Action.CONFIRMED, "link"),
        (NOW + 2, Action.WITHDRAWN, "one-click"),
    ]
    assert trail[0]["form_text"] == "我同意"
    assert trail[0]["address_of_request"] == "192.0.2.7"


def test_a_repeated_sign_up_changes_nothing_for_a_confirmed_reader(
    readers: Subscribers,
) -> None:
    confirmed(readers)

    again = readers.ask(ANN, Choice(language="en"), FORM, NOW + 5)

    assert again.answer is Answer.KNOWN
    assert found(readers).state is State.CONFIRMED
    assert found(readers).choice == NEWS


def test_who_has_unsubscribed_returns_only_by_their_own_word(
    readers: Subscribers,
) -> None:
    number = confirmed(readers)
    readers.unsubscribe(number, LINK, NOW + 2)

    old_link = readers.confirm(number, LINK, NOW + 3)
    asked = readers.ask(ANN, NEWS, FORM, NOW + 4)
    meanwhile = found(readers).state
    new_link = readers.confirm(number, LINK, NOW + 5)

    assert (old_link, new_link) == (False, True)
    assert asked.answer is Answer.CONFIRM
    assert meanwhile is State.UNSUBSCRIBED
    assert found(readers).state is State.CONFIRMED


def test_unsubscribing_twice_is_said_once(
    readers: Subscribers, store: Store, keys: Keys
) -> None:
    number = confirmed(readers)

    answers = [readers.unsubscribe(number, LINK, NOW + n) for n in (2, 3)]

    trail = dossier(store, keys, ANN, NOW)["consents"]
    assert answers == [True, True]
    assert [row["action"] for row in trail].count(Action.WITHDRAWN) == 1


def test_new_preferences_leave_the_state_alone(readers: Subscribers) -> None:
    number = confirmed(readers)
    wish = replace(NEWS, sections=None, digest="weekly")
    readers.unsubscribe(number, LINK, NOW + 2)

    readers.prefer(number, wish, LINK, NOW + 3)

    assert found(readers).choice == wish
    assert found(readers).state is State.UNSUBSCRIBED


def test_an_operator_cannot_bring_back_who_has_unsubscribed(
    readers: Subscribers,
) -> None:
    readers.unsubscribe(confirmed(readers), LINK, NOW + 2)

    with pytest.raises(Refused, match="has unsubscribed"):
        readers.add(ANN, NEWS, Evidence(source="operator"), NOW + 3)

    assert found(readers).state is State.UNSUBSCRIBED


def test_nobody_else_can_add_a_suppressed_address(
    readers: Subscribers, store: Store
) -> None:
    readers.suppress(ANN, Reason.BOUNCED, NOW)

    with pytest.raises(Refused, match="bounced"):
        readers.add(ANN, NEWS, Evidence(source="operator"), NOW + 3)

    confirmed(readers)
    assert readers.suppressed(ANN, NOW + 3) is None
    assert stats(store, NOW)["suppressions"] == {}


def test_what_the_paper_has_blocked_stays_blocked(readers: Subscribers) -> None:
    readers.suppress(ANN, Reason.MANUAL, NOW)

    asked = readers.ask(ANN, NEWS, FORM, NOW)

    assert asked.answer is Answer.SILENCE
    assert readers.find_address(ANN) is None
    assert readers.suppressed(ANN, NOW + 10**9) is Reason.MANUAL


def test_a_suppression_for_a_time_ends(readers: Subscribers) -> None:
    readers.suppress(ANN, Reason.BOUNCED, NOW, until=NOW + 60)

    seen = [readers.suppressed(ANN, NOW + seconds) for seconds in (59, 60)]

    assert seen == [Reason.BOUNCED, None]


def test_one_for_good_is_not_replaced_by_one_for_a_time(readers: Subscribers) -> None:
    readers.suppress(ANN, Reason.COMPLAINED, NOW)

    readers.suppress(ANN, Reason.BOUNCED, NOW + 1, until=NOW + 60)

    assert readers.suppressed(ANN, NOW + 61) is Reason.COMPLAINED


def test_who_is_forgotten_leaves_no_trace_but_a_hash(
    readers: Subscribers, store: Store, keys: Keys
) -> None:
    number = confirmed(readers)
    _history(store, number)

    done = forget(store, keys, ANN, Evidence(source="operator"), NOW + 9)

    assert done
    assert ANN not in _everything(store)
    assert "192.0.2.7" not in _everything(store)
    assert readers.suppressed(ANN, NOW + 10) is Reason.FORGOTTEN
    assert dossier(store, keys, ANN, NOW + 10)["subscriber"] is None
    with store.reading() as connection:
        left = connection.execute(select(consents.c.action, consents.c.at)).all()
    assert left == [(Action.FORGOTTEN, NOW + 9)]


def test_a_number_is_never_given_to_another_reader(
    readers: Subscribers, store: Store, keys: Keys
) -> None:
    number = confirmed(readers)
    forget(store, keys, ANN, LINK, NOW)

    other = readers.ask("bo@example.org", NEWS, FORM, NOW).subscriber_id

    assert other > number
    assert not readers.unsubscribe(number, LINK, NOW)


def test_nobody_can_be_forgotten_twice(store: Store, keys: Keys) -> None:
    assert not forget(store, keys, ANN, LINK, NOW)


def test_all_that_is_held_is_shown(
    readers: Subscribers, store: Store, keys: Keys
) -> None:
    _history(store, confirmed(readers))

    held = dossier(store, keys, ANN, NOW)

    assert held["subscriber"]["address"] == ANN
    assert len(held["consents"]) == 2
    assert held["deliveries"][0]["answer"] == f"250 ok {ANN}"
    assert held["bounces"][0]["text_kept"] == f"no such user {ANN}"
    assert json.dumps(held)


def test_the_list_is_counted(readers: Subscribers, store: Store) -> None:
    confirmed(readers)
    readers.ask("bo@example.org", Choice(language="en"), FORM, NOW)
    readers.suppress("cy@example.org", Reason.BOUNCED, NOW)

    assert stats(store, NOW) == {
        "states": {"confirmed": 1, "unconfirmed": 1},
        "languages": {"en": 1, "zh": 1},
        "digests": {"": 2},
        "suppressions": {"bounced": 1},
    }


def test_many_sign_ups_of_one_address_make_one_subscriber(
    readers: Subscribers, store: Store
) -> None:
    together = Barrier(4)

    def sign_up(_: int) -> int:
        together.wait()
        return readers.ask(ANN, NEWS, FORM, NOW).subscriber_id

    with ThreadPoolExecutor(4) as pool:
        numbers = set(pool.map(sign_up, range(4)))

    assert len(numbers) == 1
    assert stats(store, NOW)["states"] == {"unconfirmed": 1}


def _history(store: Store, number: int) -> None:
    with store.writing() as connection:
        campaign = {
            "id": 1, "issue": "2021-11-23", "ordinal": 1, "audience": "all",
            "state": "finished", "policy": "hold", "settings": {},
        }  # fmt: skip
        delivery = {
            "campaign_id": 1, "row": 1, "subscriber_id": number, "address": ANN,
            "language": "zh", "state": 2, "attempts": 1, "answer": f"250 ok {ANN}",
        }  # fmt: skip
        bounce = {
            "at": NOW, "subscriber_id": number, "kind": "hard", "code": "5.1.1",
            "provider": "", "text_kept": f"no such user {ANN}",
        }  # fmt: skip
        connection.execute(insert(campaigns).values(campaign))
        connection.execute(insert(deliveries).values(delivery))
        connection.execute(insert(bounces).values(bounce))


def _everything(store: Store) -> str:
    with store.reading() as connection:
        return "".join(
            str(connection.execute(select(table)).all())
            for table in METADATA.sorted_tables
        )
