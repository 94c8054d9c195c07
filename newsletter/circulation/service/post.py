"""How the service hands over a mail of its own."""

from enum import Enum
from typing import Protocol


class Handed(Enum):
    """What became of a mail."""

    TAKEN = "taken"
    LATER = "later"
    """The relay is away or says not now."""

    NEVER = "never"
    """The relay refuses this mail for good."""


class Post(Protocol):
    """Whoever carries mails away."""

    def send(self, recipient: str, message: bytes) -> Handed:
        """Hand over one mail.

        Args:
            recipient: normalised address.
            message: whole, lines end with CRLF.
        """
        ...
