import hmac
import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from newsletter.circulation.bounces.hooks import HookError, mailgun_events, read_sns
from newsletter.circulation.bounces.values import Event, Kind
from tests.circulation.bounces.letters import OURS, SERIAL, TOKEN

TOPIC = "arn:aws:sns:eu-west-1:000000000000:bounces"
CERTIFICATE = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem"
SENDER = f"bounces+{SERIAL}@paper.example.org"
KEY = "signing key of the domain"
NOW = 1_700_000_000


@cache
def a_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65_537, key_size=2_048)


@cache
def the_certificate() -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.example")])
    start = datetime(2021, 1, 1, tzinfo=UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(a_key().public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=10_000))
    )
    return builder.sign(a_key(), SHA256()).public_bytes(Encoding.PEM)


def fetch(address: str) -> bytes:
    assert address == CERTIFICATE
    return the_certificate()


def a_call(message: dict[str, Any], **changes: str) -> dict[str, str]:
    call = {
        "Type": "Notification",
        "MessageId": "1",
        "TopicArn": TOPIC,
        "Message": json.dumps(message, ensure_ascii=False),
        "Timestamp": "2021-11-23T00:00:00.000Z",
        "SignatureVersion": "2",
        "SigningCertURL": CERTIFICATE,
        **changes,
    }
    return call | {"Signature": signature_of(call)}


def signature_of(call: dict[str, str]) -> str:
    """Sign as Amazon describes: names and values, a line each, in byte order."""
    left_out = {"Signature", "SignatureVersion", "SigningCertURL"}
    names = sorted(set(call) - left_out)
    text = "".join(f"{name}\n{call[name]}\n" for name in names).encode()
    digest = SHA256() if call["SignatureVersion"] == "2" else SHA1()  # noqa: S303
    return b64encode(a_key().sign(text, PKCS1v15(), digest)).decode()


def a_bounce(kind: str, subtype: str, status: str, words: str) -> dict[str, Any]:
    recipient = {
        "emailAddress": "reader@example.net",
        "status": status,
        "diagnosticCode": words,
    }
    return {
        "notificationType": "Bounce",
        "bounce": {
            "bounceType": kind,
            "bounceSubType": subtype,
            "bouncedRecipients": [recipient],
        },
        "mail": {
            "source": SENDER,
            "headers": [{"name": "Message-ID", "value": f"<{OURS}>"}],
        },
    }


def sns(call: dict[str, str]) -> tuple[Event, ...]:
    return read_sns(json.dumps(call).encode(), TOPIC, fetch).events


@pytest.mark.parametrize(
    ("kind", "subtype", "status", "words", "expected"),
    [
        ("Permanent", "General", "5.1.1", "smtp; 550 5.1.1 user unknown", Kind.HARD),
        ("Permanent", "NoEmail", "", "", Kind.HARD),
        (
            "Permanent",
            "General",
            "5.0.0",
            "550 Domain frequency limited",
            Kind.THROTTLE,
        ),
        ("Transient", "MailboxFull", "5.2.2", "552 mailbox full", Kind.SOFT),
        ("Transient", "ContentRejected", "5.7.1", "no", Kind.BLOCK),
        ("Undetermined", "Undetermined", "", "", Kind.SOFT),
    ],
)
def test_bounce_that_amazon_tells_is_sorted(
    kind: str, subtype: str, status: str, words: str, expected: Kind
) -> None:
    (event,) = sns(a_call(a_bounce(kind, subtype, status, words)))

    assert event.kind is expected
    assert event.address == "reader@example.net"
    assert event.serials == (SERIAL,)
    assert event.tokens == (TOKEN,)
    assert event.is_vouched


def test_complaint_that_amazon_tells_is_one() -> None:
    told = {
        "eventType": "Complaint",
        "complaint": {"complainedRecipients": [{"emailAddress": "r@example.net"}]},
        "mail": {"commonHeaders": {"messageId": f"<{OURS}>"}},
    }

    (event,) = sns(a_call(told))

    assert (event.kind, event.address) == (Kind.COMPLAINT, "r@example.net")
    assert event.tokens == (TOKEN,)


@pytest.mark.parametrize("version", ["1", "2"])
def test_both_signatures_of_amazon_are_known(version: str) -> None:
    told = a_bounce("Permanent", "General", "5.1.1", "")

    assert sns(a_call(told, SignatureVersion=version, Subject="主题"))


