"""A web root behind SFTP."""

import posixpath
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from newsletter.build.publishing.plan import SiteFile
from newsletter.build.publishing.record import MARKER
from newsletter.build.publishing.webroot import Removed, Sent, WebRoot
from newsletter.model.delivery import Delivery, DeliveryKind
from newsletter.model.hosting import Host
from newsletter.press.handoff.sftp import Remote, connected


@contextmanager
def sftp_root(host: Host, secret: str) -> Iterator[WebRoot]:
    """Open the web root of a host.

    Args:
        host: Of kind SFTP.
        secret: Password, or passphrase of the key; empty for none.

    Raises:
        BrokenConnectionError: the server is not reached, or goes away.
        HandoffError: unknown or changed host key, login refused, no such folder.
    """
    way = Delivery(
        kind=DeliveryKind.SFTP,
        folder=host.folder,
        host=host.host,
        port=host.port,
        user=host.user,
        key=host.key,
        known_hosts=host.known_hosts,
        timeout=host.timeout,
    )
    with connected(way, secret) as remote:
        yield _SftpRoot(remote)


class _SftpRoot:
    """The remote folder as a web root."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote
        self._folders = {""}

    def probe(self) -> None:
        self._remote.may_write(MARKER)

    def read(self, path: str) -> bytes | None:
        return self._remote.read(path)

    def write(self, path: str, data: bytes) -> None:
        folder, name = posixpath.split(path)
        self._make(folder)
        part = posixpath.join(folder, f".{name}.part")
        self._remote.write(part, data, 0)
        self._remote.replace(part, path)

    def put(self, files: Sequence[SiteFile], sent: Sent) -> None:
        for file in files:
            self.write(file.path, file.place.read_bytes())
            sent(file)

    def remove(self, paths: Sequence[str], removed: Removed) -> None:
        for path in paths:
            if self._remote.size(path) is not None:
                self._remote.remove(path)
            self._prune(posixpath.dirname(path))
            removed(path)

    def _make(self, folder: str) -> None:
        if folder not in self._folders:
            self._make(posixpath.dirname(folder))
            self._remote.make_folder(folder)
            self._folders.add(folder)

    def _prune(self, folder: str) -> None:
        while folder and self._remote.drop_folder(folder):
            self._folders.discard(folder)
            folder = posixpath.dirname(folder)
