"""A shop's folder behind SFTP; the only module that knows paramiko.

Paramiko rather than asyncssh: LGPL, where EPL asks more of who ships it, and blocking,
as everything else here is.
"""

import hashlib
import logging
import posixpath
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import paramiko

from newsletter.errors import Text
from newsletter.model.delivery import Delivery
from newsletter.press.handoff.refusals import (
    HandoffError,
    broken,
    locked_out,
    refused,
)
from newsletter.press.handoff.upload import Store

_CHUNK = 32_768
"""What every server takes in one packet."""

_SILENCE = logging.NullHandler()
_DEFAULT_HOSTS = Path("~/.ssh/known_hosts")


@contextmanager
def connected(delivery: Delivery, secret: str) -> Iterator["Remote"]:
    """Open the shop's folder.

    The server must show a key that ``known_hosts`` has for it; none is ever added.

    Args:
        delivery: Of kind SFTP; paths absolute.
        secret: Password, or passphrase of the key; empty for none.

    Raises:
        BrokenConnectionError: the server is not reached, or goes away.
        HandoffError: unknown or changed host key, login refused, no such folder.
    """
    # Without a handler its complaints would reach the terminal, traces and all.
    logging.getLogger("paramiko").addHandler(_SILENCE)
    with paramiko.SSHClient() as client:
        _learn_hosts(client, delivery)
        _log_in(client, delivery, secret)
        yield _open(client, delivery)


class _Refuse(paramiko.MissingHostKeyPolicy):
    """Refuse a host that is not known, and show how it could become so."""

    def __init__(self, hosts: Path) -> None:
        self._hosts = hosts

    def missing_host_key(
        self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey
    ) -> None:
        del client
        line = f"{hostname} {key.get_name()} {key.get_base64()}"
        raise HandoffError(
            Text(
                f"不认识服务器 {hostname} 的密钥（{key.fingerprint}）",
                f"the key of {hostname} is not known ({key.fingerprint})",
            ),
            Text(
                f"向对方核对指纹；相符就在 {self._hosts} 里添一行：{line}",
                "compare the fingerprint with theirs; if it is the same, add this "
                f"line to {self._hosts}: {line}",
            ),
        )


def _learn_hosts(client: paramiko.SSHClient, delivery: Delivery) -> None:
    path = (delivery.known_hosts or _DEFAULT_HOSTS).expanduser()
    client.set_missing_host_key_policy(_Refuse(path))
    if not path.exists() and delivery.known_hosts is None:
        return
    try:
        # As the system's, so that paramiko never writes it.
        client.load_system_host_keys(str(path))
        path.read_bytes()
    except OSError as error:
        raise HandoffError(
            Text(f"读不了 {path}：{error.strerror}", f"{path}: {error.strerror}"),
            Text(
                "检查 known_hosts",
                "check known_hosts",
            ),
        ) from error


def _log_in(client: paramiko.SSHClient, delivery: Delivery, secret: str) -> None:
    try:
        client.connect(
            delivery.host,
            delivery.server_port,
            username=delivery.user or None,
            key_filename=str(delivery.key) if delivery.key else None,
            passphrase=secret or None if delivery.key else None,
            password=None if delivery.key else secret or None,
            allow_agent=not delivery.key and not secret,
            look_for_keys=False,
            timeout=delivery.timeout,
            banner_timeout=delivery.timeout,
            auth_timeout=delivery.timeout,
            channel_timeout=delivery.timeout,
        )
    except paramiko.BadHostKeyException as error:
        raise _changed(error) from error
    except paramiko.AuthenticationException as error:
        raise locked_out(delivery.where, error) from error
    except (FileNotFoundError, PermissionError, ValueError) as error:
        raise locked_out(delivery.where, error) from error
    except (paramiko.SSHException, OSError, EOFError) as error:
        if "No authentication methods" in str(error):
            raise locked_out(delivery.where, error) from error
        raise broken(delivery.where, error) from error


def _changed(error: paramiko.BadHostKeyException) -> HandoffError:
    shown, known = error.key.fingerprint, error.expected_key.fingerprint
    return HandoffError(
        Text(
            f"服务器 {error.hostname} 的密钥变了：原是 {known}，现在是 {shown}",
            f"the key of {error.hostname} has changed: it was {known}, now it is "
            f"{shown}",
        ),
        Text(
            "可能有人冒充对方。打电话核对；确实换了密钥，再改 known_hosts",
            "someone may pretend to be them. Ask them by telephone; change "
            "known_hosts only if they say so",
        ),
    )


