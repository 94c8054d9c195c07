"""Standing matter: what was made before, kept by what it was made from.

A printer keeps type that will be wanted again standing.  An entry is found by a key
that covers all that it was made from, so it is never stale; it carries its own
checksum, so a broken one is noticed and made again.  Nothing here ever fails a build.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

_CHECKSUM: Final = hashlib.sha256().digest_size
_MOST: Final = 256 * 2**20


class Standing:
    """Entries in a folder, each a file; several builds may use them at once."""

    def __init__(
        self,
        folder: Path | None = None,
        *,
        salt: str = "",
        most: int = _MOST,
        fresh: bool = False,
    ) -> None:
        """Name the folder; nothing is touched yet.

        Args:
            folder: Where entries stand; without one nothing is kept.
            salt: Covers what every entry is made from: program, libraries, layout.
            most: Bytes of all entries after ``trim``.
            fresh: Make everything anew, and keep that.
        """
        self._folder = folder
        self._salt = salt
        self._most = most
        self._fresh = fresh

    def kept(self, parts: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
        """Give what was made of the same parts before, or make it and keep it.

        Args:
            parts: All that it is made from besides the salt; bytes, or values whose
                ``repr`` says everything.
            make: Makes it; called at most once.
        """
        found = self.found(parts)
        if found is None:
            found = make()
            self.keep(parts, found)
        return found

    def found(self, parts: tuple[object, ...]) -> bytes | None:
        """Give what was made of the same parts; None for nothing, or a broken entry."""
        if self._folder is None or self._fresh:
            return None
        return _read(self._path(self._folder, parts))

    def keep(self, parts: tuple[object, ...], data: bytes) -> None:
        """Keep what was made of some parts, if there is room and leave to."""
        if self._folder is not None:
            _write(self._path(self._folder, parts), data)

    def trim(self) -> None:
        """Remove the entries that were used longest ago, until the rest is small."""
        if self._folder is None:
            return
        entries = sorted(_entries(self._folder), reverse=True)
        room = self._most
        for _, size, path in entries:
            room -= size
            if room < 0:
                with suppress(OSError):
                    path.unlink()

    def _path(self, folder: Path, parts: tuple[object, ...]) -> Path:
        digest = hashlib.sha256(self._salt.encode())
        for part in parts:
            plain = part if isinstance(part, bytes) else repr(part).encode()
            digest.update(hashlib.sha256(plain).digest())
        name = digest.hexdigest()
        return folder / name[:2] / name[2:]


NOTHING: Final = Standing()
"""Keeps nothing."""


def _read(path: Path) -> bytes | None:
    try:
        whole = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    data = whole[_CHECKSUM:]
    return data if hashlib.sha256(data).digest() == whole[:_CHECKSUM] else None


def _write(path: Path, data: bytes) -> None:
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            try:
                file.write(hashlib.sha256(data).digest() + data)
                file.close()
                Path(file.name).replace(path)
            except OSError:
                Path(file.name).unlink(missing_ok=True)


def _entries(folder: Path) -> Iterator[tuple[int, int, Path]]:
    for path in folder.glob("??/*"):
        with suppress(OSError):
            facts = path.stat()
            yield facts.st_mtime_ns, facts.st_size, path
