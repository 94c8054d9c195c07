"""Reports that machines write for machines: DSN (RFC 3464) and ARF (RFC 5965)."""

import re
from collections.abc import Iterator
from email.message import Message

from newsletter.circulation.bounces.marks import (
    fields,
    serials_in,
    serials_of,
    tokens_in,
)
from newsletter.circulation.bounces.signals import code_in, in_one_line, kind_of
from newsletter.circulation.bounces.values import Event, Kind

_ARRIVED = {"delivered", "relayed", "expanded"}
_RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global")


def delivery_events(letter: Message) -> tuple[Event, ...] | None:
    """Read a delivery status notification, a recipient at a time.

    Returns:
        None when the letter holds no such report; nothing when all arrived.
    """
    report = _part(letter, "message/delivery-status", "message/global-delivery-status")
    if report is None:
        return None
    serials, tokens = _marks(letter)
    events = (
        _of_recipient(block, serials, tokens)
        for block in _blocks(report)
        if block.get("Final-Recipient") or block.get("Original-Recipient")
    )
    return tuple(event for event in events if event)


def complaint_events(letter: Message) -> tuple[Event, ...] | None:
    """Read a feedback report: a reader has called our letter spam.

    Returns:
        None when the letter is none; nothing when it reports something else.
    """
    report = _part(letter, "message/feedback-report")
    if report is None:
        return None
    block = next(_blocks(report), Message())
    kind = _said(block, "Feedback-Type").lower()
    if kind not in {"abuse", "fraud", "opt-out", "opt-out-list"}:
        return ()
    serials, tokens = _marks(letter)
    named = serials_in(*fields(block, "Original-Mail-From"))
    return (
        Event(
            kind=Kind.COMPLAINT,
            address=_address(_said(block, "Original-Rcpt-To")),
            serials=tuple(dict.fromkeys((*named, *serials))),
            tokens=tokens,
            text=in_one_line(f"{kind} {_said(block, 'User-Agent')}"),
        ),
    )


def _of_recipient(
    block: Message, serials: tuple[str, ...], tokens: tuple[str, ...]
) -> Event | None:
    action = _said(block, "Action").lower()
    if action in _ARRIVED:
        return None
    words = _said(block, "Diagnostic-Code").partition(";")[2] or _said(
        block, "Diagnostic-Code"
    )
    code = code_in(_said(block, "Status")) or code_in(words)
    kind = kind_of(code, words)
    if action == "delayed" and kind is Kind.HARD:
        kind = Kind.SOFT
    if code.startswith("2"):
        return None
    address = _said(block, "Original-Recipient") or _said(block, "Final-Recipient")
    return Event(
        kind=kind,
        address=_address(address),
        serials=serials,
        tokens=tokens,
        code=code,
        text=in_one_line(words),
    )


def _marks(letter: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Find our marks in the letter and in what it returns of ours."""
    returned = [_returned(part) for part in letter.walk() if _is_returned(part)]
    senders = (value for one in returned for value in fields(one, "Return-Path"))
    names = (value for one in returned for value in fields(one, "Message-ID"))
    serials = dict.fromkeys((*serials_of(letter), *serials_in(*senders)))
    return tuple(serials), tokens_in(*names)


def _is_returned(part: Message) -> bool:
    return part.get_content_type() in _RETURNED


def _returned(part: Message) -> Message:
    inside = part.get_payload()
    if isinstance(inside, list):
        first = inside[0] if inside else Message()
        return first if isinstance(first, Message) else Message()
    return _headers(_text(part))


def _part(letter: Message, *kinds: str) -> Message | None:
    parts = (part for part in letter.walk() if part.get_content_type() in kinds)
    return next(parts, None)


def _blocks(report: Message) -> Iterator[Message]:
    """Give the field groups of a report, however the parser has cut it."""
    inside = report.get_payload()
    if isinstance(inside, list):
        for block in inside:
            if isinstance(block, Message):
                # A report that is encoded as a whole is parsed as one body.
                rest = block.get_payload()
                yield block
                if isinstance(rest, str) and rest.strip():
                    yield from map(_headers, _groups(rest))
    else:
        yield from map(_headers, _groups(_text(report)))


def _groups(text: str) -> list[str]:
    return re.split(r"\r?\n[ \t]*\r?\n", text.strip())


def _headers(text: str) -> Message:
    """Read lines of fields, folded ones too (RFC 5322 2.2.3)."""
    block = Message()
    unfolded = re.sub(r"\r?\n[ \t]+", " ", text)
    for line in unfolded.splitlines():
        name, colon, value = line.partition(":")
        if colon and name.strip().isascii() and " " not in name.strip():
            block[name.strip()] = value.strip()
    return block


def _text(part: Message) -> str:
    raw = part.get_payload(decode=True)
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""


def _said(block: Message, name: str) -> str:
    return " ".join("".join(fields(block, name)[:1]).split())


def _address(said: str) -> str:
    """Take the address out of ``rfc822; reader@example.org``."""
    return said.rpartition(";")[2].strip().strip("<>")
