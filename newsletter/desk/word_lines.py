"""What one paragraph of a Word file holds, letter by letter."""

from dataclasses import dataclass, field
from typing import Any

from newsletter.desk.imported import Picture
from newsletter.desk.manuscript import Piece
from newsletter.model.copy import Paragraph, Span


@dataclass(slots=True)
class Inside:
    """What one paragraph holds."""

    lines: list[list[Span]] = field(default_factory=lambda: [[]])
    pictures: list[Picture] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    def add(self, text: str, look: Span) -> None:
        """Add letters to the last line."""
        line = self.lines[-1]
        if line and line[-1] == Span(
            text=line[-1].text, strong=look.strong, emphasis=look.emphasis,
            href=look.href,
        ):  # fmt: skip
            text = line.pop().text + text
        span = Span(
            text=text, strong=look.strong, emphasis=look.emphasis, href=look.href
        )
        line.append(span)


def trimmed(spans: list[Span]) -> tuple[Span, ...]:
    """Drop blanks at both ends: the indents that reporters type."""
    text = "".join(span.text for span in spans)
    start = len(text) - len(text.lstrip())
    piece = Piece(block=Paragraph(tuple(spans)), line=0)
    cut = piece.cut(start, len(text.strip())).block
    return cut.spans if isinstance(cut, Paragraph) else ()


def placed(picture: Picture, line: int) -> Picture:
    """Place a picture at a line of the manuscript."""
    return Picture(
        name=picture.name, content=picture.content, line=line, alt=picture.alt
    )
