"""A Word file as a manuscript.

The only module that knows python-docx.  ``paragraph.text`` drops what was inserted
with changes tracked, so the text is collected here, run by run.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.parser import parse_xml
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from newsletter.desk.imported import Note, Part, Picture
from newsletter.desk.manuscript import Manuscript, Piece
from newsletter.desk.refusals import refusal
from newsletter.desk.word_cells import alt_of, cells_of, joined_lines, owner_of
from newsletter.desk.word_labels import Labels
from newsletter.desk.word_levels import levelled
from newsletter.desk.word_lines import Inside, placed, trimmed
from newsletter.desk.word_names import BLANKS, BREAKS, LETTERS, PICTURES, SKIPPED, qn
from newsletter.desk.word_notes import comment_note, counted_notes, linked_picture_note
from newsletter.desk.word_proof import DAMAGED, EMPTY, TOO_BIG, refuse_losses
from newsletter.desk.word_styles import role_of, size_of
from newsletter.model.copy import Listing, Paragraph, Span, Table

MOST_UNPACKED = 400_000_000
"""Bytes; what is bigger when unpacked was not written by a reporter."""

_MOST_TEXT = 30_000_000
_OUTSIDE = ("footnotes", "endnotes", "header", "footer")
_LETTERS = re.compile("[a-z]+")


def read_word(name: str, content: bytes) -> Manuscript:
    """Read the paragraphs, tables, pictures and margins of a Word file.

    Insertions that were tracked are kept, deletions left out; both are reported, as
    are comments, foot notes, headers and text boxes.

    Raises:
        InputError: it is no .docx, it is damaged, or far too big.
    """
    document = _opened(name, content)
    reader = _Reader(document, Labels(document))
    pieces = levelled(tuple(reader.pieces(document.element.body)))
    if not any(piece.text or piece.pictures for piece in pieces):
        raise refusal("S104", name, *EMPTY)
    refuse_losses(name, document.element.body, pieces)
    notes = (
        *reader.notes,
        *(
            comment_note(c, reader.anchors.get(c.comment_id, 0))
            for c in _margin(document)
        ),
        *counted_notes(document.element.body),
    )
    return Manuscript(
        pieces=pieces, notes=notes, asides=tuple(_asides(document, reader.line))
    )


def _opened(name: str, content: bytes) -> Document:
    try:
        with ZipFile(io.BytesIO(content)) as package:
            sizes = {part.filename: part.file_size for part in package.infolist()}
        text = sizes.get("word/document.xml", 0)
        if sum(sizes.values()) > MOST_UNPACKED or text > _MOST_TEXT:
            raise refusal("S102", name, *TOO_BIG)
        return docx.Document(io.BytesIO(content))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, OSError) as error:
        raise refusal("S105", name, *DAMAGED) from error
    except SyntaxError as error:  # what the XML parser raises
        raise refusal("S105", name, *DAMAGED) from error


def _margin(document: Document) -> Iterator[Any]:
    yield from document.comments


def _asides(document: Document, after: int) -> Iterator[Part]:
    """Foot notes, end notes, headers and footers: copy outside the article."""
    line = after
    for part in document.part.package.iter_parts():
        kind = _LETTERS.match(str(part.partname).rpartition("/")[2])
        root = getattr(part, "element", None)
        if not kind or kind[0] not in _OUTSIDE:
            continue
        if root is None:
            root = parse_xml(part.blob)
        for paragraph in root.iter(qn("w:p")):
            words = "".join(t.text or "" for t in paragraph.iter(qn("w:t"))).strip()
            if words:
                line += 1
                yield Part(words, line)


@dataclass(slots=True)
class _Reader:
    """Walks the body once, numbering its paragraphs."""

    document: Document
    labels: Labels
    line: int = 0
    notes: list[Note] = field(default_factory=list)
    anchors: dict[int, int] = field(default_factory=dict)
    """Comment -> the paragraph it was written at."""

    def pieces(self, parent: Any) -> Iterator[Piece]:
        """Read the blocks of a body, a cell or a text box."""
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraphs(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag not in SKIPPED and child.tag != qn("w:sectPr"):
                yield from self.pieces(child)  # content controls, tracked paragraphs

    def _paragraphs(self, element: Any) -> Iterator[Piece]:
        inside = self._inside(element)
        paragraph = WordParagraph(element, self.document._body)  # noqa: SLF001
        role, size = role_of(paragraph), size_of(paragraph, self.document)
        label, is_bullet = self.labels.next(paragraph)
        for spans in inside.lines:
            words = trimmed(spans)
            if not words and not inside.pictures:
                continue
            self.line += 1
            block = Paragraph(words)
            yield Piece(
                block=Listing(((block,),)) if is_bullet and words else block,
                line=self.line, role=role, size=size, label=label,
                pictures=tuple(placed(p, self.line) for p in inside.pictures),
            )  # fmt: skip
            inside.pictures.clear()
            label = ""
        for box in inside.boxes:
            yield from self.pieces(box)

    def _inside(self, element: Any) -> Inside:
        inside = Inside()
        self._walk(element, Span(text=""), inside)
        return inside

    def _walk(self, element: Any, look: Span, inside: Inside) -> None:
        for child in element:
            tag = child.tag
            if tag in SKIPPED or not isinstance(tag, str):
                continue
            if tag in LETTERS:
                inside.add(BLANKS.get(tag) or child.text or "", look)
            elif tag in BREAKS:
                inside.lines.append([])
            elif tag == qn("w:txbxContent"):
                inside.boxes.append(child)
            elif not self._beside(child, inside):
                self._walk(child, self._look(child, look), inside)

    def _beside(self, child: Any, inside: Inside) -> bool:
        """Take what stands beside the letters: a picture, a comment's anchor."""
        if child.tag in PICTURES:
            self._picture(child, inside)
        elif child.tag == qn("w:commentRangeStart"):
            self.anchors[int(child.get(qn("w:id")))] = self.line + 1
        else:
            return False
        return True

    def _look(self, element: Any, look: Span) -> Span:
        if element.tag == qn("w:hyperlink"):
            relation = self.document.part.rels.get(element.get(qn("r:id")) or "")
            href = relation.target_ref if relation and relation.is_external else ""
            return Span(text="", href=href, strong=look.strong)
        if element.tag != qn("w:r"):
            return look
        run = Run(element, self.document._body)  # noqa: SLF001
        return Span(
            text="", href=look.href, strong=bool(run.bold), emphasis=bool(run.italic)
        )

    def _picture(self, blip: Any, inside: Inside) -> None:
        embed = blip.get(qn("r:embed")) or blip.get(qn("r:id"))
        part = self.document.part.related_parts.get(embed or "")
        if part is None:
            self.notes.append(linked_picture_note(self.line + 1))
            return
        name = str(part.partname).rpartition("/")[2]
        if all(known.content != part.blob for known in inside.pictures):
            alt = alt_of(blip)
            inside.pictures.append(
                Picture(name=name, content=part.blob, line=self.line + 1, alt=alt)
            )

    def _table(self, element: Any) -> Iterator[Piece]:
        rows = [row for row in element.iter(qn("w:tr")) if owner_of(row) is element]
        cells = [list(cells_of(row)) for row in rows]
        if max(map(len, cells), default=0) < 2:
            for cell in (cell for row in cells for cell in row if cell is not None):
                yield from self.pieces(cell)
            return
        first = self.line + 1
        inside = [[self._cell(cell) for cell in row] for row in cells]
        self.line = first + len(rows) - 1
        pictures = [p for row in inside for cell in row for p in cell.pictures]
        spans = tuple(tuple(joined_lines(cell.lines) for cell in row) for row in inside)
        yield Piece(
            block=Table(spans),
            line=first,
            pictures=tuple(placed(picture, first) for picture in pictures),
        )

    def _cell(self, cell: Any) -> Inside:
        inside = Inside()
        if cell is not None:
            for paragraph in cell.iter(qn("w:p")):
                inside.lines.append([])
                self._walk(paragraph, Span(text=""), inside)
        return inside
