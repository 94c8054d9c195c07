"""Where letters that came back lie: Maildir, mbox, files, a pipe.

Each source gives letters one at a time with a way to say "done", which is called only
once the letter is on record: a crash in between reads it again, and the store notices.
"""

import mailbox
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeAlias

from newsletter.errors import ExplainedError, OutsideError, Text

Done: TypeAlias = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it lies there."""

    raw: bytes
    done: Done


class SourceError(ExplainedError, OutsideError):
    """A mailbox cannot be read; says what to do, in both languages."""


def letters_in(path: Path) -> Iterator[Letter]:
    """Read the letters of a Maildir, an mbox file, a folder of .eml, or one file.

    Letters of a Maildir that were new are marked as seen once done; all else is left
    as it is.

    Raises:
        SourceError: nothing is there, or it cannot be read.
    """
    try:
        yield from _letters_in(path)
    except OSError as error:
        raise _unreadable(path, error) from error


def letters_from(pipe: BinaryIO) -> Iterator[Letter]:
    """Read one letter from a pipe, as a mail server's ``|command`` gives it."""
    raw = pipe.read()
    if raw.strip():
        yield Letter(raw, _nothing)


def _letters_in(path: Path) -> Iterator[Letter]:
    if (path / "new").is_dir() and (path / "cur").is_dir():
        yield from _of_maildir(path)
    elif path.is_dir():
        for file in sorted(path.glob("*.eml")):
            yield Letter(file.read_bytes(), _nothing)
    elif path.read_bytes()[:5] == b"From ":
        with closing(mailbox.mbox(path, create=False)) as box:
            for key in box.iterkeys():
                yield Letter(box.get_bytes(key), _nothing)
    else:
        yield Letter(path.read_bytes(), _nothing)


def _of_maildir(path: Path) -> Iterator[Letter]:
    """Give new letters; a rename into ``cur`` with the flag S says that one is done."""
    for file in sorted((path / "new").iterdir()):
        target = path / "cur" / f"{file.name}:2,S"
        if file.is_file():
            yield Letter(file.read_bytes(), partial(_move, file, target))


def _move(file: Path, target: Path) -> None:
    file.rename(target)


def _nothing() -> None:
    return


def _unreadable(path: Path, error: OSError) -> SourceError:
    reason = error.strerror or type(error).__name__
    return SourceError(
        Text(f"读不了 {path}：{reason}", f"{path} cannot be read: {reason}"),
        Text(
            "给出 Maildir、mbox 或 .eml 的路径，并检查权限",
            "name a Maildir, an mbox or .eml files, and see that you may read them",
        ),
    )
