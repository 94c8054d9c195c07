"""Tidy manifests and front matter as text: English keys, in the paper's order.

Comments, quotes, blanks and line breaks stay; a text that is tidy comes out as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from newsletter.errors import InputError, Text
from newsletter.manifest.boxes_schema import POSITION_WORDS, SPOT_WORDS
from newsletter.manifest.document import PATH, Document, Path, Shape
from newsletter.manifest.entries import shape_of
from newsletter.manifest.findings import Findings
from newsletter.manifest.frontmatter import front_matter_lines
from newsletter.manifest.issue_schema import (
    REVIEW_WORDS,
    SLOT_WORDS,
    HeadEntry,
    IssueFile,
)
from newsletter.manifest.source import Source, source_of
from newsletter.manifest.yaml_source import read_yaml

_WORDS = {
    "slot": SLOT_WORDS,
    "review": REVIEW_WORDS,
    "spot": SPOT_WORDS,
    "position": POSITION_WORDS,
}
_MOST_STEPS = 5000


def tidied_manifest(text: str, name: str) -> str:
    """Tidy ``issue.yaml``.

    Args:
        text: The file, line ends and byte order mark as they are.
        name: What problems call it.

    Raises:
        InputError: it cannot be read, or cannot be put in order without changing
            what it says (``M109``).
    """
    return _tidied(text, name, shape_of(IssueFile), slice(None))


def tidied_article(text: str, name: str) -> str:
    """Tidy the front matter of an article; an article without any stays as it is.

    Raises:
        InputError: as ``tidied_manifest``.
    """
    lines = front_matter_lines(source_of(name, text))
    return _tidied(text, name, shape_of(HeadEntry), lines) if lines else text


def _tidied(text: str, name: str, shape: Shape, part: slice) -> str:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    line_end = "\r\n" if "\r\n" in text else "\n"
    source = source_of(name, text)
    before = document = _read(source, shape, part)
    lines = _renamed(document)
    for _ in range(_MOST_STEPS):
        document = _read(source_of(name, "\n".join(lines)), shape, part)
        ordered = _ordered(document)
        if ordered is None:
            break
        lines = ordered
    if _said(before.data) != _said(document.data):
        raise _unsafe(before)
    return mark + "\n".join(lines).replace("\n", line_end)


def _read(source: Source, shape: Shape, part: slice) -> Document:
    findings = Findings()
    document = read_yaml(source, shape, findings, part)
    if document is None or findings.has_errors:
        raise InputError(findings.problems)
    return document


def _unsafe(document: Document) -> InputError:
    findings = Findings()
    findings.add(
        "M109",
        document.value(()),
        Text("无法自动整理。", "This cannot be tidied by program."),
        Text("去掉锚点（& 和 *）再试。", "Remove anchors (& and *) and try again."),
    )
    return InputError(findings.problems)


def _said(data: Any, key: str = "") -> Any:
    """Tell what data says, whichever words it uses."""
    if isinstance(data, dict):
        return {name: _said(data[name], name) for name in data if name != PATH}
    if isinstance(data, list):
        return [_said(one, key) for one in data]
    if not isinstance(data, str):
        return data
    # A block scalar that was last in its file may lack the line feed others have.
    text = data.rstrip("\n")
    return _WORDS.get(key, {}).get(text, text)


def _renamed(document: Document) -> list[str]:
    """Write English names for keys and for the words of slots and readings."""
    lines = list(document.source.lines)
    for line, start, end, word in sorted(_renamings(document), reverse=True):
        lines[line] = lines[line][:start] + word + lines[line][end:]
    return lines


def _renamings(document: Document) -> Iterator[tuple[int, int, int, str]]:
    for path, spot in document.keys.items():
        shape, name = document.shape_at(path[:-1]), str(path[-1])
        start, end = spot.column - 1, spot.column - 1 + spot.length
        written = document.source.lines[spot.line - 1][start:end]
        if shape and name in shape.names and written.strip("\"'") != name:
            yield spot.line - 1, start, end, name
        value = document.values.get(path)
        if value and name in _WORDS:
            first, last = value.column - 1, value.column - 1 + value.length
            word = document.source.lines[value.line - 1][first:last].strip("\"'")
            if word in _WORDS[name]:
                yield value.line - 1, first, last, _WORDS[name][word]


def _ordered(document: Document) -> list[str] | None:
    """Put the first mapping that is out of order in order; None when all are."""
    mappings: dict[Path, list[Path]] = {}
    for path in document.keys:
        mappings.setdefault(path[:-1], []).append(path)
    for parent, keys in mappings.items():
        shape = document.shape_at(parent)
        order = list(dict.fromkeys(shape.names.values())) if shape else []
        wanted = sorted(keys, key=lambda key: _rank(order, str(key[-1])))
        if wanted != keys:
            moved = (_in_braces if parent in document.flows else _in_lines)(
                document, keys, wanted
            )
            if moved != list(document.source.lines):
                return moved
    return None


def _rank(order: list[str], name: str) -> int:
    return order.index(name) if name in order else len(order)


def _in_braces(document: Document, keys: list[Path], wanted: list[Path]) -> list[str]:
    """Swap ``key: value`` pairs that stand on one line; what parts them stays."""
    lines = list(document.source.lines)
    spans: dict[Path, tuple[int, int]] = {}
    for key in keys:
        spot, (end_line, end) = document.keys[key], document.ends[key]
        if not spot.line - 1 == end_line == document.keys[keys[0]].line - 1:
            return lines
        spans[key] = spot.column - 1, end
    number = document.keys[keys[0]].line - 1
    pairs = list(zip(keys, wanted, strict=True))
    for place, taken in reversed(pairs):
        (start, end), (first, last) = spans[place], spans[taken]
        lines[number] = (
            lines[number][:start]
            + document.source.lines[number][first:last]
            + lines[number][end:]
        )
    return lines


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Lines of one key: what stands above it, the key, its value."""

    first: int
    last: int


