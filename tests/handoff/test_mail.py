"""Hand-off by mail, through a real SMTP server on this machine."""

import email
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd import smtp
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from newsletter.model.delivery import Delivery, DeliveryKind, Security
from newsletter.press.handoff.deliver import Answer
from newsletter.press.handoff.refusals import (
    BrokenConnectionError,
    DoubtfulMailError,
    HandoffError,
)
from tests.handoff.paper import DAY, a_printer, built, handed_off, page, sent
from tests.handoff.shops import free_port

SECRET = {"SHOP_MAIL": "open sesame"}


@dataclass(slots=True)
class Mailbox:
    """Takes mail, and can be told to misbehave."""

    mails: list[EmailMessage] = field(default_factory=list)
    answer: str = "250 OK"
    hangs_up: int = 0
    """How many mails are taken without an answer."""

    async def handle_DATA(  # noqa: N802  (aiosmtpd's name)
        self, server: smtp.SMTP, session: smtp.Session, envelope: smtp.Envelope
    ) -> str:
        del session
        if self.answer.startswith("2"):
            assert isinstance(envelope.content, bytes)
            message = email.message_from_bytes(envelope.content, policy=SMTP)
            assert isinstance(message, EmailMessage)
            self.mails.append(message)
        if self.hangs_up:
            self.hangs_up -= 1
            assert server.transport
            server.transport.close()
        return self.answer

    @property
    def files(self) -> list[list[str | None]]:
        return [
            [part.get_filename() for part in mail.iter_attachments()]
            for mail in self.mails
        ]


