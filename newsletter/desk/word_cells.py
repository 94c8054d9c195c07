"""Tables and pictures of a Word file, element by element."""

from collections.abc import Iterator
from typing import Any

from newsletter.desk.word_names import qn
from newsletter.model.copy import Span


def owner_of(element: Any) -> Any:
    """Find the table that a row or cell belongs to."""
    parent = element.getparent()
    while parent.tag != qn("w:tbl"):
        parent = parent.getparent()
    return parent


def cells_of(row: Any) -> Iterator[Any]:
    """List the cells of a row; None where a merged cell goes on."""
    for cell in row.iter(qn("w:tc")):
        if owner_of(cell) is not owner_of(row):
            continue
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        yield cell
        width = int(span.get(qn("w:val"))) if span is not None else 1
        yield from [None] * min(width - 1, 63)


def joined_lines(lines: list[list[Span]]) -> tuple[Span, ...]:
    """Put the lines of a cell on one line."""
    joined: list[Span] = []
    for line in filter(None, lines):
        joined += [*([Span(text=" ")] if joined else []), *line]
    return tuple(joined)


def alt_of(blip: Any) -> str:
    """Find the words for who cannot see the picture, if the editor wrote any."""
    parent = blip
    while parent is not None and parent.tag != qn("w:drawing"):
        parent = parent.getparent()
    found = parent.iter(qn("wp:docPr")) if parent is not None else ()
    return next((str(each.get("descr") or "") for each in found), "")
