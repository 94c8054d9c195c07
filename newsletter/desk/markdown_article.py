"""A Markdown article, kept letter by letter, its pictures brought along."""

import re
from collections.abc import Iterator
from pathlib import Path

from newsletter.desk.imported import (
    ImportedArticle,
    ImportedPage,
    Note,
    Passage,
    Picture,
)
from newsletter.desk.marks import has_han, snippet
from newsletter.desk.sorting import choose_section, section_note
from newsletter.errors import Text
from newsletter.manifest.byline import is_byline
from newsletter.manifest.copyreading import ReadCopy, read_copy
from newsletter.manifest.findings import Findings
from newsletter.manifest.source import source_of
from newsletter.model.copy import texts
from newsletter.model.publication import Publication

_KNOWN = frozenset((
    "headline", "标题", "主题", "主标题", "title", "kicker", "引题", "肩题", "deck",
    "副题", "副标题", "byline", "署名", "作者", "dateline", "电头", "summary",
    "摘要", "提要",
))  # fmt: skip
_RENAMED = {
    "author": "byline", "authors": "byline", "subtitle": "deck",
    "description": "summary", "excerpt": "summary",
}  # fmt: skip
_KEY = re.compile(r"([^\s:#][^:]{0,40}?)\s*:(?=\s|$)")
_FENCE = re.compile(r"---[ \t]*")
_TITLE = re.compile(r"(?:headline|标题|主题|主标题|title)\s*:\s*(.*)")
# What page text does not have: links, pictures, fences, tables, bold, lists, quotes.
_MARKUP = re.compile(
    r"(?m)!?\[[^\]\n]+\]\([^)\s]+[^)\n]*\)|^ {0,3}(?:```|~~~)|^\|.+\|\s*$"
    r"|\*\*[^*\n]+\*\*|^ {0,3}[-*+] \S|^ {0,3}> \S|^ {0,3}\d{1,3}\. \S"
)
_SURE_MARKUP = 2
_LARGEST_PICTURE = 100_000_000


def is_article(text: str) -> bool:
    """Tell a Markdown article from the text of a newspaper page.

    An article has front matter, or marks that no page has (links, lists, tables …)
    under one heading of the first level at most; a byline as papers write it, or
    several first-level headings, are signs of a page.
    """
    lines = text.lstrip("\ufeff").splitlines()
    if lines and _FENCE.fullmatch(lines[0]) and _closing(lines):
        return True
    tops = sum(line.startswith("# ") for line in lines)
    bylines = any(has_han(line) and is_byline(line) for line in lines[:2000])
    marks = len(_MARKUP.findall(text))
    return tops <= 1 and not bylines and marks >= _SURE_MARKUP


def read_article_file(
    text: str, folder: Path, publication: Publication
) -> ImportedPage:
    """Take a Markdown file over as one article.

    Keys of its front matter that papers do not have become YAML comments, so that
    no word is lost; ``author`` and the like get our names.

    Args:
        text: The file.
        folder: Where it lies: the pictures that it shows are looked for there.
        publication: Its sections' keywords sort the article.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    head, first, notes = _head(lines)
    raw = "\n".join(lines[first:]).strip("\n") + "\n"
    body, pictures, told = with_pictures(raw, folder, first)
    copy = copy_in(raw)
    heading = _headline(head) or copy.title
    choice = choose_section(heading, "".join(texts(copy.blocks)), publication)
    parts = [Passage(line, n + 1, markdown=line) for n, line in enumerate(lines)]
    article = ImportedArticle(
        line=1,
        headline=(),
        body=tuple(part for part in parts if part.text.strip()),
        section=choice.section,
        pictures=pictures,
        verbatim="\n".join((*head, body)) if head else body,
        notes=(_KEPT, *notes, *told, section_note(1, choice)),
    )
    return ImportedPage(articles=(article,))


def copy_in(markdown: str) -> ReadCopy:
    """Read Markdown as the manifest will, with the pictures in it."""
    return read_copy(source_of("", markdown), 0, Findings())


def with_pictures(
    markdown: str, folder: Path, first: int = 0
) -> tuple[str, tuple[Picture, ...], tuple[Note, ...]]:
    """Bring the pictures of a Markdown text along.

    Returns:
        The text that names them where they will lie, the pictures, and notes on
        those that are not there.
    """
    pictures: list[Picture] = []
    notes: list[Note] = []
    for pasted in copy_in(markdown).pictures:
        line = pasted.place.line + first
        content = _content(folder, pasted.file)
        if not content:
            notes.append(_missing(line, pasted.file))
            continue
        name = Path(pasted.file).name
        picture = Picture(name=name, content=content, line=line, is_pasted=True)
        written = re.compile(rf"(!\[[^\]]*\]\(<?){re.escape(pasted.file)}(?=[\s)>])")
        markdown = written.sub(rf"\g<1>{picture.file}", markdown)
        pictures.append(picture)
    return markdown, tuple(pictures), tuple(notes)


def _content(folder: Path, file: str) -> bytes:
    try:
        path = (folder / file).resolve()
        inside = path.is_relative_to(folder.resolve())
        if not inside or not path.is_file() or path.stat().st_size > _LARGEST_PICTURE:
            return b""
        return path.read_bytes()
    except (OSError, ValueError):
        return b""


def _closing(lines: list[str]) -> int:
    """Find the line that ends the front matter; 0 without one."""
    for number, line in enumerate(lines[1:200], start=1):
        if _FENCE.fullmatch(line):
            return number
    return 0


def _head(lines: list[str]) -> tuple[list[str], int, tuple[Note, ...]]:
    if not lines or not _FENCE.fullmatch(lines[0]):
        return [], 0, ()
    closing = _closing(lines)
    kept = list(_keys(lines[1:closing]))
    head = ["---", *(line for line, _ in kept), "---"]
    notes = tuple(
        _key_note(number, note)
        for number, (_, note) in enumerate(kept, start=2)
        if note
    )
    return head, closing + 1, notes


def _keys(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Write each line of front matter with our keys, others as comments."""
    is_known = True
    for line in lines:
        match = _KEY.match(line)
        if not match:
            yield line if is_known or not line.strip() else f"# {line}", ""
            continue
        key = match.group(1)
        ours = key if key in _KNOWN else _RENAMED.get(key.casefold(), "")
        is_known = bool(ours)
        if ours:
            yield ours + line[len(key) :], key if ours != key else ""
        else:
            yield f"# {line}", key


def _headline(head: list[str]) -> str:
    found = filter(None, map(_TITLE.match, head))
    return next((match.group(1).strip("\"'“”") for match in found), "")


def _key_note(line: int, key: str) -> Note:
    return Note(
        line=line,
        what=Text(
            zh=f"稿件头里的“{key}”改成了本报的键，或留作注释",
            en=f"“{key}” of the front matter got our name, or became a comment",
        ),
        sure=key.casefold() in _RENAMED,
    )


def _missing(line: int, file: str) -> Note:
    shown = snippet(file, 60)
    return Note(
        line=line,
        what=Text(
            zh=f"找不到图片“{shown}”：请放进本期的 photos/ 并改路径",
            en=f"no picture “{shown}”: put it into photos/ and mend its path",
        ),
        sure=False,
    )


_KEPT = Note(
    line=1,
    what=Text(
        zh="按 Markdown 稿件整篇收入，正文一字未改",
        en="taken over as a Markdown article; its text is unchanged",
    ),
)