def check_login(_: Any, __: Any, ___: Any, ____: Any, login: Any) -> smtp.AuthResult:
    is_right = (
        isinstance(login, smtp.LoginPassword) and login.password == b"open sesame"
    )
    return smtp.AuthResult(success=is_right, handled=False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("certificate") / "server.pem"
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


@dataclass(frozen=True, slots=True)
class MailShop:
    """A print shop with a mail server."""

    box: Mailbox
    port: int
    certificate: Path
    security: Security

    def delivery(self, **fields: Any) -> Delivery:
        given: dict[str, Any] = {
            "kind": DeliveryKind.MAIL,
            "host": "localhost",
            "port": self.port,
            "user": "paper",
            "password": "SHOP_MAIL",
            "address": "shop@print.example.org",
            "security": self.security,
            "authorities": self.certificate,
            "timeout": 5.0,
        }
        return Delivery(**given | fields)


@contextmanager
def mail_shop(
    certificate: Path, security: Security = Security.STARTTLS, **options: Any
) -> Iterator[MailShop]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    box, port = Mailbox(), free_port()
    is_tls = security is Security.TLS
    given: dict[str, Any] = {
        "hostname": "localhost",
        "port": port,
        "authenticator": check_login,
        "ssl_context": context if is_tls else None,
        "tls_context": None if is_tls else context,
        "require_starttls": not is_tls,
        "auth_require_tls": not is_tls,
    }
    controller = Controller(box, **given | options)
    controller.start()
    try:
        yield MailShop(box, port, certificate, security)
    finally:
        controller.stop()


@pytest.fixture
def shop(certificate: Path) -> Iterator[MailShop]:
    with mail_shop(certificate) as running:
        yield running


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_files_arrive_as_attachments_the_ticket_last(
    certificate: Path, tmp_path: Path, security: Security
) -> None:
    with mail_shop(certificate, security) as shop:
        issue = built(tmp_path, a_printer(shop.delivery()), page(1), page(2))

        done = handed_off(issue, environment=SECRET)

    [mail] = shop.box.mails
    attached = [part.get_content() for part in mail.iter_attachments()]
    assert shop.box.files == [sent(done)]
    assert [part.encode() if isinstance(part, str) else part for part in attached] == [
        parcel.data for parcel in done.plan.parcels
    ]
    assert sent(done)[-1] == f"hewan-{DAY}-v1.xjdf"
    assert mail.as_bytes().isascii()
    assert mail["From"] == "paper@example.org"
    assert mail["To"] == "shop@print.example.org"
    assert "（齐）" in mail["Subject"]
    body = mail.get_body()
    assert body
    assert done.plan.parcels[0].sha256 in body.get_content()


def test_the_second_hand_off_mails_nothing(shop: MailShop, tmp_path: Path) -> None:
    issue = built(tmp_path, a_printer(shop.delivery()), page(1))
    handed_off(issue, environment=SECRET)

    again = handed_off(issue, environment=SECRET)

    assert sent(again) == []
    assert len(shop.box.mails) == 1


def test_big_files_are_shared_out_to_several_mails(
    shop: MailShop, tmp_path: Path
) -> None:
    pages = tuple(page(seed, 300_000) for seed in range(4))
    issue = built(tmp_path, a_printer(shop.delivery(size_limit=1.0)), *pages)

    done = handed_off(issue, environment=SECRET)

    assert len(shop.box.mails) == 2
    assert [name for names in shop.box.files for name in names] == sent(done)
    assert all(len(mail.as_bytes()) <= 1_000_000 for mail in shop.box.mails)
    assert ["（齐）" in mail["Subject"] for mail in shop.box.mails] == [False, True]


def test_the_server_s_own_limit_counts(certificate: Path, tmp_path: Path) -> None:
    with mail_shop(certificate, data_size_limit=500_000) as shop:
        issue = built(tmp_path, a_printer(shop.delivery()), page(1, 400_000))

        with pytest.raises(HandoffError, match=r"fits into no mail \(at most 0.5 MB\)"):
            handed_off(issue, environment=SECRET)

    assert shop.box.mails == []


def test_a_mail_without_an_answer_is_never_sent_again_unasked(
    shop: MailShop, tmp_path: Path
) -> None:
    issue = built(tmp_path, a_printer(shop.delivery()), page(1))
    shop.box.hangs_up = 1

    with pytest.raises(DoubtfulMailError):
        handed_off(issue, environment=SECRET)
    with pytest.raises(DoubtfulMailError, match="--doubtful again"):
        handed_off(issue, environment=SECRET)

    assert len(shop.box.mails) == 1


@pytest.mark.parametrize(("answer", "mails"), [(Answer.ARRIVED, 1), (Answer.AGAIN, 2)])
def test_what_the_shop_says_of_a_doubtful_mail_decides(
    shop: MailShop, tmp_path: Path, answer: Answer, mails: int
) -> None:
    issue = built(tmp_path, a_printer(shop.delivery()), page(1))
    shop.box.hangs_up = 1
    with pytest.raises(DoubtfulMailError):
        handed_off(issue, environment=SECRET)

    handed_off(issue, environment=SECRET, answer=answer)

    assert len(shop.box.mails) == mails
    assert len({mail["Message-ID"] for mail in shop.box.mails}) == 1
    assert sent(handed_off(issue, environment=SECRET)) == []


def test_a_refused_mail_may_be_sent_again(shop: MailShop, tmp_path: Path) -> None:
    issue = built(tmp_path, a_printer(shop.delivery()), page(1))
    shop.box.answer = "552 mailbox full"
    with pytest.raises(HandoffError, match="552 mailbox full"):
        handed_off(issue, environment=SECRET)
    shop.box.answer = "250 OK"

    done = handed_off(issue, environment=SECRET)

    assert shop.box.files == [sent(done)]


def test_a_wrong_password_is_locked_out(shop: MailShop, tmp_path: Path) -> None:
    issue = built(tmp_path, a_printer(shop.delivery()), page(1))

    with pytest.raises(HandoffError, match="does not let us in") as refusal:
        handed_off(issue, environment={"SHOP_MAIL": "wrong"})

    assert "wrong" not in str(refusal.value)


def test_an_unknown_certificate_is_refused(shop: MailShop, tmp_path: Path) -> None:
    issue = built(tmp_path, a_printer(shop.delivery(authorities=None)), page(1))

    with pytest.raises(HandoffError, match="cannot be encrypted"):
        handed_off(issue, environment=SECRET)

    assert shop.box.mails == []


def test_a_server_without_encryption_gets_no_password(
    certificate: Path, tmp_path: Path
) -> None:
    with mail_shop(
        certificate, tls_context=None, require_starttls=False, auth_require_tls=False
    ) as shop:
        issue = built(tmp_path, a_printer(shop.delivery()), page(1))

        with pytest.raises(HandoffError, match="cannot be encrypted"):
            handed_off(issue, environment=SECRET)

    assert shop.box.mails == []


def test_a_server_that_is_not_there_is_an_outside_failure(tmp_path: Path) -> None:
    delivery = Delivery(
        kind=DeliveryKind.MAIL,
        host="localhost",
        port=free_port(),
        address="shop@print.example.org",
    )
    issue = built(tmp_path, a_printer(delivery), page(1))

    with pytest.raises(BrokenConnectionError):
        handed_off(issue)
