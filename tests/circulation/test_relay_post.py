"""The service's own mails over real SMTP."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from newsletter.circulation.service.post import Handed
from newsletter.circulation.service.relay_post import RelayPost
from newsletter.model.delivery import Security
from newsletter.model.relay import Relay

MAIL = b"From: a@paper.example\r\nSubject: x\r\n\r\n.dot\r\n"


class _Server:
    """Takes mail, but for readers whose names say otherwise."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, list[str], bytes]] = []

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        del server, session, options
        if address.startswith("nobody"):
            return "550 5.1.1 no such user"
        if address.startswith("full"):
            return "452 4.2.2 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        del server, session
        self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 ok"


@pytest.fixture
def server() -> Iterator[tuple[_Server, Relay]]:
    taking = _Server()
    controller = Controller(taking, hostname="127.0.0.1", port=0)
    controller.port = _free_port()
    controller.start()
    try:
        yield taking, _relay(controller.port)
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _relay(port: int) -> Relay:
    return Relay(host="127.0.0.1", port=port, security=Security.NONE, timeout=30)


def test_a_mail_arrives_as_it_was_written(server: tuple[_Server, Relay]) -> None:
    taking, relay = server

    handed = RelayPost(relay, "", "b@paper.example").send("ann@example.org", MAIL)

    assert handed is Handed.TAKEN
    assert taking.taken == [("b@paper.example", ["ann@example.org"], MAIL)]


@pytest.mark.parametrize(
    ("reader", "expected"),
    [("nobody@example.org", Handed.NEVER), ("full@example.org", Handed.LATER)],
)
def test_what_the_relay_says_decides_whether_to_try_again(
    server: tuple[_Server, Relay], reader: str, expected: Handed
) -> None:
    taking, relay = server

    assert RelayPost(relay, "", "b@paper.example").send(reader, MAIL) is expected
    assert taking.taken == []


def test_a_relay_that_is_away_is_tried_later() -> None:
    post = RelayPost(_relay(_free_port()), "", "b@paper.example")

    assert post.send("ann@example.org", MAIL) is Handed.LATER


def test_without_encryption_nothing_is_said(server: tuple[_Server, Relay]) -> None:
    taking, relay = server
    strict = Relay(host="127.0.0.1", port=relay.port, security=Security.STARTTLS)

    handed = RelayPost(strict, "", "b@paper.example").send("ann@example.org", MAIL)

    assert handed is Handed.LATER
    assert taking.taken == []
