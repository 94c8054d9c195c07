"""The publication's one secret, and the keys derived from it."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import select

from newsletter.circulation.store import Store, StoreError
from newsletter.circulation.store.tables import settings
from newsletter.errors import ExplainedError, OutsideError, Text

VARIABLE = "NEWSLETTER_SECRET"
_LEAST = 32
_MARK = "mark of the secret"


class SecretError(ExplainedError, OutsideError):
    """The secret is missing or unfit; says what to do, in both languages."""


@dataclass(frozen=True)
class Keys:
    """Keys for each purpose, from one secret; none tells anything of another."""

    secret: bytes = field(repr=False)

    def derived(self, purpose: str) -> bytes:
        """Derive the key for a purpose: 32 bytes, HKDF with SHA-256 (RFC 5869)."""
        info = f"newsletter {purpose}".encode()
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(
            self.secret
        )

    @cached_property
    def _suppressing(self) -> bytes:
        return self.derived("suppression")

    def suppression_key(self, address: str) -> str:
        """Write the keyed hash that stands for a normalised address: 32 hex digits."""
        digest = hmac.digest(self._suppressing, address.casefold().encode(), sha256)
        return digest[:16].hex()


def keys_of(environment: Mapping[str, str]) -> Keys:
    """Read the secret.

    Args:
        environment: has ``NEWSLETTER_SECRET``.

    Raises:
        SecretError: it is not there, or so short that it could be guessed.
    """
    secret = environment.get(VARIABLE, "")
    if len(secret) >= _LEAST:
        return Keys(secret.encode())
    if secret:
        what = Text(
            f"{VARIABLE} 太短，至少 {_LEAST} 个字符",
            f"{VARIABLE} is too short; it needs {_LEAST} characters at least",
        )
    else:
        what = Text(f"没有设置 {VARIABLE}", f"{VARIABLE} is not set")
    raise SecretError(
        what,
        Text(
            f"用 openssl rand -hex 32 造一个，放进环境变量 {VARIABLE}，并妥善保存："
            "换了它，退订链接和退订名单就都失效",
            f"make one with openssl rand -hex 32, put it into the variable {VARIABLE}, "
            "and keep it safe: with another one, links to unsubscribe and the list of "
            "suppressed addresses stop working",
        ),
    )


def hold_to(store: Store, keys: Keys) -> None:
    """Tie a database to its secret at first use, and refuse any other from then on.

    Raises:
        StoreError: the database was made with another secret.
    """
    mark = hmac.digest(keys.derived(_MARK), b"", sha256).hex()
    wanted = select(settings.c.value).where(settings.c.name == _MARK)
    with store.reading() as connection:
        found = connection.scalar(wanted)
    if found is None:
        with store.writing() as connection:
            found = connection.scalar(wanted)
            if found is None:
                row = {"name": _MARK, "value": mark}
                connection.execute(settings.insert().values(row))
                found = mark
    if not hmac.compare_digest(found, mark):
        raise StoreError(
            Text(
                f"{VARIABLE} 不是建立这个数据库时用的那一个",
                f"{VARIABLE} is not the one that this database was made with",
            ),
            Text(
                "换回原来的；退订名单只有它能认",
                "bring the old one back; only it knows who is suppressed",
            ),
        )
