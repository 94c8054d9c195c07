"""An article's text as blocks of spans: what every edition sets in its own way."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of characters that look alike."""

    text: str
    """No line breaks but ``\\n``, which is a break the editor asked for."""

    strong: bool = False
    emphasis: bool = False
    code: bool = False
    deleted: bool = False

    href: str = ""
    """Absolute http(s), mailto or tel address; empty when the span is no link."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: tuple[Span, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Its one text."""
        return (spoken(self.spans),)


@dataclass(frozen=True, slots=True)
class Subhead:
    """A heading inside an article (小标题)."""

    spans: tuple[Span, ...]
    level: int = 2
    """2 to 6, as in HTML."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Its one text."""
        return (spoken(self.spans),)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item holds blocks."""

    items: tuple[tuple["Block", ...], ...]
    ordered: bool = False
    start: int = 1

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of its items, without numbers or markers."""
        return tuple(text for item in self.items for text in texts(item))


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words set apart."""

    blocks: tuple["Block", ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of its blocks."""
        return texts(self.blocks)


@dataclass(frozen=True, slots=True)
class Code:
    """Text whose line breaks and blanks matter."""

    text: str

    @property
    def texts(self) -> tuple[str, ...]:
        """Its one text."""
        return (self.text,)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells of spans; the first row is the head."""

    rows: tuple[tuple[tuple[Span, ...], ...], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each cell, row by row."""
        return tuple(spoken(cell) for row in self.rows for cell in row)


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""

    @property
    def texts(self) -> tuple[str, ...]:
        """None: it has no characters."""
        return ()


Block: TypeAlias = Paragraph | Subhead | Listing | Quote | Code | Table | Rule


def spoken(spans: tuple[Span, ...]) -> str:
    """Join the characters of spans."""
    return "".join(span.text for span in spans)


def texts(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """List the text of every paragraph, heading, cell and code block, in order.

    Every character of the copy stands in it once; markers and numbers that an
    edition adds do not.
    """
    return tuple(text for block in blocks for text in block.texts)
