"""Sections of an ``issue.yaml`` as they are written, and more articles for one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsletter.desk.manifest_text import ITEM, GroupText, entry_lines

_NAME = re.compile(
    r"(?P<indent> *)- (?:name|名称|栏目名?|栏名)[ \t]*:[ \t]*"
    r"(?P<name>\S.*?)[ \t]*(?: #.*)?"
)
_BANNER = re.compile(r"(?:banner|栏题)[ \t]*:")
_ARTICLES = re.compile(r"(?:articles|稿件|文章)[ \t]*:(?:[ \t]+#.*)?")


def joined_to(manifest: str, group: GroupText, *, note: str) -> str:
    """Put a group's entries behind those of the last group of its name.

    Args:
        manifest: Every line of it stays as it is.
        group: Without a banner.
        note: One line saying where they come from.

    Returns:
        The manifest as it was where no group takes them: one with a banner does not,
        nor one whose articles are not a list with one item a line, its last key.
    """
    lines = manifest.splitlines(keepends=True)
    found = [one for one in _items(lines) if _takes(one, group)]
    if not found:
        return manifest
    item = found[-1]
    line_end = "\r\n" if "\r\n" in manifest else "\n"
    if not lines[item.end - 1].endswith("\n"):
        lines[item.end - 1] += line_end
    entries = (line[4:] for entry in group.entries for line in entry_lines(entry))
    added = [f"{item.indent}{line}{line_end}" for line in (f"# {note}", *entries)]
    return "".join((*lines[: item.end], *added, *lines[item.end :]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A section of the manifest, as its lines are."""

    name: str
    end: int
    """Number of the line behind its last one."""

    keys: tuple[str, ...]
    """Lines that begin a key of it, after its name."""

    indent: str
    """Before the ``-`` of its articles; what is no list has none."""


def _items(lines: Sequence[str]) -> Iterator[_Item]:
    for start, line in enumerate(lines):
        if head := _NAME.fullmatch(line.rstrip()):
            margin = head["indent"] + "  "
            block = _inside(lines[start + 1 :], margin)
            first = next(filter(None, map(ITEM.match, block)), None)
            yield _Item(
                name=head["name"].strip("\"'"),
                end=start + 1 + len(block),
                keys=tuple(one for one in block if _is_key(one, margin)),
                indent=first[1] if first else "",
            )


def _takes(item: _Item, group: GroupText) -> bool:
    keys = [key.strip() for key in item.keys]
    return (
        item.name == group.name
        and not any(map(_BANNER.match, keys))
        and bool(keys and item.indent and _ARTICLES.fullmatch(keys[-1]))
    )


def _inside(lines: Sequence[str], margin: str) -> Sequence[str]:
    """Take the lines that are indented so far; blank ones at the end are not theirs."""
    end = 0
    for number, line in enumerate(lines, 1):
        if line.startswith(margin) and line.strip():
            end = number
        elif line.strip():
            break
    return lines[:end]


def _is_key(line: str, margin: str) -> bool:
    return line.startswith(margin) and line[len(margin)] not in " #-"
