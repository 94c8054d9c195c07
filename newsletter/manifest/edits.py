"""Change single values of ``issue.yaml`` as text; every other character stays."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from newsletter.manifest.document import Document, Spot
from newsletter.manifest.document import Path as Where
from newsletter.manifest.entries import shape_of
from newsletter.manifest.findings import Findings
from newsletter.manifest.issue_schema import IssueFile
from newsletter.manifest.source import source_of
from newsletter.manifest.yaml_source import read_yaml
from newsletter.model.issue import Review

_PLAIN = re.compile(r"[\w./-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """Characters of one line, 0-based, and what takes their place."""

    line: int
    start: int
    end: int
    text: str


def with_review(manifest: str, file: str, review: Review) -> str | None:
    """Write an article's state of review into a manifest.

    Args:
        manifest: Text of ``issue.yaml``, line ends and byte order mark as they are.
        file: The article's file, as a path or a name.
        review: The state.

    Returns:
        The text; None when the manifest does not list the file in a form that can
        be changed safely.
    """
    document = _document(manifest)
    entry = document and _entry(document, file)
    if not document or not entry:
        return None
    edit = _edit(document, entry, review)
    changed = _applied(manifest, edit)
    return changed if _says(changed, entry, review) else None


def _document(manifest: str) -> Document | None:
    findings = Findings()
    source = source_of("issue.yaml", manifest)
    return read_yaml(source, shape_of(IssueFile), findings)


def _entry(document: Document, file: str) -> Where | None:
    name = Path(file).name
    for path in document.values:
        if path[-1:] == ("file",) and path[2:3] == ("articles",) and len(path) == 5:
            spot = document.values[path]
            text = document.source.lines[spot.line - 1][spot.column - 1 :]
            if Path(text[: spot.length].strip("\"'")).name == name:
                return path[:-1]
    return None


def _edit(document: Document, entry: Where, review: Review) -> _Edit:
    here = (*entry, "review")
    if here in document.keys:
        return _over(document.values[here], review.value)
    file = document.values[(*entry, "file")]
    line = document.source.lines[file.line - 1]
    written = line[file.column - 1 : file.column - 1 + file.length]
    if (*entry, "file") not in document.keys:
        name = written if _PLAIN.fullmatch(written.strip("\"'")) else _quoted(written)
        return _over(file, f"{{file: {name}, review: {review.value}}}")
    if entry in document.flows:
        return _over(file, f"{written}, review: {review.value}")
    indent = " " * (document.keys[(*entry, "file")].column - 1)
    end = len(line)
    return _Edit(
        line=file.line - 1,
        start=end,
        end=end,
        text=f"\n{indent}review: {review.value}",
    )


def _quoted(written: str) -> str:
    is_quoted = written[:1] in ("'", '"')
    return written if is_quoted else json.dumps(written, ensure_ascii=False)


def _over(spot: Spot, text: str) -> _Edit:
    start = spot.column - 1
    return _Edit(line=spot.line - 1, start=start, end=start + spot.length, text=text)


def _applied(manifest: str, edit: _Edit) -> str:
    mark = "\ufeff" if manifest.startswith("\ufeff") else ""
    line_end = "\r\n" if "\r\n" in manifest else "\n"
    lines = list(source_of("issue.yaml", manifest).lines)
    line = lines[edit.line]
    lines[edit.line] = line[: edit.start] + edit.text + line[edit.end :]
    return mark + "\n".join(lines).replace("\n", line_end)


def _says(manifest: str, entry: Where, review: Review) -> bool:
    """Read the manifest back: a change that does not read as meant is not made."""
    document = _document(manifest)
    spot = document.values.get((*entry, "review")) if document else None
    if not document or not spot:
        return False
    line = document.source.lines[spot.line - 1]
    return line[spot.column - 1 :].startswith(review.value)
