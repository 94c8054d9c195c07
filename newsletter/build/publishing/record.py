"""What was sent to one host: a journal that a killed run leaves true.

Each line is written when a file has its place there.  The first line names the journal;
the host carries the same name in a file, so that one that was emptied, or that another
machine has published to, is not taken for what this journal tells.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, Final
from uuid import uuid4

from newsletter.build.publishing.plan import SiteFile, Stamp

MARKER: Final = ".newsletter"
"""The host's file that names the journal."""


class Record:
    """The journal of one host."""

    def __init__(self, path: Path, where: str) -> None:
        """Read it; one of another place counts for nothing.

        Args:
            path: ``…/build/publish/NAME.jsonl``; need not exist.
            where: The place, as ``Host.where`` says it.
        """
        self._path = path
        self.files: dict[str, Stamp] = {}
        """What the host has, by path below its web root."""

        self.untold: dict[str, None] = {}
        """Feeds that the hub has not been told of, in order."""

        self.id = ""
        self._where = where
        self._stream: IO[str] | None = None
        is_ours = False
        for line in _lines(path):
            if "where" in line:
                is_ours = line["where"] == where
                self.id = line["id"] if is_ours else self.id
            elif is_ours:
                self._take(line)
        self.id = self.id or uuid4().hex

    def close(self) -> None:
        """Stop writing."""
        if self._stream:
            self._stream.close()
            self._stream = None

    def sent(self, file: SiteFile) -> None:
        """Note a file that has its place."""
        self._add(_plain(file.path, file.stamp))

    def doubt(self) -> None:
        """Note that the host may have lost, or got from others, what it had."""
        self._add({"unsure": True})

    def removed(self, path: str) -> None:
        """Note a file that is gone."""
        self._add({"gone": path})

    def to_tell(self, path: str) -> None:
        """Note a feed that the hub must be told of."""
        self._add({"untold": path})

    def told(self, path: str) -> None:
        """Note that the hub has been told."""
        self._add({"told": path})

    def tidy(self, files: tuple[SiteFile, ...]) -> None:
        """Write it anew, without what later lines undo.

        Args:
            files: As they are here now; one of the same content gets its new time.
        """
        for file in files:
            known = self.files.get(file.path)
            if known and known.sha256 == file.stamp.sha256:
                self.files[file.path] = file.stamp
        self.close()
        fresh = self._path.with_suffix(".part")
        with fresh.open("w", encoding="utf-8") as stream:
            stream.writelines(_written(line) for line in self._all())
        fresh.replace(self._path)

    def _all(self) -> Iterator[dict[str, Any]]:
        yield self._head()
        yield from (_plain(path, stamp) for path, stamp in self.files.items())
        yield from ({"untold": path} for path in self.untold)

    def _head(self) -> dict[str, Any]:
        return {"id": self.id, "where": self._where}

    def _add(self, line: dict[str, Any]) -> None:
        if self._stream is None:
            self._stream = self._opened()
        self._stream.write(_written(line))
        self._stream.flush()
        self._take(line)

    def _opened(self) -> IO[str]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # A killed run may have left half a line; end it.
        stream = self._path.open("a", encoding="utf-8")
        stream.write("\n" + _written(self._head()))
        return stream

    def _take(self, line: dict[str, Any]) -> None:
        match line:
            case {"unsure": True}:
                self.files = unsure(self.files)
            case {"path": path, "size": size, "changed": changed, "sha256": sha256}:
                self.files[path] = Stamp(size=size, changed=changed, sha256=sha256)
            case {"gone": path}:
                self.files.pop(path, None)
            case {"untold": path}:
                self.untold[path] = None
            case {"told": path}:
                self.untold.pop(path, None)


def unsure(files: dict[str, Stamp]) -> dict[str, Stamp]:
    """Keep the paths, and forget what stands there."""
    return {path: replace(stamp, sha256="") for path, stamp in files.items()}


def _plain(path: str, stamp: Stamp) -> dict[str, Any]:
    return {
        "path": path,
        "size": stamp.size,
        "changed": stamp.changed,
        "sha256": stamp.sha256,
    }


def _written(line: dict[str, Any]) -> str:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    for line in text.split("\n"):
        try:
            value = json.loads(line)
        except ValueError:
            continue  # cut off when a run was killed
        if isinstance(value, dict):
            yield value
