"""A worker's own record of what the relay took, kept before the ledger knows.

One line for each message, written with one ``write(2)`` before the next message goes
out.  Room is reserved ahead, so that a full disk cannot keep back the line of a
message that is already taken.  The file is locked while its worker lives: whoever
gets the lock knows that the worker is dead, whatever the clocks say.
"""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

_STEP = 1 << 16
"""Bytes reserved at a time: about 4,000 messages."""

_MARGIN = 1 << 14
"""Bytes kept free before the next step is reserved."""

_END = ".journal"


class Journal:
    """Written by one worker, from several threads."""

    def __init__(self, folder: Path, worker: str) -> None:
        """Make and lock the file.

        Raises:
            OSError: the folder cannot be written, or the disk is full.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{worker}{_END}"
        # Locked before it has its name, so that nobody takes it for an orphan.
        unnamed = self.path.with_suffix(".new")
        self._file = os.open(unnamed, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        unnamed.rename(self.path)
        self._at = self._room = 0
        self._lock = Lock()
        self.reserve()

    def taken(self, campaign: int, row: int) -> None:
        """Write that the relay took a message."""
        line = b"%d %d\n" % (campaign, row)
        with self._lock:
            os.pwrite(self._file, line, self._at)
            self._at += len(line)

    def reserve(self) -> None:
        """Reserve room before messages go out.

        Raises:
            OSError: the disk is full; send nothing.
        """
        with self._lock:
            if self._at + _MARGIN > self._room:
                os.posix_fallocate(self._file, self._room, _STEP)
                self._room += _STEP

    def clear(self) -> None:
        """Begin anew, once the ledger has everything that stands here."""
        with self._lock:
            os.ftruncate(self._file, 0)
            self._at = self._room = 0
        self.reserve()

    def close(self, *, keep: bool = False) -> None:
        """Give the file up; it goes away unless the ledger lacks something of it."""
        if not keep:
            self.path.unlink(missing_ok=True)
        os.close(self._file)

    def __enter__(self) -> Self:
        """Be used as a context manager."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Keep the file when something went wrong: it may be all that is known."""
        del error, trace
        self.close(keep=kind is not None)


def read_journal(path: Path) -> frozenset[tuple[int, int]]:
    """Read (campaign, row) of every message that was taken; a torn line is none."""
    whole, _, _ = path.read_bytes().rpartition(b"\n")
    lines = (line.strip(b"\0").split() for line in whole.split(b"\n"))
    return frozenset((int(a), int(b)) for a, b in (p for p in lines if len(p) == 2))


def orphans(folder: Path) -> Iterator[tuple[str, Path]]:
    """Find the journals whose workers are dead: worker, file.

    The lock is held while the caller looks at one, so that two never settle the same.
    """
    for path in sorted(folder.glob(f"*{_END}")):
        try:
            file = os.open(path, os.O_RDWR)
        except FileNotFoundError:
            continue
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass
        else:
            yield path.name.removesuffix(_END), path
        finally:
            os.close(file)
