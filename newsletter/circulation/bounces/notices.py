"""A letter that came back, read into events."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from newsletter.circulation.bounces.marks import (
    fields,
    goodbye,
    serials_of,
    tokens_in,
    tokens_of_thread,
)
from newsletter.circulation.bounces.reports import complaint_events, delivery_events
from newsletter.circulation.bounces.signals import (
    code_in,
    has_failed,
    in_one_line,
    kind_of,
)
from newsletter.circulation.bounces.values import Event, Kind
from newsletter.circulation.bounces.wording import subject_of, words_of

_ENOUGH = 4_000_000
"""Bytes; more than any report needs, and a bound for hostile letters."""

_MACHINE = re.compile(r"mailer-daemon|postmaster|mail-?delivery|bounce", re.IGNORECASE)
_AWAY = re.compile(
    r"^(?:auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office)"
    r"|自动(?:回复|答复)|自動(?:回覆|返信)|不在办公室",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"[\w.+=-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}", re.IGNORECASE
)


def events_of(raw: bytes) -> tuple[Event, ...]:
    """Read a letter.

    Args:
        raw: as the mail server gave it; anything, however damaged.

    Returns:
        What it tells: nothing for a letter that people wrote, or for one that says
        all has arrived.
    """
    try:
        letter = message_from_bytes(raw[:_ENOUGH])
        return _read(letter)
    except RecursionError:  # parts within parts within parts: no server writes such
        return ()


def _read(letter: Message) -> tuple[Event, ...]:
    for read in (complaint_events, delivery_events):
        events = read(letter)
        if events is not None:
            return events
    leaving = goodbye(letter)
    if leaving:
        return (leaving,)
    return _prose(letter)


def _prose(letter: Message) -> tuple[Event, ...]:
    """Read what a server has told in words only, as QQ and others do."""
    subject, words = subject_of(letter), words_of(letter)
    event = _told(letter, subject, words)
    if event is None:
        return ()
    tokens = tokens_in(words) + tokens_of_thread(letter)
    return (replace(event, serials=serials_of(letter), tokens=tokens),)


def _told(letter: Message, subject: str, words: str) -> Event | None:
    if _is_away(letter, subject):
        return Event(kind=Kind.AUTO, text=in_one_line(subject))
    if not (_is_from_machine(letter) and has_failed(f"{subject}\n{words}")):
        return None
    code = code_in(words)
    if code.startswith("2"):
        return None
    return Event(
        kind=kind_of(code, words),
        address=_named(letter, words),
        code=code,
        text=in_one_line(_around(code, words)),
    )


def _is_away(letter: Message, subject: str) -> bool:
    answered = "".join(fields(letter, "Auto-Submitted")[:1]).lower()
    is_reply = answered.startswith("auto-replied") or letter.get("X-Autoreply")
    return bool(_AWAY.search(subject)) or (bool(is_reply) and not has_failed(subject))


def _is_from_machine(letter: Message) -> bool:
    """Tell whether a server wrote it: a reader may quote such words, and stays."""
    writers = fields(letter, "From", "Return-Path", "Sender")
    return any(_MACHINE.search(one) or one.strip() == "<>" for one in writers)


def _named(letter: Message, words: str) -> str:
    named = fields(letter, "X-Failed-Recipients")
    found = _ADDRESS.search(named[0] if named else words)
    return found[0] if found else ""


def _around(code: str, words: str) -> str:
    """Cut the words to the line that holds the code."""
    lines = (line for line in words.splitlines() if code and code in line)
    return next(lines, words)
