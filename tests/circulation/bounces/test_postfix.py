"""What a real mail server sends back, taken in from its mailbox by the command."""

import json
import os
import smtplib
import socket
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from newsletter.circulation.bounces.notices import events_of
from newsletter.circulation.bounces.values import Kind
from newsletter.circulation.secrets import Keys
from newsletter.circulation.store import open_store
from newsletter.circulation.subscriber import Choice, Evidence, Reason
from newsletter.circulation.subscribers import Subscribers
from newsletter.circulation.tokens import Tokens
from newsletter.cli import run
from newsletter.mail import Mailing, Recipient
from tests.circulation.bounces.letters import a_complaint
from tests.mail.sample import gazette, set_as, the_issue
from tests.postfix import arrived, postfix

SECRET = "a secret that only the tests of this paper know"  # noqa: S105
GONE, FULL = "ann@gone.example", "ben@full.example"
ISSUE = date(2021, 11, 23)


class Refusing:
    """A provider that takes mail for neither reader."""

    async def handle_RCPT(  # noqa: N802  (as aiosmtpd calls it)
        self,
        server: object,
        session: object,
        envelope: object,
        address: str,
        options: list[str],
    ) -> str:
        del server, session, envelope, options
        is_gone = address == GONE
        return "550 5.1.1 user unknown" if is_gone else "552 5.2.2 mailbox is full"


@pytest.fixture
def provider() -> Iterator[int]:
    """Run it; give its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(Refusing(), hostname="127.0.0.1", port=port)
    controller.start()
    yield port
    controller.stop()


def an_issue(token: str, address: str) -> bytes:
    mailing = Mailing(issue=the_issue(paper=set_as("plain")), layout=gazette())
    template = mailing.template()
    assert template
    return template.render(token, Recipient(address=address))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can start a mail server")
def test_what_postfix_returns_is_laid_to_its_readers(
    program: Callable[[str], str],
    provider: int,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NEWSLETTER_SECRET", SECRET)
    assert run(["init", str(tmp_path), "--date", "2021-11-23", "--language", "zh"]) == 0
    keys = Keys(SECRET.encode())
    with open_store(f"sqlite:///{tmp_path}/circulation.db") as store:
        readers = Subscribers(store, keys)
        for address in (GONE, FULL):
            readers.add(address, Choice(), Evidence(source="operator"), 1)
        known = [readers.find_address(address) for address in (GONE, FULL)]
    tokens = Tokens(keys)
    with postfix(program("postfix"), provider) as (port, box):
        with smtplib.SMTP("127.0.0.1", port, timeout=30) as server:
            for reader in known:
                assert reader
                sender = f"bounces+{reader.serial}@example.net"
                letter = an_issue(tokens.reader(reader.id, ISSUE), reader.address)
                server.sendmail(sender, [reader.address], letter)
        returned = arrived(box, 2)
        capfd.readouterr()

        command = ["--project", str(tmp_path), "bounces", "ingest", str(box.parent)]
        code = run([*command, "--json"])
        told = json.loads(capfd.readouterr().out)
        again = run(command)

    assert (code, again) == (0, 0)
    assert told["kinds"] == {"hard": 1, "soft": 1}
    assert told["measures"] == {"suppress": 1}
    assert {event.kind for raw in returned for event in events_of(raw)} == {
        Kind.HARD,
        Kind.SOFT,
    }
    with open_store(f"sqlite:///{tmp_path}/circulation.db") as store:
        readers = Subscribers(store, keys)
        assert readers.suppressed(GONE, 2_000_000_000) is Reason.BOUNCED
        assert readers.suppressed(FULL, 2_000_000_000) is None
    assert "nothing came back" in capfd.readouterr().err


def test_letter_of_a_stranger_is_told_and_left(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSLETTER_SECRET", SECRET)
    assert run(["init", str(tmp_path), "--date", "2021-11-23", "--language", "en"]) == 0
    (tmp_path / "loop.eml").write_bytes(a_complaint())
    capfd.readouterr()

    command = ["--project", str(tmp_path), "bounces", "ingest"]
    codes = [run([*command, str(tmp_path / "loop.eml")])]
    codes += [run([*command, source]) for source in ("/nowhere", "imaps://a:b@c")]

    said = capfd.readouterr()
    assert codes == [0, 3, 2]
    assert "of no reader of ours, left: 1" in said.out + said.err
    assert "/nowhere" in said.err
    assert "Traceback" not in said.err
