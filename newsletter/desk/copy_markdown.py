"""Blocks of copy as Markdown that reads back as the very same characters."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from newsletter.desk.article_file import escaped, escaped_inside, escaped_opening
from newsletter.manifest.copyreading import read_copy
from newsletter.manifest.findings import Findings
from newsletter.manifest.source import source_of
from newsletter.model.copy import (
    Block,
    Code,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Span,
    Subhead,
    Table,
    spoken,
    texts,
)

_FENCE = "```"
_LINK_BREAKERS = "()<> \n"


def markdown_of(block: Block) -> str:
    """Write a block; its plain words when its looks would cost it a character."""
    rich = _block(block)
    if _reads_back(rich, block):
        return rich
    return "\n\n".join(escaped(text) for text in block.texts if text.strip())


def is_plain(block: Block) -> bool:
    """Tell whether a block is a paragraph or subhead without any looks."""
    if not isinstance(block, Paragraph | Subhead):
        return False
    return all(span == Span(text=span.text) for span in block.spans)


def copy_of(markdown: str) -> tuple[Block, ...]:
    """Read Markdown as the manifest will."""
    return read_copy(source_of("", markdown), 0, Findings()).blocks


def _reads_back(markdown: str, block: Block) -> bool:
    return _words(texts(copy_of(markdown))) == _words(block.texts)


def _words(every: Iterable[str]) -> str:
    return "".join("".join(every).split())


def _block(block: Block) -> str:
    match block:
        case Paragraph(spans):
            plain = bool(spans) and spans[0] == Span(text=spans[0].text)
            words = _inline(spans).strip()
            return escaped_opening(words) if plain else words
        case Subhead(spans, level):
            return f"{'#' * level} {_inline(spans)}"
        case Listing():
            return _listing(block)
        case Quote(blocks):
            return _prefixed(_blocks(blocks), "> ", "> ")
        case Code(text):
            fence = _FENCE + "`" * text.count(_FENCE)
            return f"{fence}\n{text}\n{fence}"
        case Table(rows):
            return _table(rows)
        case Rule():
            return "---"


def _blocks(blocks: Sequence[Block]) -> str:
    return "\n\n".join(map(_block, blocks))


def _inline(spans: Iterable[Span]) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    bare = span.text.strip()
    if not bare:
        return span.text
    before, _, after = span.text.partition(bare)
    words = _looks(replace(span, text=bare), escaped_inside(bare).replace("\n", "\\\n"))
    return f"{before}{words}{after}"


def _looks(span: Span, words: str) -> str:
    if span.code:
        ticks = "`" * (1 + span.text.count("`"))
        gap = " " if "`" in span.text else ""
        words = f"{ticks}{gap}{span.text}{gap}{ticks}"
    if span.deleted:
        words = f"~~{words}~~"
    if span.emphasis:
        words = f"*{words}*"
    if span.strong:
        words = f"**{words}**"
    return f"[{words}]({_address(span.href)})" if span.href else words


def _address(href: str) -> str:
    plain = not any(mark in href for mark in _LINK_BREAKERS)
    return href if plain else f"<{href.replace('<', '%3C').replace('>', '%3E')}>"


def _listing(listing: Listing) -> str:
    lines = []
    for number, item in enumerate(listing.items, start=listing.start):
        mark = f"{number}. " if listing.ordered else "- "
        lines.append(_prefixed(_blocks(item), mark, " " * len(mark)))
    return "\n".join(lines)


def _prefixed(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    rest = [f"{others}{line}".rstrip() for line in lines[1:]]
    return "\n".join((first + lines[0], *rest))


def _table(rows: tuple[tuple[tuple[Span, ...], ...], ...]) -> str:
    width = max(map(len, rows), default=0)
    lines = [_row(row, width) for row in rows]
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join(lines)


def _row(row: tuple[tuple[Span, ...], ...], width: int) -> str:
    cells = [_cell(cell) for cell in row] + [""] * (width - len(row))
    return f"| {' | '.join(cells)} |"


def _cell(spans: tuple[Span, ...]) -> str:
    one_line = tuple(replace(s, text=" ".join(s.text.split("\n"))) for s in spans)
    return _inline(one_line).replace("|", "\\|") if spoken(one_line).strip() else ""
