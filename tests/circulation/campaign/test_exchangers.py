"""Providers by mail exchangers, asked of a real name server."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
from dns.resolver import Resolver

from newsletter.circulation.campaign.exchangers import Exchangers
from newsletter.circulation.campaign.providers import Directory

FIRM = "firm.example."
ZONE = {
    "works.example.": ["20 backup.example.", "10 mxbiz1.qq.com."],
    "firm.example.": ["1 aspmx.l.google.com.", "5 alt1.aspmx.l.google.com."],
    "office.example.": ["0 office-example.mail.protection.outlook.com."],
    "nomail.example.": ["0 ."],
    "own.example.": ["10 mail.own.example."],
}


@dataclass
class NameServer:
    """Answers from a zone."""

    port: int
    is_silent: bool = False
    asked: list[str] = field(default_factory=list)

    @property
    def resolver(self) -> Resolver:
        """Make what asks it, and nobody else."""
        made = Resolver(configure=False)
        made.nameservers, made.port = ["127.0.0.1"], self.port
        return made

    def answer(self, wire: bytes) -> bytes:
        """Write what it says."""
        query = dns.message.from_wire(wire)
        name = str(query.question[0].name)
        self.asked.append(name)
        reply = dns.message.make_response(query)
        if name == "broken.example.":
            reply.set_rcode(dns.rcode.SERVFAIL)
        elif name not in ZONE:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        else:
            reply.answer.append(dns.rrset.from_text(name, 60, "IN", "MX", *ZONE[name]))
        return reply.to_wire()


@contextmanager
def a_name_server() -> Iterator[NameServer]:
    """Start one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
        wire.bind(("127.0.0.1", 0))
        server = NameServer(wire.getsockname()[1])

        def serve() -> None:
            while True:
                query, client = wire.recvfrom(4096)
                if not query:
                    return
                said = server.answer(query)
                if not server.is_silent:
                    wire.sendto(said, client)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server
        finally:
            wire.sendto(b"", wire.getsockname())
            thread.join()


def test_a_company_counts_to_whoever_runs_its_mail() -> None:
    with a_name_server() as server:
        directory = Directory(asks=True, lookup=Exchangers(server.resolver))
        domains = ("works", "firm", "office", "nomail", "own", "absent", "broken")

        found = {one: directory.provider(f"a@{one}.example") for one in domains}
        again = [directory.provider("b@firm.example"), directory.provider("c@qq.com")]

        assert found == {
            "works": "qq",
            "firm": "gmail",
            "office": "outlook",
            "nomail": "nomail.example",
            "own": "own.example",
            "absent": "absent.example",
            "broken": "broken.example",
        }
        assert again == ["gmail", "qq"]
        assert server.asked.count("firm.example.") == 1
        assert "qq.com." not in server.asked


def test_mail_does_not_wait_for_name_servers_that_are_silent() -> None:
    moment = [0.0]
    with a_name_server() as server:
        asked = Exchangers(server.resolver, lambda: moment[0], patience=0.1)
        server.is_silent = True
        silent = {asked(f"{n}.example") for n in range(500)}
        server.is_silent = False
        too_soon = asked("firm.example")
        moment[0] = 61.0
        asked.patience = 10.0
        later = asked("firm.example")

    assert silent == {()}
    assert set(server.asked) == {"0.example.", "1.example.", "2.example.", FIRM}
    assert (too_soon, server.asked.count(FIRM)) == ((), 1)
    assert later[0] == "aspmx.l.google.com."
