"""Files written all together or not at all, and never over an editor's work."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from newsletter.desk.refusals import refusal
from newsletter.errors import OutsideError, Text
from newsletter.manifest import write_schemas
from newsletter.manifest.folders import project_name

_NOTHING: Final = Text("什么也没有写入", "nothing was written")
_ALL_BUT_SCHEMAS: Final = Text(
    "只差 .newsletter 里的校验文件，其余都已写好",
    "all but the schemas in .newsletter is written",
)


class FilingError(OutsideError):
    """Files could not be written; says why and what to do."""

    def __init__(self, error: OSError, path: Path, done: Text) -> None:
        """Tell the system's reason.

        Args:
            error: What the system said.
            path: What was being written, for an error that names no file.
            done: How far the work got.
        """
        place, reason = error.filename or path, error.strerror or str(error)
        self.what = Text(f"无法写入 {place}：{reason}", f"{place}: {reason}")
        self.cure = Text(
            f"请检查文件夹的权限和磁盘空间；{done.zh}",
            f"check the folder's permissions and the disk's free space; {done.en}",
        )
        super().__init__(f"{self.what.en}; {self.cure.en}")


def file_all(
    project: Path,
    new: Mapping[Path, str | bytes],
    changed: Mapping[Path, str | bytes],
) -> tuple[Path, ...]:
    """Write files under temporary names, then rename them all.

    Texts are written as UTF-8, their line ends as they are; bytes that were read
    with ``surrogateescape`` come out as they were.

    Args:
        project: The project's root; problems name files from there.
        new: Files that may not be there yet.
        changed: Files that hold what they held, and more; renamed last, in order.

    Returns:
        The paths written, in order.

    Raises:
        InputError: a new file is there already; nothing was written.
        FilingError: the file system refused; nothing new is left behind.
    """
    refuse_existing(project, new)
    waiting: dict[Path, Path] = {}
    done: list[Path] = []
    fresh = _missing_folders((*new, *changed))
    path = project
    try:
        for path, text in {**new, **changed}.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            waiting[path] = path.with_name(f".{path.name}.new")
            waiting[path].write_bytes(_bytes(text))
        for path, temporary in waiting.items():
            temporary.replace(path)
            done.append(path)
    except OSError as error:
        _take_back((*waiting.values(), *(path for path in done if path in new)))
        _clear_away(fresh)
        raise FilingError(error, path, _NOTHING) from error
    return tuple(done)


def file_schemas(project: Path) -> None:
    """Write the schemas that a text editor completes manifests with.

    Raises:
        FilingError: the file system refused; the editor's own files are there.
    """
    try:
        write_schemas(project)
    except OSError as error:
        raise FilingError(error, project, _ALL_BUT_SCHEMAS) from error


def refuse_existing(project: Path, paths: Mapping[Path, str | bytes]) -> None:
    """Refuse to write over files of a project.

    Raises:
        InputError: names those that are there.
    """
    there = [path for path in paths if path.exists() or path.is_symlink()]
    if there:
        names = ", ".join(path.name for path in there)
        raise refusal(
            "S107",
            project_name(there[0], project),
            Text(zh=f"文件已经存在：{names}", en=f"these files exist already: {names}"),
            Text(
                zh="已有的文件不会被覆盖：请换一个文件夹，或先移走它们",
                en="nothing is ever overwritten: use another folder, or move them away",
            ),
        )


def _missing_folders(paths: Iterable[Path]) -> tuple[Path, ...]:
    """List the folders that paths need and that are not there, the deepest first."""
    needed = {folder for path in paths for folder in path.parents}
    missing = (folder for folder in needed if not folder.exists())
    return tuple(sorted(missing, key=lambda one: len(one.parts), reverse=True))


def _clear_away(folders: Iterable[Path]) -> None:
    """Remove folders; those in which somebody else has put something stay."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def _bytes(content: str | bytes) -> bytes:
    if isinstance(content, bytes):
        return content
    return content.encode("utf-8", "surrogateescape")


def _take_back(paths: tuple[Path, ...]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
