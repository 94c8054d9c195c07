"""The service's own mails over real SMTP."""

from collections.abc import Iterator

import pytest

from newsletter.circulation.service.post import Handed
from newsletter.circulation.service.relay_post import RelayPost
from newsletter.model.delivery import Security
from newsletter.model.relay import Relay
from tests.circulation.smtp import Inbox, a_mail_server, free_port

MAIL = b"From: a@paper.example\r\nSubject: x\r\n\r\n.dot\r\n"


@pytest.fixture
def server() -> Iterator[tuple[Inbox, Relay]]:
    with a_mail_server() as (inbox, port):
        yield inbox, _relay(port)


def _relay(port: int) -> Relay:
    return Relay(host="127.0.0.1", port=port, security=Security.NONE, timeout=30)


def test_a_mail_arrives_as_it_was_written(server: tuple[Inbox, Relay]) -> None:
    inbox, relay = server

    handed = RelayPost(relay, "", "b@paper.example").send("ann@example.org", MAIL)

    assert handed is Handed.TAKEN
    assert inbox.taken.get_nowait() == ("b@paper.example", ["ann@example.org"], MAIL)


@pytest.mark.parametrize(
    ("reader", "expected"),
    [("nobody@example.org", Handed.NEVER), ("full@example.org", Handed.LATER)],
)
def test_what_the_relay_says_decides_whether_to_try_again(
    server: tuple[Inbox, Relay], reader: str, expected: Handed
) -> None:
    inbox, relay = server

    assert RelayPost(relay, "", "b@paper.example").send(reader, MAIL) is expected
    assert inbox.taken.empty()


def test_a_relay_that_is_away_is_tried_later() -> None:
    post = RelayPost(_relay(free_port()), "", "b@paper.example")

    assert post.send("ann@example.org", MAIL) is Handed.LATER


def test_without_encryption_nothing_is_said(server: tuple[Inbox, Relay]) -> None:
    inbox, relay = server
    strict = Relay(host="127.0.0.1", port=relay.port, security=Security.STARTTLS)

    handed = RelayPost(strict, "", "b@paper.example").send("ann@example.org", MAIL)

    assert handed is Handed.LATER
    assert inbox.taken.empty()
