"""Bounces on a real IMAP server."""

import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from newsletter.circulation.bounces.imap import (
    Account,
    AccountRefused,
    account_of,
    letters_at,
)
from newsletter.circulation.bounces.sources import SourceError
from tests.circulation.bounces.letters import a_complaint, a_dsn, a_recipient

PASSWORD = "of the test's own mailbox"  # noqa: S105
LETTERS = (a_dsn(a_recipient("5.1.1", "unknown")), a_complaint())

CONF = """\
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{root}/cert.pem
ssl_key = <{root}/key.pem
mail_location = maildir:{root}/box
first_valid_uid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={root}
}}
service imap-login {{
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {port}
  }}
}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    account: Account
    plain_port: int
    trust: ssl.SSLContext
    box: Path


def write_certificate(root: Path) -> None:
    key = generate_private_key(SECP256R1())
    name = x509.Name([])
    alternatives = x509.SubjectAlternativeName(
        [x509.IPAddress(ip_address("127.0.0.1"))]
    )
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(alternatives, critical=True)
        .sign(key, SHA256())
    )
    (root / "cert.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (root / "key.pem").write_bytes(private)


def free_ports() -> tuple[int, int]:
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("127.0.0.1", 0)) as two,
    ):
        return one.getsockname()[1], two.getsockname()[1]


@pytest.fixture
def server(program: Callable[[str], str]) -> Iterator[Server]:
    if os.geteuid() != 0:
        pytest.skip("only root can start an IMAP server")
    dovecot = program("dovecot")
    root = Path(tempfile.mkdtemp(prefix="imap-"))
    root.chmod(0o755)
    owner = pwd.getpwnam("nobody")
    port, plain = free_ports()
    write_certificate(root)
    (root / "conf").write_text(
        CONF.format(
            root=root, password=PASSWORD.replace(" ", "_"), uid=owner.pw_uid,
            gid=owner.pw_gid, port=port, plain=plain,
        )
    )  # fmt: skip
    for folder in ("new", "cur", "tmp"):
        (root / "box" / folder).mkdir(parents=True)
    for number, raw in enumerate(LETTERS):
        (root / "box" / "new" / f"{number}.host").write_bytes(raw)
    for path in ((root / "box"), *(root / "box").rglob("*")):
        os.chown(path, owner.pw_uid, owner.pw_gid)
    with subprocess.Popen([dovecot, "-F", "-c", root / "conf"]) as job:
        try:
            wait_for(port)
            yield Server(
                account=Account(
                    host="127.0.0.1", port=port, user="bounces",
                    password=PASSWORD.replace(" ", "_"),
                ),
                plain_port=plain,
                trust=ssl.create_default_context(cafile=str(root / "cert.pem")),
                box=root / "box",
            )  # fmt: skip
        finally:
            job.terminate()
    shutil.rmtree(root, ignore_errors=True)


def wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return


def test_unseen_letters_are_read_once_they_are_done_no_more(server: Server) -> None:
    left = [letter.raw for letter in letters_at(server.account, server.trust)]
    for letter in letters_at(server.account, server.trust):
        letter.done()
    again = list(letters_at(server.account, server.trust))

    assert sorted(left) == sorted(LETTERS)
    assert again == []


def test_plain_port_is_encrypted_before_the_password_goes_out(server: Server) -> None:
    account = replace(server.account, port=server.plain_port, is_encrypted=False)

    assert len(list(letters_at(account, server.trust))) == 2


@pytest.mark.parametrize(
    "change",
    [{"password": "another"}, {"folder": "Nowhere"}, {"port": 1}],
)
def test_mailbox_that_does_not_open_is_told(
    server: Server, change: dict[str, str]
) -> None:
    account = replace(server.account, **change)  # type: ignore[arg-type]

    with pytest.raises(SourceError, match=r"127\.0\.0\.1"):
        list(letters_at(account, server.trust))


def test_server_whose_certificate_nobody_knows_is_not_believed(server: Server) -> None:
    with pytest.raises(SourceError, match="certificate"):
        list(letters_at(server.account))


def test_address_of_a_mailbox_is_read() -> None:
    account = account_of("imaps://bounces%40paper@mail.example.org/Back/Post", "p")

    assert account.user == "bounces@paper"
    assert (account.host, account.port) == ("mail.example.org", 993)
    assert account.folder == "Back/Post"
    assert account_of("imap://a@b.example", "p").port == 143


@pytest.mark.parametrize(
    "address",
    ["imaps://", "pop3://a@b", "imaps://a:secret@b.example", "imaps://a@b.example:x"],
)
def test_address_that_is_none_is_refused_without_showing_a_password(
    address: str,
) -> None:
    with pytest.raises(AccountRefused) as refused:
        account_of(address, "")

    assert "secret" not in str(refused.value)
