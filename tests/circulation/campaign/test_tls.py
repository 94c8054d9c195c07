"""The way to the relay: encrypted, to whom we mean, with a login."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from newsletter.circulation.campaign.protocol import Verdict
from newsletter.circulation.campaign.refusals import RelayAwayError, RelayError
from newsletter.circulation.campaign.wire import Connection, Envelope
from newsletter.model.delivery import Security
from tests.circulation.campaign.paper import a_relay
from tests.circulation.campaign.sink import Sink, listening

TO = Envelope("bounces@paper.example", "reader@example.net")
MESSAGE = b"Message-ID: <1@paper.example>\r\n\r\nHello\r\n"


def a_certificate(folder: Path, name: str = "localhost") -> Path:
    """Make a certificate that vouches for itself; key and certificate in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


def tls_of(certificate: Path) -> ssl.SSLContext:
    """Let a server show a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_mail_goes_over_an_encrypted_way_after_a_login(
    tmp_path: Path, security: Security
) -> None:
    pem = a_certificate(tmp_path)
    sink = Sink(
        tls=tls_of(pem), is_implicit=security is Security.TLS, login=("paper", "word")
    )
    with listening(sink):
        relay = a_relay(
            sink.port,
            host="localhost",
            security=security,
            authorities=pem,
            username="paper",
        )

        with Connection(relay, "word") as connection:
            reply = connection.send(TO, MESSAGE)

    assert reply.verdict is Verdict.TAKEN


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_relay_that_nobody_vouches_for_is_refused(
    tmp_path: Path, security: Security
) -> None:
    tls = tls_of(a_certificate(tmp_path))
    sink = Sink(tls=tls, is_implicit=security is Security.TLS)

    with listening(sink), pytest.raises(RelayError, match="cannot be encrypted"):
        Connection(a_relay(sink.port, host="localhost", security=security), "")


def test_a_certificate_of_somebody_else_is_refused(tmp_path: Path) -> None:
    pem = a_certificate(tmp_path, "other.example")
    sink = Sink(tls=tls_of(pem))
    with listening(sink):
        relay = a_relay(
            sink.port, host="localhost", security=Security.STARTTLS, authorities=pem
        )

        with pytest.raises(RelayError, match="cannot be encrypted"):
            Connection(relay, "")


def test_a_relay_without_encryption_gets_neither_mail_nor_password() -> None:
    with listening(Sink()) as sink:
        relay = a_relay(sink.port, security=Security.STARTTLS, username="paper")

        with pytest.raises(RelayError, match="cannot be encrypted"):
            Connection(relay, "word")


def test_a_wrong_password_is_told_and_is_not_tried_again(tmp_path: Path) -> None:
    pem = a_certificate(tmp_path)
    with listening(Sink(tls=tls_of(pem), login=("paper", "word"))) as sink:
        relay = a_relay(
            sink.port,
            host="localhost",
            security=Security.STARTTLS,
            authorities=pem,
            username="paper",
        )

        with pytest.raises(RelayError, match="refuses the login") as caught:
            Connection(relay, "wrong")

    assert not isinstance(caught.value, RelayAwayError)
