"""A source file of any kind, read into articles."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from newsletter.desk.imported import ImportedPage
from newsletter.desk.manuscript import Manuscript
from newsletter.desk.markdown_article import is_article, read_article_file
from newsletter.desk.page_text import read_page
from newsletter.desk.saved_page import is_web_page, read_saved_page
from newsletter.desk.sources import (
    LARGEST,
    LARGEST_WEB_PAGE,
    Source,
    as_text,
    decoded,
    encoding_notes,
    read_bytes,
    refuse_other_formats,
    refuse_size,
)
from newsletter.desk.story import read_manuscript
from newsletter.desk.weekly import read_weekly
from newsletter.desk.word_file import read_word
from newsletter.errors import Text
from newsletter.model.publication import Publication

_ZIP = b"PK\x03\x04"
_WORD = ("docx", "docm")
_PARAGRAPH = Text("段", "paragraph")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A source and what was read in it."""

    path: Path
    source: Source
    page: ImportedPage


def read_file(
    path: Path, publication: Publication, *, is_weekly: bool = False
) -> Reading:
    """Read a source file: Word, saved web page, Markdown article or page text.

    Args:
        path: The file; its kind is told by what is in it, then by its name.
        publication: Gives the sections.
        is_weekly: It is Markdown and holds a whole issue.

    Raises:
        InputError: it cannot be read; says why and what to do.
        OutsideError: the file system does not give it.
    """
    content = read_bytes(path)
    read = _reader(path, content, is_weekly=is_weekly)
    source, page = read(path, content, publication)
    return Reading(path=path, source=source, page=page)


_Reader = Callable[[Path, bytes, Publication], tuple[Source, ImportedPage]]


def _reader(path: Path, content: bytes, *, is_weekly: bool) -> _Reader:
    suffix = path.suffix.lower().lstrip(".")
    if is_weekly:
        return _weekly
    if content.startswith(_ZIP) and (suffix in _WORD or b"word/" in content):
        return _word
    if is_web_page(path.name, content):
        return _web_page
    return _text


def _word(
    path: Path, content: bytes, publication: Publication
) -> tuple[Source, ImportedPage]:
    manuscript = read_word(path.name, content)
    source = _source(path.name, manuscript, content, "Word")
    return source, read_manuscript(manuscript, publication)


def _web_page(
    path: Path, content: bytes, publication: Publication
) -> tuple[Source, ImportedPage]:
    refuse_size(path.name, len(content), LARGEST_WEB_PAGE)
    text, encoding = decoded(path.name, content)
    manuscript = read_saved_page(path.name, text, path.parent)
    source = _source(path.name, manuscript, content, f"HTML {encoding}")
    return source, read_manuscript(manuscript, publication)


def _source(name: str, manuscript: Manuscript, content: bytes, encoding: str) -> Source:
    return Source(
        name=name,
        text=manuscript.text,
        encoding=encoding,
        digest=hashlib.sha256(content).hexdigest(),
        notes=encoding_notes(encoding.rpartition(" ")[2]) if " " in encoding else (),
        unit=_PARAGRAPH,
    )


def _weekly(
    path: Path, content: bytes, publication: Publication
) -> tuple[Source, ImportedPage]:
    source = _text_source(path, content)
    weekly = read_weekly(source.text, path.parent, publication)
    told = Source(
        name=source.name,
        text=weekly.text,
        encoding=source.encoding,
        digest=source.digest,
        notes=source.notes,
    )
    return told, weekly.page


def _text(
    path: Path, content: bytes, publication: Publication
) -> tuple[Source, ImportedPage]:
    source = _text_source(path, content)
    if path.suffix.lower() in (".md", ".markdown") and is_article(source.text):
        return source, read_article_file(source.text, path.parent, publication)
    return source, read_page(source.text, publication)


def _text_source(path: Path, content: bytes) -> Source:
    refuse_other_formats(path.name, content)
    refuse_size(path.name, len(content), LARGEST)
    return as_text(path.name, content)
