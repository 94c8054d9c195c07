"""``issue.yaml`` as text: written anew, or added to without touching a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from newsletter.desk.article_file import yaml_text
from newsletter.desk.refusals import refusal
from newsletter.errors import Text
from newsletter.model.issue import Slot

MODELINE = "# yaml-language-server: $schema=../../.newsletter/issue.schema.json\n"

_SECTIONS = re.compile(r"(?:sections|栏目)[ \t]*:[ \t]*(?:#.*)?")
ITEM = re.compile(r"( *)- ")
"""Begins an item of a list."""

_NUMBER = re.compile(r"(?m)^(?:number|期号|总期号|期)[ \t]*:[ \t]*[\"']?(\d{1,7})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoText:
    """One picture of an article, as the manifest tells it."""

    file: str
    caption: str = ""
    credit: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article of a group."""

    file: str
    slot: Slot = Slot.NORMAL
    photos: tuple[PhotoText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupText:
    """A section's articles, as the manifest lists them."""

    name: str
    entries: tuple[Entry, ...]
    banner: str = ""
    page: int | None = None


def new_manifest(
    day: date, number: int, groups: Sequence[GroupText], *, pages: str = "", note: str
) -> str:
    """Write a whole manifest.

    Args:
        day: Date of the issue.
        number: Its running number.
        groups: Sections with their articles.
        pages: The ``pages:`` block with its line feed, or nothing.
        note: One line saying where the groups come from; may be empty.
    """
    head = f"{MODELINE}schema: 1\ndate: {day.isoformat()}\nnumber: {number}\n"
    return f"{head}{pages}sections:\n{_groups_text(groups, '  ', note)}"


def added_to(manifest: str, groups: Sequence[GroupText], *, note: str) -> str:
    """Put groups behind those of a manifest; every line of it stays as it is.

    Raises:
        InputError: its ``sections`` are not a list with one item a line.
    """
    lines = manifest.splitlines(keepends=True)
    start = next((n for n, ln in enumerate(lines) if _is_sections(ln)), None)
    if start is None:
        raise _no_list()
    end = _end_of_block(lines, start)
    item = next(filter(None, map(ITEM.match, lines[start + 1 : end])), None)
    if item is None:
        raise _no_list()
    before, after = "".join(lines[:end]), "".join(lines[end:])
    line_end = "\r\n" if "\r\n" in manifest else "\n"
    gap = "" if before.endswith("\n") else line_end
    added = _groups_text(groups, item.group(1), note).replace("\n", line_end)
    return before + gap + added + after


def filled_in(manifest: str, file: str, group: GroupText, *, note: str) -> str:
    """Put a group's entries in place of one entry; other lines stay as they are.

    Args:
        manifest: Lists ``file`` as ``- FILE``, see ``is_listed_plainly``.
        file: The article whose entry makes room.
        group: What comes instead.
        note: One line saying where it comes from.
    """
    match = _plain_entry(manifest, file)
    if match is None:
        return manifest
    indent, line_end = match["indent"], "\r\n" if "\r\n" in manifest else "\n"
    entries = (line[4:] for entry in group.entries for line in entry_lines(entry))
    lines = line_end.join(f"{indent}{line}" for line in (f"# {note}", *entries))
    return manifest[: match.start()] + lines + manifest[match.end() :]


def is_listed_plainly(manifest: str, file: str) -> bool:
    """Whether an article has a line of its own that says nothing but its file."""
    return _plain_entry(manifest, file) is not None


def _plain_entry(manifest: str, file: str) -> re.Match[str] | None:
    return re.search(rf"(?m)^(?P<indent> *)- {re.escape(file)}(?=\r?$)", manifest)


def number_in(manifest: str) -> int | None:
    """Read the running number of a manifest, faulty or not."""
    match = _NUMBER.search(manifest)
    return int(match.group(1)) if match else None


def _is_sections(line: str) -> bool:
    return _SECTIONS.fullmatch(line.rstrip()) is not None


def _end_of_block(lines: Sequence[str], start: int) -> int:
    """Find the line behind the last one that belongs to a top-level key."""
    end = start + 1
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.strip() and not line.startswith((" ", "\t", "- ", "#")):
            break
        if line.strip() and not line.startswith("#"):
            end = number + 1
    return end


def _groups_text(groups: Sequence[GroupText], indent: str, note: str) -> str:
    lines = [f"# {note}"] if note else []
    for group in groups:
        lines += _group_lines(group)
    return "".join(f"{indent}{line}\n" for line in lines)


def _group_lines(group: GroupText) -> list[str]:
    lines = [f"- name: {yaml_text(group.name)}"]
    if group.page is not None:
        lines.append(f"  page: {group.page}")
    if group.banner:
        lines.append(f"  banner: {yaml_text(group.banner)}")
    lines.append("  articles:")
    return lines + [line for entry in group.entries for line in entry_lines(entry)]


def entry_lines(entry: Entry) -> list[str]:
    """Write an article's entry as lines, four deeper than its section."""
    if entry.slot is Slot.NORMAL and not entry.photos:
        return [f"    - {entry.file}"]
    lines = [f"    - file: {entry.file}"]
    if entry.slot is not Slot.NORMAL:
        lines.append(f"      slot: {entry.slot.value}")
    if entry.photos:
        lines.append("      photos:")
        return lines + [line for photo in entry.photos for line in _photo_lines(photo)]
    if entry.slot is Slot.PHOTO:
        photo = '{file: photos/NAME.jpg, caption: "", credit: "", alt: ""}'
        lines += ["      # photos:", f"      #   - {photo}"]
    return lines


def _photo_lines(photo: PhotoText) -> list[str]:
    named = (("caption", photo.caption), ("credit", photo.credit), ("alt", photo.alt))
    words = [f"          {key}: {yaml_text(text)}" for key, text in named]
    return [f"        - file: {photo.file}", *words]


def _no_list() -> Exception:
    return refusal(
        "S106",
        "issue.yaml",
        Text(
            zh="找不到可以添加稿件的“sections:”列表",
            en="there is no “sections:” list to add the articles to",
        ),
        Text(
            zh="请把 sections 写成每行一项、以“- ”开头的列表，再导入一次",
            en="write sections as a list, one “- ” item a line, and import again",
        ),
    )
