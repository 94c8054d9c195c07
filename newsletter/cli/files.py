"""Files that commands write at the user's wish."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click


@contextmanager
def written_file(path: Path) -> Iterator[TextIO]:
    """Write a file under a temporary name; it takes its own when it is whole."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def file_type() -> click.Path:
    """Make the type of an argument that names a file."""
    return click.Path(path_type=Path, dir_okay=False)
