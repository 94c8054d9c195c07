"""Amazon SES through SNS: who signed, and what it tells.

SNS signs a canonical text with a key whose certificate lies at an address of
Amazon's own; a certificate from anywhere else is not even fetched.
"""

import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256

from newsletter.circulation.bounces.hooks.refusal import (
    HookError,
    inside,
    objects_at,
    read_object,
    text_at,
)
from newsletter.circulation.bounces.marks import serials_in, tokens_in
from newsletter.circulation.bounces.signals import code_in, in_one_line, kind_of
from newsletter.circulation.bounces.values import Event, Kind

Fetch: TypeAlias = Callable[[str], bytes]
"""Gets a certificate, PEM, from an address that has been checked."""

_HOST = re.compile(r"sns\.[a-z0-9-]{3,40}\.amazonaws\.com(?:\.cn)?")
_NOTE = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
_GREETING = (
    "Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type",
)  # fmt: skip
_MINDS = {"ContentRejected", "AttachmentRejected", "MessageTooLarge"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SnsCall:
    """A call whose signature is Amazon's and whose topic is ours."""

    events: tuple[Event, ...] = ()

    confirm_url: str = ""
    """To be fetched once, so that SNS begins to call; an address of Amazon's own."""


def read_sns(body: bytes, topic: str, fetch: Fetch) -> SnsCall:
    """Read a call of SNS.

    Args:
        body: of the request.
        topic: the ARN that the publication has set up; no other is believed.
        fetch: gets the certificate; keep what it gives, it changes rarely.

    Raises:
        HookError: it is damaged, not signed by Amazon, or of another topic.
    """
    call = read_object(body)
    if not topic or text_at(call, "TopicArn") != topic:
        raise HookError("the call is of another topic")
    _check(call, fetch)
    if text_at(call, "Type") == "SubscriptionConfirmation":
        return SnsCall(confirm_url=_amazons(text_at(call, "SubscribeURL")))
    if text_at(call, "Type") != "Notification":
        return SnsCall()
    return SnsCall(events=_events(read_object(text_at(call, "Message") or "{}")))


def _check(call: dict[str, Any], fetch: Fetch) -> None:
    address = _amazons(text_at(call, "SigningCertURL"))
    if not urlsplit(address).path.endswith(".pem"):
        raise HookError("the certificate's address is not Amazon's")
    digest = SHA256() if text_at(call, "SignatureVersion") == "2" else SHA1()  # noqa: S303
    try:
        key = x509.load_pem_x509_certificate(fetch(address)).public_key()
        if not isinstance(key, RSAPublicKey):
            raise HookError("the certificate is of another kind")
        signature = b64decode(text_at(call, "Signature"), validate=True)
        key.verify(signature, _canonical(call), PKCS1v15(), digest)
    except (ValueError, InvalidSignature):
        raise HookError("the call is not signed by Amazon") from None


def _amazons(address: str) -> str:
    try:
        parts = urlsplit(address)
        is_plain = parts.scheme == "https" and parts.port in {None, 443}
        is_theirs = bool(_HOST.fullmatch(parts.netloc.lower()))
    except ValueError:
        is_plain = is_theirs = False
    if not (is_plain and is_theirs):
        raise HookError("an address in the call is not Amazon's")
    return address


def _canonical(call: dict[str, Any]) -> bytes:
    is_note = text_at(call, "Type") == "Notification"
    names = (name for name in (_NOTE if is_note else _GREETING) if name in call)
    return "".join(f"{name}\n{text_at(call, name)}\n" for name in names).encode()


def _events(told: dict[str, Any]) -> tuple[Event, ...]:
    kind = text_at(told, "notificationType") or text_at(told, "eventType")
    if kind == "Bounce":
        every = objects_at(told, "bounce", "bouncedRecipients")
        return tuple(_marked(told, _bounced(told, one)) for one in every)
    if kind == "Complaint":
        every = objects_at(told, "complaint", "complainedRecipients")
        return tuple(_marked(told, _complained(told, one)) for one in every)
    return ()


def _bounced(told: dict[str, Any], recipient: dict[str, Any]) -> Event:
    words = text_at(recipient, "diagnosticCode")
    code = code_in(text_at(recipient, "status")) or code_in(words)
    is_final = text_at(told, "bounce", "bounceType") == "Permanent"
    if not code or (code[0] == "5") is not is_final:
        code = "5.0.0" if is_final else "4.0.0"
    is_minded = text_at(told, "bounce", "bounceSubType") in _MINDS
    return Event(
        kind=Kind.BLOCK if is_minded else kind_of(code, words),
        address=text_at(recipient, "emailAddress"),
        code=code,
        text=in_one_line(words),
        is_vouched=True,
    )


def _complained(told: dict[str, Any], recipient: dict[str, Any]) -> Event:
    return Event(
        kind=Kind.COMPLAINT,
        address=text_at(recipient, "emailAddress"),
        text=text_at(told, "complaint", "complaintFeedbackType"),
        is_vouched=True,
    )


def _marked(told: dict[str, Any], event: Event) -> Event:
    headers = objects_at(told, "mail", "headers")
    named = (
        text_at(one, "value")
        for one in headers
        if text_at(one, "name").lower() == "message-id"
    )
    common = text_at(inside(told, "mail", "commonHeaders"), "messageId")
    serials = serials_in(text_at(told, "mail", "source"))
    return replace(event, serials=serials, tokens=tokens_in(common, *named))
