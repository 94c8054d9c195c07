"""A manuscript: what Word and web pages have in common, before it is an article."""

from dataclasses import dataclass, replace
from enum import Enum

from newsletter.desk.imported import Note, Part, Picture
from newsletter.model.copy import Block, Paragraph, Span


class Role(Enum):
    """What the source itself says that a paragraph is."""

    UNKNOWN = "unknown"
    KICKER = "kicker"
    HEADLINE = "headline"
    HEADING = "heading"
    """Of level one: what it is depends on what stands around it."""

    DECK = "deck"
    BYLINE = "byline"
    CAPTION = "caption"
    SUBHEAD = "subhead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph, table or list entry of a manuscript, with its pictures."""

    block: Block
    line: int
    """Number of the paragraph, 1-based: what review sheets call its place."""

    role: Role = Role.UNKNOWN
    size: float = 0.0
    """Size of its largest letters in points; 0 when the source does not say."""

    label: str = ""
    """Number that the source computes: ``一、``; no character of its copy."""

    pictures: tuple[Picture, ...] = ()

    @property
    def text(self) -> str:
        """Its copy."""
        return "\n".join(self.block.texts)

    @property
    def is_running(self) -> bool:
        """Whether it is a paragraph, and not a table, list or quotation."""
        return isinstance(self.block, Paragraph)

    @property
    def is_strong(self) -> bool:
        """Whether all of it is bold."""
        if not isinstance(self.block, Paragraph):
            return False
        letters = [span for span in self.block.spans if span.text.strip()]
        return bool(letters) and all(span.strong for span in letters)

    def cut(self, front: int, length: int) -> "Piece":
        """Keep ``length`` characters from ``front`` on, with their looks."""
        if not isinstance(self.block, Paragraph):
            return self
        kept = _cut(self.block.spans, front, front + length)
        return replace(self, block=Paragraph(kept))


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """What was read from one file, in its order."""

    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...] = ()
    asides: tuple[Part, ...] = ()
    """Copy that belongs to no article: foot notes, the tail of a web page."""

    @property
    def text(self) -> str:
        """All of its copy, in order; what an import must account for."""
        placed = [(piece.line, piece.text) for piece in self.pieces]
        placed += [(part.line, part.text) for part in self.asides]
        return "\n".join(text for _, text in sorted(placed, key=lambda each: each[0]))


def _cut(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    kept: list[Span] = []
    at = 0
    for span in spans:
        words = span.text[max(start - at, 0) : max(end - at, 0)]
        if words:
            kept.append(replace(span, text=words))
        at += len(span.text)
    return tuple(kept)
