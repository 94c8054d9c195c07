"""Our own marks in letters that come back: a reader's serial or token.

The envelope's sender was ``bounces+SERIAL@…`` and the Message-ID ended in
``.TOKEN@…``; servers and programs return one or the other, or both.
"""

import re
from email.message import Message

from newsletter.circulation.bounces.values import Event, Kind

_SERIAL = re.compile(r"\+([a-z2-7]{16})(?=@)", re.IGNORECASE)
_TOKEN = re.compile(r"\.([a-z2-7]{32})(?=@)", re.IGNORECASE)
_LEAVE = re.compile(r"^\s*unsubscribe(?:\s+([a-z2-7]{32}))?\s*$", re.IGNORECASE)
_ENVELOPE = (
    "X-Original-To", "Delivered-To", "Envelope-To", "To", "X-Failed-Recipients",
)  # fmt: skip
_THREAD = ("In-Reply-To", "References")
_MOST = 4


def serials_in(*texts: str) -> tuple[str, ...]:
    """Find serials, each once."""
    return _found(_SERIAL, texts)


def tokens_in(*texts: str) -> tuple[str, ...]:
    """Find what may be tokens in Message-IDs, each once."""
    return _found(_TOKEN, texts)


def serials_of(letter: Message) -> tuple[str, ...]:
    """Find the serials that the envelope of a letter named."""
    return serials_in(*fields(letter, *_ENVELOPE))


def tokens_of_thread(letter: Message) -> tuple[str, ...]:
    """Find the tokens of the letters that this one answers."""
    return tokens_in(*fields(letter, *_THREAD))


def goodbye(letter: Message) -> Event | None:
    """Read a letter that ``List-Unsubscribe`` lets a reader's program send.

    Its token says who goes; one without is an event of nobody, for a person to see.
    """
    subject = "".join(fields(letter, "Subject")[:1])
    found = _LEAVE.match(subject)
    if not found:
        return None
    token = (found[1].lower(),) if found[1] else ()
    sender = "".join(fields(letter, "From")[:1])
    return Event(
        kind=Kind.LEAVE, tokens=token + tokens_of_thread(letter), text=sender[:200]
    )


def fields(letter: Message, *names: str) -> list[str]:
    """Read header fields as text; encoded words are left as they are."""
    return [str(value) for name in names for value in letter.get_all(name, ())]


def _found(mark: re.Pattern[str], texts: tuple[str, ...]) -> tuple[str, ...]:
    every = (found.lower() for text in texts for found in mark.findall(text))
    return tuple(dict.fromkeys(every))[:_MOST]
