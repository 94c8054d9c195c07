"""Rows of a CSV or JSON Lines file, one at a time, however long the file is."""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from newsletter.circulation.files.columns import ATTRIBUTES, meaning_of, meanings
from newsletter.circulation.files.encoding import check_encoding, encoding_of
from newsletter.circulation.files.values import FileError, Plan, Refusal
from newsletter.errors import Text

_LONGEST = 1 << 20
"""Characters of one line; a list of readers has none that long."""

_DELIMITERS = ",;\t|，"
_JSON = (".jsonl", ".ndjson", ".json")

Row = tuple[int, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list that is being read."""

    encoding: str
    delimiter: str
    """Empty for JSON Lines."""

    kept_as: Mapping[str, str]
    rows: Iterator[Row | Refusal]
    """Line where the row begins, and fact -> value; ``attributes`` is a mapping."""


@contextmanager
def reading(plan: Plan) -> Iterator[Listing]:
    """Open a list of readers.

    Raises:
        FileError: its encoding is not known, or no column holds addresses.
        OSError: it cannot be opened.
    """
    encoding = (
        check_encoding(plan.path, plan.encoding)
        if plan.encoding
        else encoding_of(plan.path, plan.fallback)
    )
    with plan.path.open(encoding=encoding, newline="") as stream:
        if _is_json(plan.path, stream):
            rows = _json_rows(stream)
            yield Listing(encoding=encoding, delimiter="", kept_as={}, rows=rows)
        else:
            yield _table(stream, encoding, plan.delimiter)


def _is_json(path: Path, stream: TextIO) -> bool:
    if path.suffix.lower() in _JSON:
        return True
    start = stream.read(1)
    stream.seek(0)
    return start == "{"


def _lines(stream: TextIO) -> Iterator[str]:
    for number, line in enumerate(iter(lambda: stream.readline(_LONGEST), ""), 1):
        if len(line) == _LONGEST:
            raise _endless(number)
        # No text holds NUL, but what some programs write does.
        yield line.replace("\0", "")


def _table(stream: TextIO, encoding: str, delimiter: str) -> Listing:
    first = next(_lines(stream), "")
    stream.seek(0)
    delimiter = {"tab": "\t", "\\t": "\t"}.get(delimiter, delimiter)
    delimiter = delimiter or _delimiter_of(first)
    try:
        reader = csv.reader(_lines(stream), delimiter=delimiter)
        heads = next(reader, [])
    except (csv.Error, TypeError) as error:
        raise _no_table(error) from None
    places = None
    if any("@" in cell for cell in heads):
        places = tuple("address" if "@" in cell else "" for cell in heads)
        facts = meanings([place or f"{n}" for n, place in enumerate(places, 1)])
        names = tuple(f"column {n}" for n in range(1, len(heads) + 1))
    else:
        names, facts = tuple(head.strip() for head in heads), meanings(heads)
    rows = _table_rows(reader, names, facts, heads if places else None)
    kept_as = {n: f or ATTRIBUTES for n, f in zip(names, facts, strict=True) if n}
    return Listing(encoding=encoding, delimiter=delimiter, kept_as=kept_as, rows=rows)


def _delimiter_of(head: str) -> str:
    counts = Counter(head)
    best = max(_DELIMITERS, key=lambda mark: counts[mark])
    return best if counts[best] else ","


def _table_rows(
    reader: Any,
    names: tuple[str, ...],
    facts: tuple[str, ...],
    first: list[str] | None,
) -> Iterator[Row | Refusal]:
    if first is not None:
        yield 1, _facts(first, names, facts)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _torn(line, error)
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(names):
            yield _too_many(line, len(cells), len(names))
            continue
        yield line, _facts(cells, names, facts)


def _facts(
    cells: list[str], names: tuple[str, ...], facts: tuple[str, ...]
) -> dict[str, Any]:
    told: dict[str, Any] = {}
    others: dict[str, str] = {}
    for cell, name, fact in zip(cells, names, facts, strict=False):
        text = cell.strip()
        if fact and text:
            told[fact] = text
        elif text and name:
            others[name] = text
    if others:
        told["others"] = others
    return told


def _json_rows(stream: TextIO) -> Iterator[Row | Refusal]:
    for number, line in enumerate(_lines(stream), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            yield _no_object(number)
            continue
        told: dict[str, Any] = {}
        others: dict[str, Any] = {}
        for key, one in value.items():
            fact = meaning_of(key)
            (told if fact else others)[fact or key] = one
        yield number, {**told, "others": others} if others else told


def _endless(line: int) -> FileError:
    return FileError(
        Text(
            f"第 {line} 行超过 {_LONGEST} 个字符，不是名单",
            f"line {line} has more than {_LONGEST} characters; this is no list",
        ),
        Text("存成 CSV 或 JSON Lines", "save it as CSV or JSON Lines"),
    )


def _no_table(error: Exception) -> FileError:
    return FileError(
        Text(f"读不成表格：{error}", f"cannot be read as a table: {error}"),
        Text(
            "存成 CSV，并用 --delimiter 写明一个字符的分隔符",
            "save it as CSV, and name its delimiter, one character, with --delimiter",
        ),
    )


def _torn(line: int, error: Exception) -> Refusal:
    what = Text(
        f"这一行读不成表格，可能少了一个引号：{error}",
        f"this row is no row of a table, perhaps a quotation mark is missing: {error}",
    )
    return Refusal(line=line, address="", code="torn", what=what)


def _too_many(line: int, cells: int, heads: int) -> Refusal:
    what = Text(
        f"有 {cells} 格，但只有 {heads} 列", f"{cells} cells under {heads} heads"
    )
    return Refusal(line=line, address="", code="torn", what=what)


def _no_object(line: int) -> Refusal:
    what = Text("这一行不是 JSON 对象", "this line is no JSON object")
    return Refusal(line=line, address="", code="torn", what=what)
