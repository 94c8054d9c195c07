"""Paragraphs set, painted in columns, and read back from the PDF glyph by glyph."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pymupdf

from newsletter.layout import load_layout
from newsletter.press.edition import open_shop, paint_style
from newsletter.press.lines import rules_for, set_lines
from newsletter.press.paint import paint
from newsletter.press.values import Block, Copy, Drawing, Line, Piece, TextLine
from tests.builders import a_publication, an_issue
from tests.press.type_samples import type_for

_ROWS = 100
_COLUMNS = 5
_MARGIN = 30.0
_KEEP_BLANKS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_PRESERVE_LIGATURES


@dataclass(frozen=True)
class Ink:
    """One glyph on paper, in ems of its size from the column's left edge."""

    text: str
    x: float
    advance: float
    """As its font has it, white added by the composer left out."""

    font: str

    @property
    def end(self) -> float:
        return self.x + self.advance


@dataclass(frozen=True)
class Printed:
    """One line as it stands on paper."""

    line: Line
    ink: tuple[Ink, ...]
    measure: float
    size: float
    paragraph: int
    copy: str
    """What the paragraph says from the line's first character to its last."""

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.ink)

    @property
    def is_full(self) -> bool:
        return not self.line.closes


def set_paragraphs(
    texts: Iterable[str], measure: float, language: str, indent: float, face: str
) -> list[tuple[int, Line]]:
    fonts, rules = type_for(language), rules_for(language)
    return [
        (number, line)
        for number, text in enumerate(texts)
        for line in set_lines(
            Copy(pieces=(Piece(text, face),), start=0, indent=indent),
            measure,
            fonts,
            rules,
        )
    ]


def print_paragraphs(
    texts: Sequence[str],
    measure: float,
    size: float,
    language: str = "zh-Hans",
    *,
    indent: float = 2,
    face: str = "body",
) -> list[Printed]:
    """Set texts, paint them in columns, and read every glyph's place."""
    lines = set_paragraphs(texts, measure, language, indent, face)
    each = _ROWS * _COLUMNS
    pages = [lines[n : n + each] for n in range(0, len(lines), each)]
    drawings = tuple(
        _drawing(number, page, measure, size) for number, page in enumerate(pages, 1)
    )
    publication = a_publication(language=language)
    issue = an_issue(publication=publication)
    layout = load_layout(publication)
    result = paint(drawings, layout, paint_style(issue, open_shop(issue, layout)))
    assert result.faults == ()
    with pymupdf.open(stream=result.pdf) as document:
        return [
            printed
            for page, drawn in zip(document, pages, strict=True)
            for printed in _read(page, drawn, texts, measure, size)
        ]


def _drawing(
    number: int, page: Sequence[tuple[int, Line]], measure: float, size: float
) -> Drawing:
    items = tuple(
        TextLine(
            role="body",
            x=_left(n // _ROWS, measure, size) + line.left * size,
            y=_MARGIN + n % _ROWS * size * 1.5,
            height=size * 1.5,
            size=size,
            runs=line.runs,
            paragraph=paragraph,
        )
        for n, (paragraph, line) in enumerate(page)
    )
    return Drawing(
        number=number,
        width=_left(_COLUMNS, measure, size) + _MARGIN,
        height=_ROWS * size * 1.5 + 2 * _MARGIN,
        bookmark=str(number),
        blocks=(Block(kind="article", items=items),),
    )


def _left(column: int, measure: float, size: float) -> float:
    return _MARGIN + column * (measure + 3) * size


def _read(
    page: pymupdf.Page,
    drawn: Sequence[tuple[int, Line]],
    texts: Sequence[str],
    measure: float,
    size: float,
) -> Iterator[Printed]:
    cells: dict[int, list[Ink]] = defaultdict(list)
    for char, font in _characters(page):
        x, y = char["origin"]
        column = int((x - _MARGIN + size) / ((measure + 3) * size))
        row = int((y - _MARGIN) / (size * 1.5))
        left = _left(column, measure, size)
        width = char["bbox"][2] - char["bbox"][0]
        ink = Ink(char["c"], (x - left) / size, width / size, font)
        cells[column * _ROWS + row].append(ink)
    for n, (paragraph, line) in enumerate(drawn):
        ink = tuple(cells.pop(n, ()))
        copy = texts[paragraph][line.start : line.end]
        yield Printed(line, ink, measure, size, paragraph, copy)
    assert not cells


def _characters(page: pymupdf.Page) -> Iterator[tuple[dict, str]]:
    text = page.get_text("rawdict", sort=False, flags=_KEEP_BLANKS)
    for block in text["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for char in span["chars"]:
                    yield char, span["font"]
