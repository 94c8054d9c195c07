"""Press files as a build left them, read back and checked."""

import hashlib
import json
import re
from pathlib import Path
from typing import Final

from newsletter.errors import InputError, Place, Problem, Text
from newsletter.press.handoff.values import PressFile, Trim

_SUM: Final = re.compile(r"([0-9a-f]{64})  ([^/\\\x00]+)")


def read_trims(folder: Path) -> tuple[Trim, ...]:
    """Read number and size of every page from ``proof.json``.

    Args:
        folder: ``…/build/DATE``.

    Raises:
        InputError: D101, no usable proof.
    """
    try:
        document = json.loads((folder / "proof.json").read_bytes())
        return tuple(
            Trim(
                number=int(page["number"]),
                width=float(page["sheet"]["width"]),
                height=float(page["sheet"]["height"]),
            )
            for page in document["pages"]
        )
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise _missing(folder, "proof.json") from error


def read_press_files(
    folder: Path, wanted: tuple[tuple[int, str], ...]
) -> tuple[PressFile, ...]:
    """Read the press files that one shop wants.

    Args:
        folder: ``…/build/DATE``.
        wanted: Number of the page, 0 for all pages, and name of each file.

    Raises:
        InputError: D101, files are missing; D102, one is not what was built.
    """
    sums = _read_sums(folder)
    if not wanted:
        raise _missing(folder, "press/*.pdf")
    return tuple(
        PressFile(page=page, data=_read(folder, name, sums)) for page, name in wanted
    )


def _read_sums(folder: Path) -> dict[str, str]:
    path = folder / "press" / "SHA256SUMS"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise _missing(folder, "press/SHA256SUMS") from error
    except ValueError as error:
        raise _differs(path) from error
    found = [_SUM.fullmatch(line) for line in lines]
    if not all(found):
        raise _differs(path)
    return {match[2]: match[1] for match in found if match}


def _read(folder: Path, name: str, sums: dict[str, str]) -> bytes:
    path = folder / "press" / name
    try:
        data = path.read_bytes()
        digest = sums[name]
    except (OSError, LookupError) as error:
        raise _missing(folder, f"press/{name}") from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise _differs(path)
    return data


def _missing(folder: Path, file: str) -> InputError:
    day = folder.name
    what = Text(f"没有可交付的文件：缺 {file}", f"nothing to hand off: no {file}")
    return _refusal("D101", folder / "press", what, day)


def _differs(path: Path) -> InputError:
    what = Text(
        f"{path.name} 与生成时不同：校验和不符",
        f"{path.name} is not what was built: its checksum differs",
    )
    return _refusal("D102", path, what, path.parent.parent.name)


def _refusal(code: str, path: Path, what: Text, day: str) -> InputError:
    command = f"newsletter build {day} --only print --force"
    cure = Text(f"先运行 {command}", f"first run {command}")
    shown = "/".join(path.parts[path.parts.index(day) - 1 :])
    return InputError(
        [Problem(code=code, place=Place(file=shown), what=what, cure=cure)]
    )
