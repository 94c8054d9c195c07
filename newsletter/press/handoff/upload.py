"""Put files into a shop's folder, here or far away, whole or not at all.

A file grows under a temporary name, is read back and compared, and only then gets its
final name.  What a broken connection left is kept if it is a true beginning of the
file; what a killed run left is settled before anything is sent.
"""

import hashlib
from collections.abc import Callable
from typing import Protocol

from newsletter.errors import Text
from newsletter.press.handoff.record import Record, open_events
from newsletter.press.handoff.refusals import HandoffError, broken
from newsletter.press.handoff.values import Event, Parcel, Step

Tell = Callable[[Parcel, int], None]
"""Told, as each file begins, how many bytes of it are there already."""


class Store(Protocol):
    """A folder of the shop's.

    Every method raises ``BrokenConnectionError`` when the connection breaks, and
    ``HandoffError`` when the folder refuses.
    """

    def size(self, name: str) -> int | None:
        """Count the bytes of a file; None when there is none."""

    def digest(self, name: str) -> str:
        """Read a file back: its SHA-256."""

    def write(self, name: str, data: bytes, at: int) -> None:
        """Cut a file to ``at`` bytes, making it if need be, and add ``data``."""

    def place(self, old: str, new: str) -> None:
        """Rename a file in one step; nothing has the new name."""

    def remove(self, name: str) -> None:
        """Remove a file."""


def temporary(name: str) -> str:
    """Name a file while it is on its way: hidden, and of no type a shop takes."""
    return f".{name}.part"


def settle(store: Store, record: Record) -> None:
    """Find out what became of files that a killed run was placing.

    Under its final name: sent.  Under the temporary one: still to be placed.  Under
    neither: it was placed, and the shop has taken it away.
    """
    for event in open_events(record.events):
        if _is_there(store, event.name, event.size, event.sha256):
            record.add(Step.SENT, event)
            _clear(store, event)
        elif store.size(temporary(event.name)) is None:
            record.add(Step.TAKEN, event)


def upload(store: Store, parcel: Parcel, record: Record, tell: Tell) -> None:
    """Send one file; a file that is there already is only written down.

    Raises:
        BrokenConnectionError: the next try goes on where this one stopped.
        HandoffError: another file has the name, or the shop's disk fails.
    """
    if _is_there(store, parcel.name, parcel.size, parcel.sha256):
        record.add(Step.SENT, parcel)
        _clear(store, parcel)
        return
    if store.size(parcel.name) is not None:
        raise _occupied(parcel.name)
    part = temporary(parcel.name)
    kept = _kept(store, part, parcel.data)
    tell(parcel, kept)
    store.write(part, parcel.data[kept:], kept)
    if not _is_there(store, part, parcel.size, parcel.sha256):
        store.remove(part)
        raise broken(parcel.name, "what arrived is not what was sent")
    record.add(Step.PLACING, parcel)
    store.place(part, parcel.name)
    record.add(Step.SENT, parcel)


def _is_there(store: Store, name: str, size: int, sha256: str) -> bool:
    return store.size(name) == size and store.digest(name) == sha256


def _kept(store: Store, part: str, data: bytes) -> int:
    """Count the bytes that need not be sent again."""
    there = store.size(part)
    if not there or there > len(data):
        return 0
    begun = hashlib.sha256(data[:there]).hexdigest()
    return there if store.digest(part) == begun else 0


def _clear(store: Store, file: Parcel | Event) -> None:
    """Remove the temporary name that a rename by linking may leave."""
    if store.size(temporary(file.name)) is not None:
        store.remove(temporary(file.name))


def _occupied(name: str) -> HandoffError:
    return HandoffError(
        Text(f"印厂那里已有另一个“{name}”", f"the shop has another file {name}"),
        Text(
            "问印厂它从何而来；请他们移走，再运行一次",
            "ask the shop where it came from; have it moved away, then run it again",
        ),
    )
