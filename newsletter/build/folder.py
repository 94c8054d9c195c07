"""The build folder: one build at a time, and never half of one.

DATE/        finished editions of one issue, swapped in as a whole
site/        the web root, file by file, what leads to others last
.new/        files of the build in hand
.cache/      standing matter: what was made before, by what it was made from
.lock        held while a build runs
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypeAlias

from newsletter.errors import OutsideError, Text

File: TypeAlias = tuple[str, bytes]
"""Path below the build folder, and content."""

Files: TypeAlias = tuple[File, ...]


class FolderError(OutsideError):
    """The build folder cannot be used; says why and what to do."""

    def __init__(self, what: Text, cure: Text) -> None:
        """Keep the reason and the cure in both languages."""
        self.what = what
        self.cure = cure
        super().__init__(f"{what.en}; {cure.en}")


class BuildFolder:
    """Where finished editions stand."""

    def __init__(self, root: Path) -> None:
        """Name the folder; nothing is touched yet."""
        self.root = root
        self.site = root / "site"
        self._new = root / ".new"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder while a build runs, and clear what a killed one left.

        Raises:
            FolderError: another build holds it, or it cannot be written.
        """
        with _said_well(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            lock = (self.root / ".lock").open("a")
        with lock:
            _take(lock, self.root)
            with _said_well(self.root):
                self._clear_leftovers()
            yield

    def publish(self, date: str, files: Files, *, stale: frozenset[str]) -> None:
        """Put finished files into their places.

        Args:
            date: ``DATE/`` is swapped as a whole; files in it that are neither new
                nor stale move along.
            files: Paths below the build folder.
            stale: Files of an earlier build to remove.

        Raises:
            FolderError: no space, no permission; the last build stands as it was.
        """
        fresh = dict(files)
        with _said_well(self.root):
            try:
                self._write(fresh)
                self._keep_others(date, fresh.keys() | stale)
                self._check_places(fresh)
                self._place_site(fresh, stale)
                self._swap(date)
            finally:
                shutil.rmtree(self._new, ignore_errors=True)

    def _clear_leftovers(self) -> None:
        shutil.rmtree(self._new, ignore_errors=True)
        for old in self.root.glob(".????-??-??.old"):
            place = self.root / old.name[1:-4]
            if place.exists():
                shutil.rmtree(old)
            else:
                # Killed between the two renames of a swap: take the first one back.
                old.rename(place)

    def _write(self, fresh: dict[str, bytes]) -> None:
        for folder in {(self._new / path).parent for path in fresh}:
            folder.mkdir(parents=True, exist_ok=True)
        for path, data in fresh.items():
            (self._new / path).write_bytes(data)

    def _keep_others(self, date: str, gone: frozenset[str] | set[str]) -> None:
        for path in sorted((self.root / date).rglob("*")):
            name = path.relative_to(self.root)
            if path.is_file() and name.as_posix() not in gone:
                target = self._new / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, target)

    def _check_places(self, fresh: dict[str, bytes]) -> None:
        """Find what would stop a rename before the first one is made."""
        targets = [self.root / path for path in fresh]
        for target in targets:
            if target.is_dir():
                raise IsADirectoryError(21, os.strerror(21), str(target))
        for folder in {target.parent for target in targets}:
            parent = next(one for one in (folder, *folder.parents) if one.exists())
            if not os.access(parent, os.W_OK | os.X_OK):
                raise PermissionError(13, os.strerror(13), str(parent))

    def _place_site(self, fresh: dict[str, bytes], stale: frozenset[str]) -> None:
        made: set[Path] = set()
        # The deepest first: no page may lead to one that is not there yet.
        for path in sorted(fresh, key=lambda one: one.count("/"), reverse=True):
            target = self.root / path
            # What reads the same keeps its time, so that a copy to a host is short.
            if path.startswith("site/") and not _holds(target, fresh[path]):
                if target.parent not in made:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    made.add(target.parent)
                (self._new / path).replace(target)
        gone = [self.root / path for path in sorted(stale) if path.startswith("site/")]
        for place in gone:
            place.unlink(missing_ok=True)
        for parent in {place.parent for place in gone} - {self.site}:
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()

    def _swap(self, date: str) -> None:
        place, old = self.root / date, self.root / f".{date}.old"
        if place.exists():
            place.rename(old)
        try:
            (self._new / date).rename(place)
        finally:  # Ctrl-C too
            if old.exists() and not place.exists():
                old.rename(place)
        shutil.rmtree(old, ignore_errors=True)


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def _take(lock: IO[str], root: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise FolderError(
            Text(f"另一个生成正在使用 {root}", f"another build is using {root}"),
            Text("等它结束后再试", "wait until it is done, then try again"),
        ) from error


@contextmanager
def _said_well(root: Path) -> Iterator[None]:
    """Turn the system's complaints into ours."""
    try:
        yield
    except OSError as error:
        path = error.filename or root
        raise FolderError(
            Text(f"无法写入 {path}：{error.strerror}", f"{path}: {error.strerror}"),
            Text(
                "请检查磁盘空间和该文件夹的权限；上一次生成的结果没有改动",
                "check free space and permissions there; the last build is unchanged",
            ),
        ) from error
