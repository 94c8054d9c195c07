"""A worker's own record of what it offers and the relay takes, ahead of the ledger.

Two lines for each message, each one ``write(2)``: ``?campaign row`` before the relay
hears of it, ``campaign row`` when it is taken, before the next message goes out.  Room
is reserved ahead, so that a full disk cannot keep back the line of a message that is
already taken.  The file is locked while its worker lives: whoever gets the lock knows
that the worker is dead, whatever the clocks say.

Lines outlive the worker, not the machine: the first one names the machine's boot, and
after another boot the file may lack what its worker wrote last.
"""

import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

_STEP = 1 << 18
"""Bytes reserved at a time: about 8,000 messages."""

_MARGIN = 1 << 16
"""Bytes kept free before the next step is reserved: more than a chunk needs."""

_LONG = 1 << 20
"""Bytes after which a journal begins anew."""

_END = ".journal"
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a journal tells; each message is (campaign, row)."""

    taken: frozenset[tuple[int, int]] = frozenset()
    begun: frozenset[tuple[int, int]] | None = None
    """All that the relay can have heard of; None when nobody knows."""


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
        self._write(b"boot %s\n" % _boot())

    def begun(self, campaign: int, row: int) -> None:
        """Write that the relay is about to hear of a message."""
        self._write(b"?%d %d\n" % (campaign, row))

    def taken(self, campaign: int, row: int) -> None:
        """Write that the relay took a message."""
        self._write(b"%d %d\n" % (campaign, row))

    def reserve(self) -> None:
        """Reserve room before messages go out.

        Raises:
            OSError: the disk is full; send nothing.
        """
        with self._lock:
            if self._at + _MARGIN > self._room:
                os.posix_fallocate(self._file, self._room, _STEP)
                self._room += _STEP

    def settled(self) -> None:
        """Begin anew if it is long, now that the ledger has all that stands here."""
        if self._at < _LONG:
            return
        with self._lock:
            os.ftruncate(self._file, 0)
            self._at = self._room = 0
        self.reserve()
        self._write(b"boot %s\n" % _boot())

    def _write(self, line: bytes) -> None:
        with self._lock:
            os.pwrite(self._file, line, self._at)
            self._at += len(line)

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


def read_journal(path: Path) -> Memory:
    """Read what a worker left; a torn line is none."""
    whole, _, _ = path.read_bytes().rpartition(b"\n")
    first, *lines = whole.split(b"\n")
    boot = first.removeprefix(b"boot ")
    begun = [line[1:] for line in lines if line.startswith(b"?")]
    return Memory(
        taken=_messages([first, *lines]),
        begun=_messages(begun) if boot and boot == _boot() else None,
    )


def _messages(lines: list[bytes]) -> frozenset[tuple[int, int]]:
    pairs = (line.split() for line in lines if line[:1].isdigit())
    return frozenset((int(a), int(b)) for a, b in (p for p in pairs if len(p) == 2))


def _boot() -> bytes:
    """Name this run of the machine; nothing where no system tells."""
    return _BOOT.read_bytes().strip() if _BOOT.exists() else b""


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
