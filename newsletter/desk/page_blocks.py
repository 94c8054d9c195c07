"""Blocks of a saved web page: tables, lists, quotations, and the text in them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from newsletter.model.copy import (
    Block,
    Code,
    Listing,
    Paragraph,
    Quote,
    Span,
    Table,
    spoken,
)

DROPPED = frozenset((
    "script", "style", "noscript", "template", "nav", "form", "button", "iframe",
    "svg", "select", "input", "textarea", "object", "embed", "head",
))  # fmt: skip
BLOCKS = frozenset((
    "p", "div", "section", "article", "main", "header", "footer", "aside",
    "figure", "figcaption", "blockquote", "ul", "ol", "li", "table", "pre", "h1",
    "h2", "h3", "h4", "h5", "h6", "hr", "address", "center", "dl", "dt", "dd",
    "fieldset", "body",
))  # fmt: skip
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad"))
DEEPEST = 200


def tidy(text: str) -> str:
    """Drop invisible characters, and all blanks but one."""
    return " ".join(text.translate(INVISIBLE).split())


def look_of(element: Any, look: Span) -> Span:
    """Add to a look what an element says of it."""
    match element.tag:
        case "strong" | "b":
            return replace(look, strong=True)
        case "em" | "i":
            return replace(look, emphasis=True)
        case "del" | "s":
            return replace(look, deleted=True)
        case "a":
            href = (element.get("href") or "").strip()
            usable = href.startswith(("http://", "https://", "mailto:", "tel:"))
            return replace(look, href=href if usable else look.href)
        case _:
            return look


def text_of(element: Any) -> tuple[Span, ...]:
    """Read an element as one text, its blocks joined by blanks."""
    return trimmed(list(_letters(element, Span(text=""))))


def _letters(element: Any, look: Span, depth: int = 0) -> Iterator[Span]:
    if element.text:
        yield replace(look, text=element.text)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in DROPPED:
            if child.tag == "br" or child.tag in BLOCKS:
                yield Span(text=" ")
            if depth < DEEPEST:
                yield from _letters(child, look_of(child, look), depth + 1)
            else:
                yield replace(look, text=child.text_content())
        if child.tail:
            yield replace(look, text=child.tail)


def trimmed(spans: list[Span]) -> tuple[Span, ...]:
    """Squeeze blanks to one, and drop them at both ends."""
    kept: list[Span] = []
    for span in spans:
        words = re.sub(r"\s+", " ", span.text.translate(INVISIBLE))
        if not kept or kept[-1].text.endswith(" "):
            words = words.lstrip(" ")
        if kept and kept[-1] == replace(span, text=kept[-1].text):
            words = kept.pop().text + words
        if words:
            kept.append(replace(span, text=words))
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)


def _table(element: Any) -> Block | None:
    rows = [
        tuple(text_of(cell) for cell in row.iterchildren("td", "th"))
        for row in element.iter("tr")
    ]
    rows = [row for row in rows if any(map(spoken, row))]
    return Table(tuple(rows)) if rows else None


def _list(element: Any) -> Block | None:
    items = [text_of(item) for item in element.iterchildren("li")]
    entries = tuple((Paragraph(item),) for item in items if item)
    return Listing(entries, ordered=element.tag == "ol") if entries else None


def _quote(element: Any) -> Block | None:
    inner = [e for e in element.iter("p", "section", "div", "li") if not _has_blocks(e)]
    found = [text_of(each) for each in inner or [element]]
    if "".join(map(spoken, found)).replace(" ", "") != "".join(
        element.text_content().translate(INVISIBLE).split()
    ):
        found = [text_of(element)]
    blocks = tuple(Paragraph(spans) for spans in found if spans)
    return Quote(blocks) if blocks else None


def _has_blocks(element: Any) -> bool:
    return any(child.tag in BLOCKS for child in element.iterdescendants())


def _code(element: Any) -> Block | None:
    text = element.text_content().translate(INVISIBLE).strip("\r\n")
    return Code(text) if text.strip() else None


WHOLE = {
    "table": _table, "ul": _list, "ol": _list, "blockquote": _quote, "pre": _code,
}  # fmt: skip
