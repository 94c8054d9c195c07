"""What real mail programs do with the message: a filter, and a server."""

import os
import pwd
import re
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import dkim
import pytest

from newsletter.mail import Mailing, Recipient, mail_edition, signer
from tests.builders import a_photo
from tests.mail.keys import ed25519_pem
from tests.mail.sample import a_picture, gazette, nine_articles, set_as, the_issue

TOKEN = "aaaabbbbccccddddeeeeffffgggg0001"  # noqa: S105
READER = Recipient(address="reader@example.net", name="读者甲")
SIGNER = signer("example.org", "mail", ed25519_pem())

MAIN = """\
compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
daemon_directory = {daemons}
maillog_file = {root}/log
maillog_file_prefixes = {root}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = relay.example.org
mynetworks = 127.0.0.0/8
mydestination =
alias_maps =
in_flow_delay = 0
virtual_mailbox_domains = example.net
virtual_mailbox_base = {root}/boxes
virtual_mailbox_maps = static:reader/
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
"""
MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
cleanup  unix n - n - 0 cleanup
qmgr     unix n - n 300 1 qmgr
rewrite  unix - - n - - trivial-rewrite
bounce   unix - - n - 0 bounce
defer    unix - - n - 0 bounce
trace    unix - - n - 0 bounce
proxymap unix - - n - - proxymap
virtual  unix - n n - - virtual
error    unix - - n - - error
retry    unix - - n - - error
anvil    unix - - n - 1 anvil
postlog  unix-dgram n - n - 1 postlogd
"""


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


@contextmanager
def postfix(program: str) -> Iterator[tuple[int, Path]]:
    """Run a Postfix of our own; give its port and the reader's new mail."""
    root = Path(tempfile.mkdtemp(prefix="postfix-"))
    root.chmod(0o755)  # its daemons are other users
    owner, nobody = pwd.getpwnam("postfix"), pwd.getpwnam("nobody")
    for folder in ("queue", "data", "boxes"):
        (root / folder).mkdir()
    os.chown(root / "data", owner.pw_uid, owner.pw_gid)
    os.chown(root / "boxes", nobody.pw_uid, nobody.pw_gid)
    daemons = subprocess.run(
        [Path(program).with_name("postconf"), "-d", "-h", "daemon_directory"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (root / "main.cf").write_text(
        MAIN.format(root=root, daemons=daemons, uid=nobody.pw_uid, gid=nobody.pw_gid)
    )
    (root / "master.cf").write_text(MASTER.format(port=port))
    try:
        subprocess.run([program, "-c", root, "start"], capture_output=True, check=True)
        yield port, root / "boxes" / "reader" / "new"
    finally:
        subprocess.run([program, "-c", root, "stop"], capture_output=True, check=False)
        shutil.rmtree(root, ignore_errors=True)


def sent(port: int, message: bytes) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as server:
        refused = server.sendmail("b+1@example.org", [READER.address], message)
    assert refused == {}


def arrived(folder: Path, count: int) -> list[bytes]:
    """Wait for so many messages; in the order of their size."""
    for _ in range(300):
        files = list(folder.glob("*"))
        if len(files) >= count:
            return sorted((file.read_bytes() for file in files), key=len)
        time.sleep(0.1)
    return []


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
