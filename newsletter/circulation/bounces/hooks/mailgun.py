"""Mailgun's calls: HMAC-SHA256 over timestamp and token, by the domain's key."""

import hmac
from hashlib import sha256
from typing import Any

from newsletter.circulation.bounces.hooks.refusal import (
    HookError,
    inside,
    read_object,
    text_at,
)
from newsletter.circulation.bounces.marks import serials_in, tokens_in
from newsletter.circulation.bounces.signals import in_one_line, kind_of
from newsletter.circulation.bounces.values import Event, Kind

_OLDEST = 86_400
_AHEAD = 300


def mailgun_events(body: bytes, key: str, now: int) -> tuple[Event, ...]:
    """Read a call.

    Args:
        body: of the request, JSON.
        key: the domain's HTTP webhook signing key.
        now: seconds since 1970; calls older than a day are not believed.

    Returns:
        Nothing for deliveries, opens and the like.

    Raises:
        HookError: it is not signed with the key, is stale, or damaged.
    """
    call = read_object(body)
    _check(inside(call, "signature"), key, now)
    told = inside(call, "event-data")
    kind = _kind(told)
    if kind is None:
        return ()
    return (
        Event(
            kind=kind,
            address=text_at(told, "recipient"),
            serials=serials_in(text_at(told, "envelope", "sender")),
            tokens=tokens_in(text_at(told, "message", "headers", "message-id")),
            code=_code(told),
            text=in_one_line(_words(told)),
            is_vouched=True,
        ),
    )


def _check(signature: Any, key: str, now: int) -> None:
    stamp, token = text_at(signature, "timestamp"), text_at(signature, "token")
    signed = hmac.new(key.encode(), f"{stamp}{token}".encode(), sha256).hexdigest()
    given = text_at(signature, "signature")
    if not (key and hmac.compare_digest(signed.encode(), given.encode())):
        raise HookError("the call is not signed with our key")
    when = int(stamp) if stamp.isascii() and stamp.isdigit() else 0
    if not now - _OLDEST <= when <= now + _AHEAD:
        raise HookError("the call is stale")


def _kind(told: Any) -> Kind | None:
    event = text_at(told, "event")
    if event == "complained":
        return Kind.COMPLAINT
    if event == "unsubscribed":
        return Kind.LEAVE
    if event != "failed":
        return None
    return kind_of(_code(told), _words(told))


def _code(told: Any) -> str:
    """Find the status; Mailgun's own numbers such as 605 say only how grave it is."""
    enhanced = text_at(told, "delivery-status", "enhanced-code")
    plain = text_at(told, "delivery-status", "code")
    is_real = plain[:1] in {"4", "5"} and len(plain) == 3
    if enhanced[:1] in {"4", "5"}:
        return enhanced
    if is_real:
        return plain
    return "5.0.0" if text_at(told, "severity") == "permanent" else "4.0.0"


def _words(told: Any) -> str:
    status = ("message", "description")
    said = (text_at(told, "delivery-status", name) for name in status)
    return next((words for words in said if words), text_at(told, "reason"))
