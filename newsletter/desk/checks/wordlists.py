"""The paper's own lists in ``issues/wordlists``: leaders, confusions, names."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsletter.errors import Place, Problem, Severity, Text

FOLDER = "wordlists"
_MOST_BYTES = 2_000_000
_HEADS = frozenset(("姓名", "name", "错", "wrong", "词", "word"))


@dataclass(frozen=True, slots=True)
class Confusion:
    """A wording that is mostly wrong, and what is meant."""

    wrong: str
    right: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLists:
    """What a paper knows of its own place."""

    leaders: tuple[tuple[str, str], ...] = ()
    """(name, post), one row for each post."""

    confusions: tuple[Confusion, ...] = ()
    names: frozenset[str] = frozenset()
    """Words that are right as they are."""

    problems: tuple[Problem, ...] = ()


def read_wordlists(folder: Path, shown: str) -> WordLists:
    """Read ``leaders.csv``, ``confusions.csv`` and ``names.txt``, as far as they are.

    Args:
        folder: ``issues/wordlists``; need not exist.
        shown: How problems name it.
    """
    problems: list[Problem] = []
    leaders = tuple(_rows(folder / "leaders.csv", shown, 2, problems))
    confusions = tuple(_rows(folder / "confusions.csv", shown, 2, problems))
    names = tuple(_rows(folder / "names.txt", shown, 1, problems))
    return WordLists(
        leaders=tuple((row[0], row[1]) for row in leaders),
        confusions=tuple(Confusion(r[0], r[1], "，".join(r[2:])) for r in confusions),
        names=frozenset(row[0] for row in names) | {row[0] for row in leaders},
        problems=tuple(problems),
    )


def _rows(
    path: Path, shown: str, width: int, problems: list[Problem]
) -> Iterator[tuple[str, ...]]:
    """Read the rows of a list; ``#`` begins a remark, a head is skipped."""
    name = f"{shown}/{path.name}"
    text = _text(path, name, problems)
    # Full-width commas are what a Chinese keyboard types.
    for number, row in enumerate(csv.reader(io.StringIO(text.replace("，", ","))), 1):
        cells = tuple(cell.strip() for cell in row)
        is_head = bool(cells) and cells[0].casefold() in _HEADS
        if not any(cells) or cells[0].startswith("#") or is_head:
            continue
        if len(cells) < width or not all(cells[:width]):
            place = Place(file=name, line=number, source=",".join(row))
            problems.append(_short_row(place, width))
        else:
            yield cells


def _text(path: Path, name: str, problems: list[Problem]) -> str:
    if not path.is_file():
        return ""
    try:
        content = path.read_bytes()[:_MOST_BYTES]
        return content.decode("utf-8-sig").replace("\0", "")
    except (OSError, ValueError):
        problems.append(
            Problem(
                code="C003",
                place=Place(file=name),
                what=Text("词表读不出来", "this word list cannot be read"),
                cure=Text("另存为 UTF-8 编码", "save it as UTF-8"),
                severity=Severity.WARNING,
            )
        )
        return ""


def _short_row(place: Place, width: int) -> Problem:
    return Problem(
        code="C003",
        place=place,
        what=Text(f"这一行不足 {width} 格", f"this row has fewer than {width} cells"),
        cure=Text("用逗号分开，例如“甲某,区长”", "part cells by commas"),
        severity=Severity.WARNING,
    )