def _open(client: paramiko.SSHClient, delivery: Delivery) -> "Remote":
    with _said_well(client, delivery.where):
        session = client.open_sftp()
        if channel := session.get_channel():
            channel.settimeout(delivery.timeout)
        remote = Remote(client, session, delivery)
        remote.size(".")
        return remote


class Remote(Store):
    """The folder as a store."""

    def __init__(
        self,
        client: paramiko.SSHClient,
        session: paramiko.SFTPClient,
        delivery: Delivery,
    ) -> None:
        self._client = client
        self._session = session
        self._where = delivery.where
        self._folder = delivery.folder or "."

    def read(self, name: str) -> bytes | None:
        """Read a file; None when there is none."""
        with self._said_well():
            try:
                with self._session.open(self._path(name), "rb") as file:
                    return file.read()
            except FileNotFoundError:
                return None

    def may_write(self, name: str) -> None:
        """Open a file for writing and leave it as it is; none there is no fault."""
        with self._said_well():
            try:
                self._session.open(self._path(name), "r+b").close()
            except FileNotFoundError:
                return

    def replace(self, old: str, new: str) -> None:
        """Rename a file in one step, whatever has the new name."""
        with self._said_well():
            self._session.posix_rename(self._path(old), self._path(new))

    def make_folder(self, name: str) -> None:
        """Make a folder; one that is there is no fault."""
        with self._said_well():
            try:
                self._session.stat(self._path(name))
            except FileNotFoundError:
                self._session.mkdir(self._path(name))

    def drop_folder(self, name: str) -> bool:
        """Remove a folder if it is empty, and tell whether it was."""
        with self._said_well():
            try:
                if self._session.listdir(self._path(name)):
                    return False
                self._session.rmdir(self._path(name))
            except FileNotFoundError:
                return True
            return True

    def size(self, name: str) -> int | None:
        """Count the bytes of a file; None when there is none."""
        with self._said_well():
            try:
                return self._session.stat(self._path(name)).st_size
            except FileNotFoundError:
                if name != ".":
                    return None
                raise

    def digest(self, name: str) -> str:
        """Read a file back: its SHA-256."""
        digest = hashlib.sha256()
        with self._said_well(), self._session.open(self._path(name), "rb") as file:
            file.prefetch()
            while data := file.read(_CHUNK):
                digest.update(data)
        return digest.hexdigest()

    def write(self, name: str, data: bytes, at: int) -> None:
        """Cut a file to ``at`` bytes, making it if need be, and add ``data``."""
        mode = "r+b" if at else "wb"
        with self._said_well(), self._session.open(self._path(name), mode) as file:
            file.truncate(at)
            file.seek(at)
            last = max(len(data) - _CHUNK, 0)
            file.set_pipelined(pipelined=True)
            for start in range(0, last, _CHUNK):
                file.write(data[start : min(start + _CHUNK, last)])
            # With the last piece every answer is read: a full disk says no in one.
            file.set_pipelined(pipelined=False)
            file.write(data[last:])

    def place(self, old: str, new: str) -> None:
        """Rename a file in one step; nothing has the new name."""
        with self._said_well():
            self._session.rename(self._path(old), self._path(new))

    def remove(self, name: str) -> None:
        """Remove a file."""
        with self._said_well():
            self._session.remove(self._path(name))

    def _path(self, name: str) -> str:
        return posixpath.join(self._folder, name)

    def _said_well(self) -> AbstractContextManager[None]:
        return _said_well(self._client, self._where)


@contextmanager
def _said_well(client: paramiko.SSHClient, where: str) -> Iterator[None]:
    """Tell a broken connection from a server that says no."""
    try:
        yield
    except (paramiko.SSHException, EOFError, TimeoutError) as error:
        raise broken(where, str(error) or type(error).__name__) from error
    except OSError as error:
        transport = client.get_transport()
        if transport is None or not transport.is_active():
            raise broken(where, error) from error
        raise refused(where, error.strerror or error) from error
