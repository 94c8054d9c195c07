"""Signed tokens in links, each good for one purpose and one reader.

A token is 20 bytes in base32, 32 small letters and digits that survive any mail
program: purpose (1), subscriber (5), stamp (4), and the first 10 bytes of an
HMAC-SHA256 over these.  It holds nothing that tells who the reader is.
"""

import hmac
from base64 import b32decode, b32encode
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from hashlib import sha256

from newsletter.circulation.secrets import Keys
from newsletter.circulation.weeks import week_of

_SIGNED, _SEAL = 10, 10
_WEEKLY = 1 << 31
LENGTH = 32
"""Characters; what ``mail.TOKEN_PLACEHOLDER`` leaves room for."""


class Purpose(IntEnum):
    """What a token opens."""

    READER = 1
    """In every mail: unsubscribe and preferences; never expires.  Its stamp is the
    issue's day (``date.toordinal``), of a digest its last issue's with the highest
    bit set, 0 for none."""

    CONFIRM = 2
    """A sign-up; its stamp is the moment it expires."""

    PREFERENCES = 3
    """Preferences asked for by mail; its stamp is the moment it expires."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a token says, once its seal is found true."""

    purpose: Purpose
    subscriber_id: int
    stamp: int

    @property
    def issue(self) -> str:
        """Date or week whose mail held a reader's token; empty when it was neither."""
        if self.purpose is not Purpose.READER or not self.stamp:
            return ""
        day = date.fromordinal(self.stamp & ~_WEEKLY)
        return week_of(day) if self.stamp & _WEEKLY else day.isoformat()


class Tokens:
    """Writes and reads tokens."""

    def __init__(self, keys: Keys) -> None:
        """Derive the key that seals, and the one that may have sealed before."""
        self._key = keys.derived("token")
        self._former = keys.former.derived("token") if keys.former else self._key

    def reader(
        self, subscriber_id: int, issue: date | None = None, *, is_weekly: bool = False
    ) -> str:
        """Write the token that goes into a reader's mail of an issue.

        A digest has another than the issue whose date it bears, so that no mail
        program takes one for the other.
        """
        stamp = issue.toordinal() if issue else 0
        if is_weekly:
            stamp |= _WEEKLY
        return self._written(Purpose.READER, subscriber_id, stamp)

    def confirm(self, subscriber_id: int, expires: int) -> str:
        """Write the token that confirms a sign-up; ``expires`` in epoch seconds."""
        return self._written(Purpose.CONFIRM, subscriber_id, expires)

    def preferences(self, subscriber_id: int, expires: int) -> str:
        """Write a token for preferences; ``expires`` in epoch seconds."""
        return self._written(Purpose.PREFERENCES, subscriber_id, expires)

    def read(self, text: str, now: int, *purposes: Purpose) -> Token | None:
        """Read a token of one of some purposes.

        Args:
            text: as it came; capitals do not matter.
            now: epoch seconds.
            purposes: those that open this door.

        Returns:
            None when it is forged, damaged, expired or for another purpose.
        """
        raw = _decoded(text)
        if not self._is_sealed(raw) or raw[0] not in purposes:
            return None
        token = Token(
            purpose=Purpose(raw[0]),
            subscriber_id=int.from_bytes(raw[1:6]),
            stamp=int.from_bytes(raw[6:_SIGNED]),
        )
        expires = token.purpose is not Purpose.READER
        return None if expires and token.stamp < now else token

    def _written(self, purpose: Purpose, subscriber_id: int, stamp: int) -> str:
        signed = bytes([purpose]) + subscriber_id.to_bytes(5) + stamp.to_bytes(4)
        return b32encode(signed + self._seal(signed)).decode().lower()

    def _seal(self, signed: bytes) -> bytes:
        return hmac.digest(self._key, signed, sha256)[:_SEAL]

    def _is_sealed(self, raw: bytes) -> bool:
        """Tell whether our key sealed it, or the former one; takes as long for both."""
        signed, seal = raw[:_SIGNED], raw[_SIGNED:]
        former = hmac.digest(self._former, signed, sha256)[:_SEAL]
        ours = hmac.compare_digest(self._seal(signed), seal)
        return hmac.compare_digest(former, seal) or ours


def _decoded(text: str) -> bytes:
    try:
        raw = b32decode(text.upper().encode("ascii"))
    except ValueError:
        raw = b""
    return raw if len(raw) == _SIGNED + _SEAL else bytes(_SIGNED + _SEAL)
