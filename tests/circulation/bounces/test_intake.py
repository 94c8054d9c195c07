"""What came back is laid to its reader and followed, on both stores."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from newsletter.circulation.bounces.intake import Intake
from newsletter.circulation.bounces.policy import LASTING, Measure
from newsletter.circulation.bounces.values import Event, Kind
from newsletter.circulation.dossier import forget
from newsletter.circulation.secrets import Keys
from newsletter.circulation.store import Store
from newsletter.circulation.store.tables import bounces, campaigns, consents
from newsletter.circulation.subscriber import (
    Action,
    Choice,
    Evidence,
    Reason,
    State,
    Subscriber,
)
from newsletter.circulation.subscribers import Subscribers
from newsletter.circulation.tokens import Tokens

ANN, BEN = "ann@example.org", "ben@qq.com"
NOW = 1_637_640_000
DAY = 86_400
ISSUE = date(2021, 11, 23)


class Office:
    """A paper with two readers, and the mail that comes back to it."""

    def __init__(self, store: Store, keys: Keys) -> None:
        self.store, self.keys = store, keys
        self.readers = Subscribers(store, keys)
        evidence = Evidence(source="operator")
        for address in (ANN, BEN):
            self.readers.add(address, Choice(), evidence, NOW - 1_000 * DAY)
        self.intake = Intake(store, keys)

    def reader(self, address: str) -> Subscriber:
        found = self.readers.find_address(address)
        assert found
        return found

    def token(self, address: str, issue: date | None = ISSUE) -> str:
        return Tokens(self.keys).reader(self.reader(address).id, issue)

    def campaign(self, issue: date, at: int = NOW, **more: Any) -> int:
        row = {
            "issue": issue.isoformat(), "ordinal": 0, "audience": "readers",
            "state": "finished", "policy": "hold", "started_at": at, "settings": {},
            **more,
        }  # fmt: skip
        with self.store.writing() as connection:
            added = connection.execute(insert(campaigns).values(row))
            assert added.inserted_primary_key
            return int(added.inserted_primary_key[0])

    def back(self, kind: Kind, of: str = "", now: int = NOW, **more: Any) -> None:
        """Take one event about a reader, known by a token unless ``more`` says else."""
        if of and not more:
            more = {"tokens": (self.token(of),)}
        self.intake.take([Event(kind=kind, **more)], now)

    def kept(self) -> list[Any]:
        with self.store.reading() as connection:
            return list(connection.execute(select(bounces).order_by(bounces.c.id)))

    def reason(self, address: str, at: int = NOW) -> Reason | None:
        return self.readers.suppressed(address, at)


@pytest.fixture
def office(store: Store, keys: Keys) -> Office:
    return Office(store, keys)


def test_mailbox_that_is_gone_gets_no_more_mail(office: Office) -> None:
    campaign = office.campaign(ISSUE)

    office.back(Kind.HARD, BEN)

    assert office.reason(BEN) is Reason.BOUNCED
    assert office.reason(ANN) is None
    assert office.reader(BEN).state is State.CONFIRMED
    (row,) = office.kept()
    assert (row.campaign_id, row.provider) == (campaign, "qq")
    assert office.intake.tally.measures == {Measure.SUPPRESS: 1}


def test_reader_is_known_by_the_serial_of_the_envelope(office: Office) -> None:
    office.back(Kind.HARD, serials=("zzzzzzzzzzzzzzzz", office.reader(ANN).serial))

    assert office.reason(ANN) is Reason.BOUNCED


def test_a_serial_alone_counts_to_the_last_issue_that_its_reader_takes(
    office: Office,
) -> None:
    serials = (office.reader(ANN).serial,)
    last = [office.campaign(ISSUE, NOW - DAY), office.campaign(ISSUE, NOW, ordinal=1)]
    office.campaign(ISSUE, NOW, ordinal=2, audience="weekly")

    office.back(Kind.SOFT, now=NOW + 60, serials=serials)
    office.back(Kind.SOFT, now=NOW + 90, serials=serials)
    office.back(Kind.SOFT, now=NOW + 30 * DAY, serials=serials)

    assert [row.campaign_id for row in office.kept()] == [last[1], None]


def test_address_alone_is_believed_only_of_a_provider_that_signs(
    office: Office,
) -> None:
    office.back(Kind.HARD, address=ANN)
    before = office.reason(ANN)
    office.back(Kind.HARD, address=ANN, is_vouched=True)

    assert before is None
    assert office.intake.tally.strangers == 1
    assert office.reason(ANN) is Reason.BOUNCED


def test_forged_token_moves_nobody(office: Office) -> None:
    forged = office.token(ANN)[:-1] + "a"

    for kind in (Kind.HARD, Kind.COMPLAINT, Kind.LEAVE):
        office.back(kind, tokens=(forged,))

    assert office.reason(ANN) is None
    assert office.reader(ANN).state is State.CONFIRMED
    assert [row.subscriber_id for row in office.kept()] == [None] * 3


def test_words_about_strangers_are_not_kept(office: Office) -> None:
    office.back(Kind.HARD, address="zoe@example.net", text="<zoe@example.net> unknown")

    (row,) = office.kept()
    assert row.text_kept == ""
    assert row.provider == "example.net"


@pytest.mark.parametrize(
    ("kind", "source", "reason"),
    [
        (Kind.COMPLAINT, "complaint", Reason.COMPLAINED),
        (Kind.LEAVE, "mail", None),
    ],
)
def test_no_of_a_reader_is_taken_and_stands_in_the_trail(
    office: Office, kind: Kind, source: str, reason: Reason | None
) -> None:
    office.back(kind, ANN)

    reader = office.reader(ANN)
    assert reader.state is State.UNSUBSCRIBED
    assert office.reason(ANN) is reason
    wanted = select(consents.c.action, consents.c.source).order_by(consents.c.id.desc())
    with office.store.reading() as connection:
        last = connection.execute(wanted.where(consents.c.subscriber_id == reader.id))
        assert tuple(last.first() or ()) == (Action.WITHDRAWN, source)


@pytest.mark.parametrize("kind", [Kind.THROTTLE, Kind.BLOCK, Kind.AUTO])
def test_no_reader_is_suppressed_for_what_a_provider_minds(
    office: Office, kind: Kind
) -> None:
    for week in range(40):
        issue = ISSUE + timedelta(weeks=week)
        at = NOW + week * 7 * DAY
        office.campaign(issue, at)
        office.back(kind, now=at, tokens=(office.token(ANN, issue),))

    assert office.reason(ANN, NOW + 300 * DAY) is None
    assert office.reader(ANN).state is State.CONFIRMED


def refusals(office: Office, refused: list[bool]) -> list[Reason | None]:
    """An issue a week; whether it is refused for now; what then holds."""
    reasons = []
    for week, is_refused in enumerate(refused):
        issue = ISSUE + timedelta(weeks=week)
        at = NOW + week * 7 * DAY
        office.campaign(issue, at)
        if is_refused:
            token = office.token(ANN, issue)
            office.back(Kind.SOFT, now=at + 60, tokens=(token,))
        reasons.append(office.reason(ANN, at + 60))
    return reasons


def test_third_issue_in_a_row_that_is_refused_is_the_last(office: Office) -> None:
    assert refusals(office, [True, True, True]) == [None, None, Reason.BOUNCED]


def test_issue_that_arrived_starts_the_count_anew(office: Office) -> None:
    assert refusals(office, [True, True, False, True, True]) == [None] * 5


def test_sending_to_the_missed_does_not_count_as_an_issue(office: Office) -> None:
    office.campaign(ISSUE, NOW)
    for ordinal in (1, 2):
        office.campaign(ISSUE, NOW, ordinal=ordinal, audience="missed")

    office.back(Kind.SOFT, ANN)

    assert office.reason(ANN) is None


def test_mailbox_that_refuses_for_a_month_without_saying_what(office: Office) -> None:
    serials = (office.reader(ANN).serial,)

    for part in range(3):
        office.back(Kind.SOFT, now=NOW + part * LASTING // 2, serials=serials)

    assert office.reason(ANN, NOW + LASTING) is Reason.BOUNCED


def test_letter_that_is_read_twice_counts_once(office: Office) -> None:
    office.campaign(ISSUE)

    office.back(Kind.SOFT, ANN)
    office.back(Kind.SOFT, ANN)

    assert len(office.kept()) == 1
    assert office.intake.tally.again == 1


def test_reader_who_signs_up_again_gets_mail_again(office: Office) -> None:
    office.back(Kind.HARD, ANN)
    number = office.reader(ANN).id
    office.back(Kind.LEAVE, ANN)

    office.readers.ask(ANN, Choice(), Evidence(source="form"), NOW + 1)
    office.readers.confirm(number, Evidence(source="link"), NOW + 2)

    assert office.reason(ANN, NOW + 3) is None
    assert office.reader(ANN).state is State.CONFIRMED


def test_news_of_a_forgotten_reader_brings_nobody_back(office: Office) -> None:
    token = office.token(ANN)
    gone = office.reader(ANN)
    forget(office.store, office.keys, ANN, Evidence(source="operator"), NOW)

    office.back(Kind.HARD, tokens=(token,), serials=(gone.serial,))

    assert office.readers.find_address(ANN) is None
    assert office.kept()[-1].subscriber_id is None
