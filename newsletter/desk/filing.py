"""Files written all together or not at all, and never over an editor's work."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from newsletter.desk.refusals import refusal
from newsletter.errors import OutsideError, Text


def file_all(new: Mapping[Path, str], changed: Mapping[Path, str]) -> tuple[Path, ...]:
    """Write files under temporary names, then rename them all.

    Texts are written as UTF-8, their line ends as they are; bytes that were read
    with ``surrogateescape`` come out as they were.

    Args:
        new: Files that may not be there yet.
        changed: Files that hold what they held, and more; renamed last, in order.

    Returns:
        The paths written, in order.

    Raises:
        InputError: a new file is there already; nothing was written.
        OutsideError: the file system refused; nothing new is left behind.
    """
    refuse_existing(new)
    waiting: dict[Path, Path] = {}
    done: list[Path] = []
    try:
        for path, text in {**new, **changed}.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            waiting[path] = path.with_name(f".{path.name}.new")
            waiting[path].write_bytes(text.encode("utf-8", "surrogateescape"))
        for path, temporary in waiting.items():
            temporary.replace(path)
            done.append(path)
    except OSError as error:
        _take_back((*waiting.values(), *(path for path in done if path in new)))
        raise OutsideError(
            f"{error.filename}: {error.strerror}; nothing was written, "
            "check the folder's permissions and the disk's free space"
        ) from error
    return tuple(done)


def refuse_existing(paths: Mapping[Path, str]) -> None:
    """Refuse to write over files.

    Raises:
        InputError: names those that are there.
    """
    there = [path for path in paths if path.exists() or path.is_symlink()]
    if there:
        names = ", ".join(path.name for path in there)
        raise refusal(
            "S107",
            str(there[0]),
            Text(zh=f"文件已经存在：{names}", en=f"these files exist already: {names}"),
            Text(
                zh="已有的文件不会被覆盖：请换一个文件夹，或先移走它们",
                en="nothing is ever overwritten: use another folder, or move them away",
            ),
        )


def _take_back(paths: tuple[Path, ...]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
