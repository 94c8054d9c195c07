"""Watch the files an issue is made of, by looking at them again and again.

Works the same on every file system, network drives and containers included.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

Stamps: TypeAlias = dict[Path, tuple[int, int, int]]
"""File -> time of change in ns, size, inode."""

_LEFTOVERS = (".swp", ".swx", ".tmp", "~", "#")


def stamps(roots: tuple[Path, ...]) -> Stamps:
    """Look at every file below the roots; hidden ones and editors' leftovers aside.

    Roots that are not there have no files; a root may be a file.
    """
    found: Stamps = {}
    for path in (path for root in roots for path in _files(root)):
        try:
            status = path.stat()
        except OSError:
            continue  # gone between listing and looking: the next look tells
        found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def _files(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        yield root
        return
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and not name.endswith(_LEFTOVERS):
                yield Path(folder) / name


class Watch:
    """Knows what the files were like when they were last used."""

    def __init__(self, roots: Callable[[], tuple[Path, ...]]) -> None:
        """Begin without having seen anything, so that the first look is a change."""
        self._roots = roots
        self._used: Stamps | None = None
        self._last: Stamps | None = None

    def has_settled_change(self) -> bool:
        """Look; tell whether files differ from those used and hold still by now.

        An editor that writes in two steps, or a photo that is being copied, is let
        finish: a change counts when two looks in a row see the same.
        """
        now = stamps(self._roots())
        is_still, self._last = now == self._last, now
        return is_still and now != self._used

    def has_change(self) -> bool:
        """Look; tell whether files differ from those used."""
        self._last = stamps(self._roots())
        return self._last != self._used

    def use(self) -> Stamps:
        """Take the files as they are now as used."""
        self._used = self._last = stamps(self._roots())
        return self._used