@pytest.mark.parametrize(
    "change",
    [
        {"Message": "{}"},
        {"MessageId": "2"},
        {"TopicArn": "arn:aws:sns:eu-west-1:000000000000:other"},
        {"Signature": "AAAA"},
        {"Signature": "no base64"},
        {"SigningCertURL": "http://sns.eu-west-1.amazonaws.com/a.pem"},
        {"SigningCertURL": "https://sns.eu-west-1.amazonaws.com.example.org/a.pem"},
        {"SigningCertURL": "https://user@sns.eu-west-1.amazonaws.com/a.pem"},
        {"SigningCertURL": "https://sns.eu-west-1.amazonaws.com:99999/a.pem"},
        {"SigningCertURL": "https://s3.amazonaws.com/sns.eu-west-1/a.pem"},
        {"SigningCertURL": "https://sns.eu-west-1.amazonaws.com/a.html"},
    ],
)
def test_call_that_amazon_has_not_signed_for_us_is_refused(
    change: dict[str, str],
) -> None:
    call = a_call(a_bounce("Permanent", "General", "5.1.1", "")) | change

    with pytest.raises(HookError):
        sns(call)


def test_subscription_is_confirmed_at_an_address_of_amazons_own() -> None:
    address = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription"
    more = {"Type": "SubscriptionConfirmation", "Token": "t"}
    call = a_call({}, SubscribeURL=address, **more)
    elsewhere = a_call({}, SubscribeURL="https://inside.example.org/", **more)

    read = read_sns(json.dumps(call).encode(), TOPIC, fetch)

    assert read.confirm_url == address
    with pytest.raises(HookError):
        read_sns(json.dumps(elsewhere).encode(), TOPIC, fetch)


def a_mailgun_call(event: str, stamp: int = NOW, **data: Any) -> dict[str, Any]:
    signed = hmac.new(KEY.encode(), f"{stamp}t".encode(), sha256).hexdigest()
    return {
        "signature": {"timestamp": str(stamp), "token": "t", "signature": signed},
        "event-data": {
            "event": event,
            "recipient": "reader@example.net",
            "message": {"headers": {"message-id": OURS}},
            "envelope": {"sender": SENDER},
            **data,
        },
    }


def mailgun(call: dict[str, Any]) -> tuple[Event, ...]:
    return mailgun_events(json.dumps(call).encode(), KEY, NOW)


@pytest.mark.parametrize(
    ("severity", "status", "kind"),
    [
        ("permanent", {"code": 550, "message": "5.1.1 user unknown"}, Kind.HARD),
        ("permanent", {"code": 605, "description": "not delivering"}, Kind.HARD),
        ("permanent", {"code": 550, "message": "frequency limited"}, Kind.THROTTLE),
        ("temporary", {"code": 452, "message": "4.2.2 full"}, Kind.SOFT),
        ("permanent", {"enhanced-code": "5.7.1", "message": "spam"}, Kind.BLOCK),
    ],
)
def test_failure_that_mailgun_tells_is_sorted(
    severity: str, status: dict[str, Any], kind: Kind
) -> None:
    call = a_mailgun_call("failed", severity=severity, **{"delivery-status": status})

    (event,) = mailgun(call)

    assert event.kind is kind
    assert (event.serials, event.tokens) == ((SERIAL,), (TOKEN,))
    assert event.is_vouched


@pytest.mark.parametrize(
    ("event", "kinds"),
    [
        ("complained", [Kind.COMPLAINT]),
        ("unsubscribed", [Kind.LEAVE]),
        ("delivered", []),
        ("opened", []),
    ],
)
def test_what_else_mailgun_tells(event: str, kinds: list[Kind]) -> None:
    assert [one.kind for one in mailgun(a_mailgun_call(event))] == kinds


@pytest.mark.parametrize("stamp", [NOW - 86_401, NOW + 301])
def test_stale_call_is_refused(stamp: int) -> None:
    with pytest.raises(HookError, match="stale"):
        mailgun(a_mailgun_call("complained", stamp))


@pytest.mark.parametrize(
    "spoilt",
    [
        {"signature": {"timestamp": str(NOW), "token": "t", "signature": "0" * 64}},
        {"signature": {"timestamp": str(NOW), "token": "u"}},
        {"signature": ["no object"]},
        {"signature": None},
    ],
)
def test_call_that_is_not_signed_is_refused(spoilt: dict[str, Any]) -> None:
    with pytest.raises(HookError, match="signed"):
        mailgun(a_mailgun_call("complained") | spoilt)


def test_nothing_is_believed_while_no_key_is_set() -> None:
    signed = hmac.new(b"", f"{NOW}t".encode(), sha256).hexdigest()
    signature = {"timestamp": str(NOW), "token": "t", "signature": signed}
    call = a_mailgun_call("complained") | {"signature": signature}

    with pytest.raises(HookError):
        mailgun_events(json.dumps(call).encode(), "", NOW)


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b'"a"', b"[" * 100_000])
def test_body_that_is_no_object_is_refused(body: bytes) -> None:
    with pytest.raises(HookError):
        mailgun_events(body, KEY, NOW)
    with pytest.raises(HookError):
        read_sns(body, TOPIC, fetch)
