"""What a letter from a mail server, a provider or a reader tells, as values."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an event means for its reader."""

    HARD = "hard"
    """There is no such mailbox."""

    SOFT = "soft"
    """Not now: full, away, busy."""

    BLOCK = "block"
    """The provider minds the sender or the content, not the reader."""

    THROTTLE = "throttle"
    """Too much at a time."""

    COMPLAINT = "complaint"
    """The reader called it spam."""

    LEAVE = "leave"
    """The reader asks to be let go."""

    AUTO = "auto"
    """A machine answered; nothing failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that came back."""

    kind: Kind
    address: str = ""
    """Whom it is about, as the report spells it; empty when it does not say."""

    serials: tuple[str, ...] = ()
    """Subscribers' serials that the envelope named (VERP), likeliest first."""

    tokens: tuple[str, ...] = ()
    """Readers' tokens that the Message-ID or the subject held, not yet checked."""

    code: str = ""
    """Enhanced status (RFC 3463) such as ``5.1.1``, else that of SMTP."""

    text: str = ""
    """What the server said, in one line."""

    is_vouched: bool = False
    """Whether a provider has signed that the address is meant."""
