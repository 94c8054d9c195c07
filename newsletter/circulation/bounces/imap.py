"""Letters on an IMAP server; the one module that knows imaplib."""

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import unquote, urlsplit

from newsletter.circulation.bounces.sources import Letter, SourceError
from newsletter.errors import ExplainedError, Text, UsageError

_PATIENCE = 60.0
"""Seconds that a server may take for an answer."""


class AccountRefused(ExplainedError, UsageError):  # noqa: N818  (like the list's own word)
    """The address of a mailbox makes no sense, said in both languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A mailbox on a server."""

    host: str
    port: int
    user: str
    folder: str = "INBOX"
    is_encrypted: bool = True
    """From the first byte (imaps); else STARTTLS before the password goes out."""

    password: str = field(default="", repr=False)


def account_of(address: str, password: str) -> Account:
    """Read ``imaps://user@mail.example.org/INBOX``; the password comes apart.

    Raises:
        AccountRefused: it is no such address, or it holds a password.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise _no_address(address) from None
    if parts.scheme not in {"imap", "imaps"} or not parts.hostname or parts.password:
        raise _no_address(address)
    is_encrypted = parts.scheme == "imaps"
    return Account(
        host=parts.hostname,
        port=port or (993 if is_encrypted else 143),
        user=unquote(parts.username or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        is_encrypted=is_encrypted,
        password=password,
    )


def letters_at(
    account: Account, trust: ssl.SSLContext | None = None
) -> Iterator[Letter]:
    """Read the letters nobody has seen; each is marked as seen once done.

    Args:
        account: where.
        trust: whose certificates are believed; None takes the system's.

    Raises:
        SourceError: the server cannot be reached, its certificate is not right, or
            it lets us not in.
    """
    with _explained(account), _opened(account, trust) as server:
        folder = account.folder.replace("\\", "\\\\").replace('"', '\\"')
        _must(server.select(f'"{folder}"'))
        _, found = server.uid("SEARCH", "UNSEEN")
        for uid in (found[0] or b"").split():
            yield from _letter(server, uid.decode("ascii"))


def _letter(server: imaplib.IMAP4, uid: str) -> Iterator[Letter]:
    _, parts = server.uid("FETCH", uid, "(BODY.PEEK[])")
    raw = next((part[1] for part in parts if isinstance(part, tuple)), None)
    if raw is not None:
        yield Letter(raw, partial(_seen, server, uid))


def _seen(server: imaplib.IMAP4, uid: str) -> None:
    _must(server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)"))


@contextmanager
def _opened(account: Account, trust: ssl.SSLContext | None) -> Iterator[imaplib.IMAP4]:
    trust = trust or ssl.create_default_context()
    server: imaplib.IMAP4
    if account.is_encrypted:
        server = imaplib.IMAP4_SSL(
            account.host, account.port, ssl_context=trust, timeout=_PATIENCE
        )
    else:
        server = imaplib.IMAP4(account.host, account.port, timeout=_PATIENCE)
    try:
        if not account.is_encrypted:
            server.starttls(trust)
        server.login(account.user, account.password)
        yield server
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()


def _must(answer: tuple[str, object]) -> None:
    kind, words = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(str(words))


@contextmanager
def _explained(account: Account) -> Iterator[None]:
    try:
        yield
    except (OSError, imaplib.IMAP4.error) as error:
        place = f"{account.user}@{account.host}:{account.port}/{account.folder}"
        raise SourceError(
            Text(f"读不了邮箱 {place}：{error}", f"cannot read {place}: {error}"),
            Text(
                "检查地址、证书、密码（NEWSLETTER_IMAP_PASSWORD）和文件夹名",
                "see that address, certificate, password (NEWSLETTER_IMAP_PASSWORD) "
                "and folder are right",
            ),
        ) from error


def _no_address(address: str) -> AccountRefused:
    scheme, _, rest = address.partition("://")
    shown = f"{scheme}://{rest.rpartition('@')[2]}"  # a password may stand before it
    return AccountRefused(
        Text(f"不能用的邮箱地址：{shown}", f"no usable mailbox: {shown}"),
        Text(
            "写成 imaps://用户@mail.example.org/INBOX，"
            "密码放进环境变量 NEWSLETTER_IMAP_PASSWORD",
            "write imaps://user@mail.example.org/INBOX, and put the password into "
            "NEWSLETTER_IMAP_PASSWORD",
        ),
    )
