"""A web root that this machine can write."""

import errno
import os
from collections.abc import Sequence
from pathlib import Path

from newsletter.build.publishing.plan import SiteFile
from newsletter.build.publishing.webroot import Removed, Sent, denied


class FolderRoot:
    """A folder, such as one that a web server on this machine serves."""

    def __init__(self, folder: Path) -> None:
        """Name it; it is made when the first file comes."""
        self._folder = folder

    def probe(self) -> None:
        """Look whether it may be written; one that is not there is made when needed."""
        folder = self._folder
        there = next(one for one in (folder, *folder.parents) if one.exists())
        if not there.is_dir():
            raise denied(str(there), os.strerror(errno.ENOTDIR))
        if not os.access(there, os.W_OK | os.X_OK):
            raise denied(str(there), os.strerror(errno.EACCES))

    def read(self, path: str) -> bytes | None:
        """Read a file; None when there is none."""
        try:
            return (self._folder / path).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, path: str, data: bytes) -> None:
        """Write a file under a temporary name, then rename it."""
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.part")
        part.write_bytes(data)
        part.replace(target)

    def put(self, files: Sequence[SiteFile], sent: Sent) -> None:
        """Copy files."""
        for file in files:
            self.write(file.path, file.place.read_bytes())
            sent(file)

    def remove(self, paths: Sequence[str], removed: Removed) -> None:
        """Remove files, and folders that are empty then."""
        for path in paths:
            target = self._folder / path
            target.unlink(missing_ok=True)
            self._prune(target.parent)
            removed(path)

    def _prune(self, folder: Path) -> None:
        while folder != self._folder and folder.is_dir():
            if any(folder.iterdir()):
                return
            folder.rmdir()
            folder = folder.parent
