"""An article's body as plain text: one paragraph, one line."""

from textwrap import indent

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
)


def as_text(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """Write blocks as paragraphs of plain text.

    A line break inside a paragraph is one that the editor asked for.  Addresses
    of links follow their words in angle brackets (RFC 3986, appendix C).
    """
    return tuple(text for block in blocks for text in _block(block))


def _block(block: Block) -> tuple[str, ...]:
    match block:
        case Paragraph(spans) | Subhead(spans):
            return (_spans(spans),)
        case Listing():
            return _listing(block)
        case Quote(blocks):
            return tuple(indent(text, "> ") for text in as_text(blocks))
        case Code(text):
            return (indent(text, "    "),)
        case Table(rows):
            return ("\n".join(" | ".join(map(_spans, row)) for row in rows),)
        case Rule():
            return ("* * *",)


def _spans(spans: tuple[Span, ...]) -> str:
    return "".join(map(told, spans))


def told(span: Span) -> str:
    """Write a span; the address of a link follows, unless it is the words."""
    address = span.href.removeprefix("mailto:").removeprefix("tel:")
    if not span.href or address == span.text:
        return span.text
    return f"{span.text} <{address}>"


def _listing(listing: Listing) -> tuple[str, ...]:
    return tuple(
        _item(item, f"{number}. " if listing.ordered else "· ")
        for number, item in enumerate(listing.items, listing.start)
    )


def _item(blocks: tuple[Block, ...], marker: str) -> str:
    """Write an item; whatever follows its first paragraph is moved in."""
    first, *rest = as_text(blocks) or ("",)
    return "\n".join((marker + first, *(indent(text, "   ") for text in rest)))
