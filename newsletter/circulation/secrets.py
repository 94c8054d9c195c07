"""The publication's one secret, and the keys derived from it.

The secret can be changed.  The former one then stays in ``NEWSLETTER_SECRET_FORMER``
for as long as links in old mail shall work.  What stands for suppressed addresses
cannot be made anew, since the addresses are not known: its key is taken over, sealed
with the new secret.
"""

import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, select

from newsletter.circulation.key_ring import Ask, held
from newsletter.circulation.store import Store, StoreError
from newsletter.circulation.store.tables import settings
from newsletter.errors import ExplainedError, OutsideError, Text

VARIABLE = "NEWSLETTER_SECRET"
FORMER = "NEWSLETTER_SECRET_FORMER"
_RING = "newsletter"
"""What the key ring knows secrets under; the user is the paper's slug."""

_LEAST = 32
_MARK = "mark of the secret"
_TAKEN_OVER = "key of suppressions"
_NONCE = 12


class SecretError(ExplainedError, OutsideError):
    """The secret is missing or unfit; says what to do, in both languages."""


@dataclass(frozen=True)
class Keys:
    """Keys for each purpose, from one secret; none tells anything of another."""

    secret: bytes = field(repr=False)
    former: "Keys | None" = field(default=None, repr=False)
    """Those of the secret before; links that it has signed still work."""

    taken_over: bytes = field(default=b"", repr=False)
    """Key of suppressions, from the first secret of all; empty: our own."""

    def derived(self, purpose: str) -> bytes:
        """Derive the key for a purpose: 32 bytes, HKDF with SHA-256 (RFC 5869)."""
        info = f"newsletter {purpose}".encode()
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(
            self.secret
        )

    @cached_property
    def _suppressing(self) -> bytes:
        return self.taken_over or self.derived("suppression")

    def suppression_key(self, address: str) -> str:
        """Write the keyed hash that stands for a normalised address: 32 hex digits."""
        digest = hmac.digest(self._suppressing, address.casefold().encode(), sha256)
        return digest[:16].hex()


def keys_of(environment: Mapping[str, str], paper: str = "", ask: Ask = held) -> Keys:
    """Read the secret, and the former one if there is one.

    Args:
        environment: may have ``NEWSLETTER_SECRET`` and ``NEWSLETTER_SECRET_FORMER``.
        paper: slug; without the first variable the key ring is asked for it.
        ask: asks the key ring.

    Raises:
        SecretError: it is not there, or so short that it could be guessed.
    """
    secret = environment.get(VARIABLE) or (ask(_RING, paper) if paper else "") or ""
    former = environment.get(FORMER, "")
    if not secret:
        raise _missing(paper)
    for name, value in ((VARIABLE, secret), (FORMER, former)):
        if value and len(value) < _LEAST:
            raise _too_short(name)
    before = Keys(former.encode()) if former and former != secret else None
    return Keys(secret.encode(), former=before)


def hold_to(store: Store, keys: Keys) -> Keys:
    """Tie a database to its secret at first use, and refuse any other from then on.

    A secret that is new, while the former one is given and is the database's, takes
    its place.

    Returns:
        The keys to work with.

    Raises:
        StoreError: the database was made with another secret.
    """
    with store.reading() as connection:
        mark, sealed = _setting(connection, _MARK), _setting(connection, _TAKEN_OVER)
    if mark != _mark(keys):
        with store.writing() as connection:
            mark, sealed = _tied(connection, keys)
    if not hmac.compare_digest(mark, _mark(keys)):
        raise _not_the_one()
    return replace(keys, taken_over=_opened(keys, sealed) if sealed else b"")


def _tied(connection: Connection, keys: Keys) -> tuple[str, str]:
    """Write our mark where there is none, or the former secret's; tell what stands."""
    mark, sealed = _setting(connection, _MARK), _setting(connection, _TAKEN_OVER)
    former = keys.former
    if not mark:
        _set(connection, _MARK, _mark(keys))
        return _mark(keys), sealed
    if former is None or not hmac.compare_digest(mark, _mark(former)):
        return mark, sealed
    suppressing = _opened(former, sealed) if sealed else former.derived("suppression")
    sealed = _sealed(keys, suppressing)
    _set(connection, _MARK, _mark(keys))
    _set(connection, _TAKEN_OVER, sealed)
    return _mark(keys), sealed


def _mark(keys: Keys) -> str:
    return hmac.digest(keys.derived(_MARK), b"", sha256).hex()


def _sealed(keys: Keys, key: bytes) -> str:
    nonce = os.urandom(_NONCE)
    box = AESGCM(keys.derived(_TAKEN_OVER)).encrypt(nonce, key, None)
    return (nonce + box).hex()


def _opened(keys: Keys, sealed: str) -> bytes:
    raw = bytes.fromhex(sealed)
    box = AESGCM(keys.derived(_TAKEN_OVER))
    return box.decrypt(raw[:_NONCE], raw[_NONCE:], None)


def _setting(connection: Connection, name: str) -> str:
    wanted = select(settings.c.value).where(settings.c.name == name)
    return str(connection.scalar(wanted) or "")


def _set(connection: Connection, name: str, value: str) -> None:
    connection.execute(settings.delete().where(settings.c.name == name))
    connection.execute(settings.insert().values(name=name, value=value))


def _missing(paper: str) -> SecretError:
    return SecretError(
        Text(f"没有设置 {VARIABLE}", f"{VARIABLE} is not set"),
        Text(
            f"用 openssl rand -hex 32 造一个，放进环境变量 {VARIABLE}，或运行 keyring "
            f"set {_RING} {paper}；请妥善保存：丢了它，退订链接和退订名单就都失效",
            "make one with openssl rand -hex 32 and put it into the variable "
            f"{VARIABLE}, or run keyring set {_RING} {paper}; keep it safe: once it is "
            "lost, links to unsubscribe and the list of suppressed addresses stop "
            "working",
        ),
    )


def _too_short(name: str) -> SecretError:
    return SecretError(
        Text(
            f"{name} 太短，至少 {_LEAST} 个字符",
            f"{name} is too short; it needs {_LEAST} characters at least",
        ),
        Text("用 openssl rand -hex 32 造一个", "make one with openssl rand -hex 32"),
    )


def _not_the_one() -> StoreError:
    return StoreError(
        Text(
            f"{VARIABLE} 不是这个数据库现在用的那一个",
            f"{VARIABLE} is not the one that this database goes by",
        ),
        Text(
            f"换回原来的；若要换新的，把原来的放进 {FORMER}",
            f"bring the old one back; to change it, put the old one into {FORMER}",
        ),
    )
