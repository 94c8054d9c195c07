"""Walks a saved web page once, and gathers its pieces in order."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from newsletter.desk.imported import Note, Picture
from newsletter.desk.manuscript import Piece, Role
from newsletter.desk.page_blocks import (
    BLOCKS,
    DEEPEST,
    DROPPED,
    INVISIBLE,
    WHOLE,
    look_of,
    text_of,
    tidy,
    trimmed,
)
from newsletter.desk.page_pictures import (
    beside,
    inline_picture,
    picture_name,
    remote_note,
)
from newsletter.model.copy import Block, Paragraph, Span, Subhead


@dataclass(slots=True)
class PageReader:
    """Walks the page once; text between blocks gathers into paragraphs."""

    folder: Path
    pieces: list[Piece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    _spans: list[Span] = field(default_factory=list)
    _pictures: list[Picture] = field(default_factory=list)
    _role: Role = Role.UNKNOWN

    @property
    def line(self) -> int:
        """Number of the next piece."""
        return len(self.pieces) + 1

    def add_title(self, title: str) -> None:
        """Put the headline first."""
        if title:
            self._add(Paragraph((Span(text=title),)), role=Role.HEADLINE)

    def end(self) -> None:
        """Close the paragraph that is being gathered."""
        words = trimmed(self._spans)
        if words or self._pictures:
            self._add(Paragraph(words), role=self._role)
        self._spans.clear()
        self._pictures.clear()

    def block(self, element: Any, depth: int) -> None:
        """Read one block and what is in it."""
        if depth > DEEPEST:
            self._spans.append(Span(text=element.text_content()))
            return
        tag = element.tag
        whole = WHOLE.get(tag)
        if whole and not element.xpath(".//img"):
            self.end()
            if block := whole(element):
                self._add(block)
            return
        if tag[:1] == "h" and tag[1:].isdigit():
            self._heading(element, int(tag[1]))
            return
        self._role = Role.CAPTION if tag == "figcaption" else self._role
        self._inside(element, Span(text=""), depth)

    def _heading(self, element: Any, level: int) -> None:
        self.end()
        spans = text_of(element)
        if spans:
            self._add(Subhead(spans, max(level, 2)), role=Role.SUBHEAD)

    def _inside(self, element: Any, look: Span, depth: int) -> None:
        self._text(element.text, look)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in DROPPED:
                self._child(child, look, depth + 1)
            self._text(child.tail, look)

    def _child(self, child: Any, look: Span, depth: int) -> None:
        if child.tag == "img":
            self._picture(child)
        elif child.tag == "br":
            self.end()
        elif child.tag in BLOCKS:
            self.end()
            self.block(child, depth)
            self.end()
            self._role = Role.UNKNOWN
        elif depth > DEEPEST:
            self._text(child.text_content(), look)
        else:
            self._inside(child, look_of(child, look), depth)

    def _text(self, text: str | None, look: Span) -> None:
        words = re.sub(r"[ \t\r\n\xa0]+", " ", (text or "").translate(INVISIBLE))
        if words:
            self._spans.append(replace(look, text=words))

    def _add(self, block: Block, role: Role = Role.UNKNOWN) -> None:
        pictures = tuple(replace(p, line=self.line) for p in self._pictures)
        self.pieces.append(
            Piece(block=block, line=self.line, role=role, pictures=pictures)
        )

    def _picture(self, image: Any) -> None:
        address = image.get("data-src") or image.get("src") or ""
        content = inline_picture(address) or beside(self.folder, image.get("src"))
        content = content or beside(self.folder, image.get("data-src"))
        if content:
            name = picture_name(address, content)
            alt = tidy(image.get("alt") or "")
            picture = Picture(name=name, content=content, line=self.line, alt=alt)
            self._pictures.append(picture)
        elif address:
            self.notes.append(remote_note(self.line, address))
