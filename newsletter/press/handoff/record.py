"""The record of what was handed off, ``build/DATE/handoff.json``.

It only gains events.  Each one is on the disk before the next thing is done: the file
is written anew under another name, synced, and renamed.
"""

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from newsletter.errors import Text
from newsletter.press.handoff.refusals import HandoffError
from newsletter.press.handoff.values import Event, Kind, Parcel, Step

_SCHEMA: Final = 1


class Record:
    """What went to one place, and the file that tells it of every place."""

    def __init__(
        self, path: Path, printer: str, where: str, clock: Callable[[], datetime]
    ) -> None:
        """Read the file, if there is one.

        Args:
            path: ``…/handoff.json``.
            printer: Name of the printer profile.
            where: ``Delivery.where``.
            clock: Tells the moment, with time zone.

        Raises:
            HandoffError: it cannot be read, or is damaged.
        """
        self._path = path
        self._printer = printer
        self._where = where
        self._clock = clock
        self._every = _read(path)

    @property
    def events(self) -> tuple[Event, ...]:
        """Those of this place, oldest first."""
        return tuple(
            event
            for event in self._every
            if (event.printer, event.where) == (self._printer, self._where)
        )

    def add(self, step: Step, *parcels: Parcel | Event) -> None:
        """Write down a step of some files, all at once.

        Raises:
            HandoffError: the disk does not take it.
        """
        at = self._clock()
        self._every = (
            *self._every,
            *(
                Event(
                    at=at,
                    step=step,
                    printer=self._printer,
                    where=self._where,
                    kind=parcel.kind,
                    page=parcel.page,
                    version=parcel.version,
                    name=parcel.name,
                    size=parcel.size,
                    sha256=parcel.sha256,
                )
                for parcel in parcels
            ),
        )
        _write(self._path, self._every)


def open_events(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Find the files whose fate is unknown: a run ended while it placed them."""
    last = {(event.name, event.sha256): event for event in events}
    return tuple(event for event in last.values() if event.step is Step.PLACING)


def _read(path: Path) -> tuple[Event, ...]:
    try:
        document = json.loads(path.read_bytes())
        return tuple(map(_event, document["events"]))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise HandoffError(
            Text(
                f"投递记录 {path} 读不出来：{error}", f"{path} cannot be read: {error}"
            ),
            Text(
                "从备份恢复它。没有备份时，先问印厂已收到哪些文件，再把它移走",
                "restore it from a backup; without one, ask the shop what has come, "
                "then move the file away",
            ),
        ) from error


def _event(plain: dict[str, Any]) -> Event:
    return Event(
        at=datetime.fromisoformat(plain["at"]),
        step=Step(plain["step"]),
        printer=str(plain["printer"]),
        where=str(plain["where"]),
        kind=Kind(plain["kind"]),
        page=int(plain["page"]),
        version=int(plain["version"]),
        name=str(plain["name"]),
        size=int(plain["size"]),
        sha256=str(plain["sha256"]),
    )


def plain_event(event: Event) -> dict[str, Any]:
    """Turn an event into plain JSON values."""
    return {
        "at": event.at.isoformat(timespec="seconds"),
        "step": event.step.value,
        "printer": event.printer,
        "where": event.where,
        "kind": event.kind.value,
        "page": event.page,
        "version": event.version,
        "name": event.name,
        "size": event.size,
        "sha256": event.sha256,
    }


def _write(path: Path, events: tuple[Event, ...]) -> None:
    document = {"schema": _SCHEMA, "events": [plain_event(event) for event in events]}
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    new = path.with_name(f".{path.name}.new")
    try:
        with new.open("wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise HandoffError(
            Text(
                f"无法写投递记录 {path}：{error.strerror}", f"{path}: {error.strerror}"
            ),
            Text(
                "请检查磁盘空间和权限，然后再运行一次",
                "check free space and permissions, then run it again",
            ),
        ) from error


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
