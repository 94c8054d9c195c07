"""Drawings made by hand, and what PyMuPDF sees of them once they are painted."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

import pymupdf
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString

from newsletter.layout import Layout, load_layout
from newsletter.press.classes import Face
from newsletter.press.paint import Painted, PaintStyle, paint
from newsletter.press.values import Block, Drawing, Item, Run, TextLine
from tests.builders import a_publication

SYMBOLS = Face("DejaVu Sans")
FACES = {
    "body": Face("Noto Serif CJK SC", fallbacks=(SYMBOLS,)),
    "strong": Face("Noto Serif CJK SC", 700, fallbacks=(SYMBOLS,)),
    "caption": Face("Noto Sans CJK SC", fallbacks=(SYMBOLS,)),
    "latin": Face("DejaVu Serif"),
}


def a_layout() -> Layout:
    return load_layout(a_publication())


def a_style(**fields: object) -> PaintStyle:
    given: dict[str, object] = {
        "language": "zh-Hans",
        "title": "河湾报 第1024期",
        "author": "河湾报",
        "date": datetime(2021, 11, 23, 6, tzinfo=ZoneInfo("Asia/Shanghai")),
        "faces": FACES,
    }
    return PaintStyle(**given | fields)  # type: ignore[arg-type]


def a_line(text: str = "", *, y: float = 20, **fields: object) -> TextLine:
    given: dict[str, object] = {
        "role": "body",
        "x": 20.0,
        "y": y,
        "height": 15.0,
        "size": 10.0,
        "runs": (Run(text, "body"),),
    }
    return TextLine(**given | fields)  # type: ignore[arg-type]


def a_block(*items: Item, **fields: object) -> Block:
    given: dict[str, object] = {"kind": "article", "items": items}
    return Block(**given | fields)  # type: ignore[arg-type]


def a_page(*blocks: Block, number: int = 1) -> Drawing:
    return Drawing(
        number=number,
        width=400,
        height=300,
        bookmark=f"第{number:02}版：要闻",
        blocks=blocks,
    )


def painted(*pages: Drawing, **style: object) -> Painted:
    return paint(pages, a_layout(), a_style(**style))


def painted_lines(*lines: TextLine) -> Painted:
    return painted(a_page(a_block(*lines)))


@dataclass(frozen=True)
class Glyph:
    text: str
    x: float
    y: float
    font: str
    size: float


def glyphs(pdf: bytes, page: int = 0) -> list[Glyph]:
    """Where the origin of every glyph lies, in content order, pt from top left."""
    with pymupdf.open(stream=pdf) as document:
        text = document[page].get_text("rawdict", sort=False)
    return [
        Glyph(char["c"], *char["origin"], span["font"], span["size"])
        for block in text["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        for char in span["chars"]
    ]


def rows(found: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs by baseline, from the top; from the left in each."""
    ordered = sorted(found, key=lambda glyph: (round(glyph.y, 1), glyph.x))
    return [list(row) for _, row in groupby(ordered, lambda glyph: round(glyph.y, 1))]


def name_keyed_font(names: list[str]) -> bytes:
    """Make an OpenType font of squares, 0.6 em wide each."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", *names])
    builder.setupCharacterMap({ord(name): name for name in names})
    square = [0, 0, "rmoveto", 500, "hlineto", 500, "vlineto", "endchar"]
    outlines = {name: T2CharString(program=square) for name in [".notdef", *names]}
    builder.setupCFF("Square", {}, outlines, {})
    builder.setupHorizontalMetrics(dict.fromkeys(outlines, (600, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "Square", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()