def _in_lines(document: Document, keys: list[Path], wanted: list[Path]) -> list[str]:
    """Move the lines of whole keys, each with the comments above it."""
    lines = list(document.source.lines)
    starts = [document.keys[key].line - 1 for key in keys]
    if len(set(starts)) < len(starts):
        return lines
    chunks: dict[Path, _Chunk] = {}
    first = starts[0]
    for number, key in enumerate(keys):
        limit = starts[number + 1] if number + 1 < len(keys) else len(lines)
        last = _last_line(document, key, limit)
        chunks[key] = _Chunk(first, last)
        first = last + 1
    column = document.keys[keys[0]].column - 1
    opening = lines[starts[0]][:column]
    lines[starts[0]] = " " * column + lines[starts[0]][column:]
    moved = [
        line
        for key in wanted
        for line in lines[chunks[key].first : chunks[key].last + 1]
    ]
    while not moved[0].strip():
        moved.append(moved.pop(0))
    moved[0] = opening + moved[0].lstrip() if opening.strip() else moved[0]
    return [*lines[: starts[0]], *moved, *lines[chunks[keys[-1]].last + 1 :]]


def _last_line(document: Document, key: Path, limit: int) -> int:
    """Find the last line that belongs to a key's value, comments inside included."""
    lines, spot = document.source.lines, document.keys[key]
    end, column = document.ends[key]
    last = end if lines[end : end + 1] and lines[end][:column].strip() else end - 1
    last = min(last, limit - 1)
    while last > spot.line - 1 and _is_outside(lines[last], spot.column - 1):
        last -= 1
    return max(last, spot.line - 1)


def _is_outside(line: str, column: int) -> bool:
    bare = line.lstrip()
    is_comment = bare.startswith("#") and len(line) - len(bare) <= column
    return not bare or is_comment
