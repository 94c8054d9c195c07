"""What real mail programs do with the message: a filter, and a server."""

import os
import re
import smtplib
import subprocess
from collections.abc import Callable
from pathlib import Path

import dkim
import pytest

from newsletter.mail import Mailing, Recipient, mail_edition, signer
from tests.builders import a_photo
from tests.mail.keys import ed25519_pem
from tests.mail.sample import a_picture, gazette, nine_articles, set_as, the_issue
from tests.postfix import arrived, postfix

TOKEN = "aaaabbbbccccddddeeeeffffgggg0001"  # noqa: S105
READER = Recipient(address="reader@example.net", name="读者甲")
SIGNER = signer("example.org", "mail", ed25519_pem())


def a_message(name: str = "issue") -> bytes:
    issue = the_issue(paper=set_as(name))
    mailing = Mailing(issue=issue, layout=gazette(), signers=(SIGNER,))
    template = mailing.template()
    assert template is not None
    return template.render(TOKEN, READER)


def spam_score(spamassassin: str, message: bytes) -> float:
    """Let SpamAssassin judge without asking the network."""
    judged = subprocess.run(
        [spamassassin, "-L", "-t"],
        input=message,
        capture_output=True,
        timeout=120,
        check=True,
    ).stdout.decode(errors="replace")
    (score,) = re.findall(
        r"^X-Spam-Status: \w+, score=(-?[\d.]+)", judged, re.MULTILINE
    )
    return float(score)


@pytest.mark.parametrize("name", ["issue", "digest", "plain"])
def test_filter_does_not_mind_the_mail(
    program: Callable[[str], str], name: str
) -> None:
    assert spam_score(program("spamassassin"), a_message(name)) <= 0


def test_filter_minds_a_mail_without_its_header(program: Callable[[str], str]) -> None:
    _, _, body = a_message().partition(b"\r\nMIME-Version")

    assert spam_score(program("spamassassin"), b"MIME-Version" + body) > 0


def sent(port: int, message: bytes) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as server:
        refused = server.sendmail("b+1@example.org", [READER.address], message)
    assert refused == {}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can start a mail server")
def test_server_stores_the_message_unchanged(
    program: Callable[[str], str], tmp_path: Path
) -> None:
    photo = a_photo(tmp_path)
    issue = the_issue(nine_articles(photo))
    proof = mail_edition(issue, gazette(), (a_picture(photo),)).message
    messages = sorted((a_message(), a_message("digest"), proof), key=len)

    with postfix(program("postfix")) as (port, box):
        for message in messages:
            sent(port, message)
        stored = arrived(box, len(messages))

    assert len(stored) == len(messages)
    for kept, message in zip(stored, messages, strict=True):
        assert kept.endswith(b"\n" + message.replace(b"\r\n", b"\n"))
        assert kept.count(b"\nReceived:") == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can start a mail server")
def test_signature_is_valid_where_the_message_arrives(
    program: Callable[[str], str],
) -> None:
    with postfix(program("postfix")) as (port, box):
        sent(port, a_message())
        (stored,) = arrived(box, 1)

    def record(name: bytes, timeout: int = 5) -> str:  # noqa: ARG001
        return SIGNER.record

    assert dkim.verify(stored.replace(b"\n", b"\r\n"), dnsfunc=record)
