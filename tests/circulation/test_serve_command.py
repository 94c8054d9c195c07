"""The service as an operator starts it, with a real relay behind it."""

import base64
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from newsletter.cli import run
from tests.circulation.smtp import Inbox, a_mail_server

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a secret that only the tests of this paper know"  # noqa: S105


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, int]]:
    with a_mail_server() as server:
        yield server


@pytest.fixture
def paper(tmp_path: Path, inbox: tuple[Inbox, int]) -> Path:
    assert run(["init", str(tmp_path), "--date", "2021-11-23", "--language", "en"]) == 0
    file = tmp_path / "issues" / "publication.yaml"
    relay = f"\nrelay: {{host: 127.0.0.1, port: {inbox[1]}, security: none}}\n"
    file.write_text(file.read_text() + relay)
    (tmp_path / "build" / "site").mkdir(parents=True)
    (tmp_path / "build" / "site" / "index.html").write_text("the latest issue")
    return tmp_path


def started(paper: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "newsletter",
            "--project",
            str(paper),
            "serve",
            *options,
        ],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NEWSLETTER_SECRET": SECRET},
    )


def address_in(stream: IO[str] | None) -> str:
    assert stream
    for line in stream:
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            return found[0]
    pytest.fail("the service has not begun")


def fetched(url: str, form: dict[str, str] | None = None) -> str:
    body = urlencode(form).encode() if form else None
    with urlopen(Request(url, body), timeout=60) as answer:  # noqa: S310
        text: str = answer.read().decode()
        return text


def test_a_reader_subscribes_through_relay_and_link(
    paper: Path, inbox: tuple[Inbox, int]
) -> None:
    with started(paper, "--port", "0") as process:
        address = address_in(process.stderr)
        section = re.search(r'name="sections" value="([\w-]+)"',
                            fetched(f"{address}subscribe"))  # fmt: skip
        assert section
        home = fetched(address)
        form = {"address": "ann@example.org", "sections": section[1]}
        fetched(f"{address}subscribe", form)
        _, recipients, mail = inbox[0].taken.get(timeout=60)
        text = base64.b64decode(mail.partition(b"\r\n\r\n")[2]).decode()
        token = re.search(r"confirm\?token=(\w{32})", text)
        assert token
        done = fetched(f"{address}confirm", {"token": token[1]})
        health = fetched(f"{address}health")
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=60)[1]

    assert recipients == ["ann@example.org"]
    assert home == "the latest issue"
    assert "You are subscribed" in done
    assert '"ok":true' in health
    assert process.returncode == 0
    assert "Traceback" not in said


def test_a_port_that_is_taken_is_told(paper: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with started(paper, "--port", port) as process:
            said = process.communicate(timeout=60)[1]

    assert process.returncode == 3
    assert "--port" in said
    assert "Traceback" not in said


def test_a_paper_without_a_relay_cannot_confirm_anyone(paper: Path) -> None:
    file = paper / "issues" / "publication.yaml"
    file.write_text(re.sub(r"relay:.*\n", "", file.read_text()))

    with started(paper, "--port", "0") as process:
        said = process.communicate(timeout=60)[1]

    assert process.returncode == 1
    assert "relay" in said
