"""A real mail server for tests, which keeps what it takes."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from typing import Any

from aiosmtpd.controller import Controller


class Inbox:
    """Takes mail, but for readers whose names say otherwise."""

    def __init__(self) -> None:
        self.taken: Queue[tuple[str, list[str], bytes]] = Queue()

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
        self.taken.put((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 ok"


@contextmanager
def a_mail_server() -> Iterator[tuple[Inbox, int]]:
    """Start one; yields what it takes, and its port."""
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield inbox, controller.port
    finally:
        controller.stop()


def free_port() -> int:
    """Find a port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
