"""Split an article's file into front matter and Markdown, and read the former."""

import re
from dataclasses import dataclass

from newsletter.errors import Text
from newsletter.manifest.document import Document
from newsletter.manifest.entries import shape_of
from newsletter.manifest.findings import Findings
from newsletter.manifest.issue_schema import HeadEntry
from newsletter.manifest.source import Source
from newsletter.manifest.verdicts import validated
from newsletter.manifest.yaml_source import read_yaml

_NO_HEAD = HeadEntry()
_FENCE = re.compile(r"---[ \t]*")
_WIDE_FENCE = re.compile(r"[-—－–─]{2,}\s*")
_KEY = re.compile(r"\s*(headline|kicker|byline|title|标题|主题|引题|署名)\s*[:：]")
_NOT_FENCED = Text("稿件头没有用“---”围起来。", "The front matter is not fenced.")
_NOT_CLOSED = Text("稿件头没有收尾的“---”。", "The front matter is never closed.")
_FENCES = Text(
    "稿件头的前后各写一行三个半角连字符“---”。",
    "Put a line of three hyphens, “---”, before and after the front matter.",
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above an article's copy."""

    first: int
    """Line, 0-based, at which the Markdown begins."""

    head: HeadEntry = _NO_HEAD
    """What it says; empty where it is at fault."""

    document: Document | None = None
    """Where it says it; None without front matter."""

    is_broken: bool = False
    """It could not be read at all."""


def read_front_matter(source: Source, findings: Findings) -> FrontMatter:
    """Read front matter.

    Args:
        source: the article's file.
        findings: gets M110 for fences, and what YAML and schema have to say.
    """
    opening = next((n for n, line in enumerate(source.lines) if line.strip()), 0)
    first = source.lines[opening]
    if not _FENCE.fullmatch(first):
        is_unfenced = bool(_WIDE_FENCE.fullmatch(first) or _KEY.match(first))
        if is_unfenced:
            _report_fence(source, opening, _NOT_FENCED, findings)
        return FrontMatter(opening, is_broken=is_unfenced)
    closing = _closing(source, opening)
    if closing is None:
        _report_fence(source, opening, _NOT_CLOSED, findings)
        return FrontMatter(len(source.lines), is_broken=True)
    lines = slice(opening + 1, closing)
    document = read_yaml(source, shape_of(HeadEntry), findings, lines)
    if document is None:
        return FrontMatter(closing + 1, is_broken=True)
    head = validated(HeadEntry, document, findings, {})
    return FrontMatter(closing + 1, head, document)


def front_matter_lines(source: Source) -> slice | None:
    """Find the lines between the fences; None when there are no two fences."""
    opening = next((n for n, line in enumerate(source.lines) if line.strip()), 0)
    if not _FENCE.fullmatch(source.lines[opening]):
        return None
    closing = _closing(source, opening)
    return None if closing is None else slice(opening + 1, closing)


def _closing(source: Source, opening: int) -> int | None:
    for number in range(opening + 1, len(source.lines)):
        if _FENCE.fullmatch(source.lines[number]):
            return number
    return None


def _report_fence(source: Source, line: int, what: Text, findings: Findings) -> None:
    place = source.place(line + 1, 1, len(source.lines[line]))
    findings.add("M110", place, what, _FENCES)
