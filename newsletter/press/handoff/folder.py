"""A hot folder that this machine can write."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsletter.errors import Text
from newsletter.press.handoff.record import sync_folder
from newsletter.press.handoff.refusals import HandoffError
from newsletter.press.handoff.upload import Store


class Folder(Store):
    """A folder as a store; what it was given outlives a power cut."""

    def __init__(self, path: Path) -> None:
        """Name the folder; nothing is touched."""
        self._path = path

    def size(self, name: str) -> int | None:
        """Count the bytes of a file; None when there is none."""
        with self._said_well():
            try:
                return (self._path / name).stat().st_size
            except FileNotFoundError:
                return None

    def digest(self, name: str) -> str:
        """Read a file back: its SHA-256."""
        with self._said_well(), (self._path / name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def write(self, name: str, data: bytes, at: int) -> None:
        """Cut a file to ``at`` bytes, making it if need be, and add ``data``."""
        path = self._path / name
        with self._said_well(), path.open("r+b" if at else "wb") as file:
            file.truncate(at)
            file.seek(at)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def place(self, old: str, new: str) -> None:
        """Rename a file, in one step."""
        with self._said_well():
            (self._path / old).rename(self._path / new)
            sync_folder(self._path)

    def remove(self, name: str) -> None:
        """Remove a file."""
        with self._said_well():
            (self._path / name).unlink(missing_ok=True)

    @contextmanager
    def _said_well(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise HandoffError(
                Text(
                    f"印厂的文件夹 {self._path} 用不了：{error.strerror}",
                    f"{self._path}: {error.strerror}",
                ),
                Text(
                    "请检查共享盘是否已挂上、有没有空间和写权限；然后再运行一次",
                    "check that the share is mounted, has space and lets you write; "
                    "then run it again",
                ),
            ) from error
