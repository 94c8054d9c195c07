"""Copy with its spans changed."""

from collections.abc import Callable

from newsletter.model.copy import Block, Listing, Paragraph, Quote, Span, Subhead, Table


def respanned(block: Block, change: Callable[[Span], Span]) -> Block:
    """Change every span of a block."""

    def changed(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(map(change, spans))

    match block:
        case Paragraph(spans):
            return Paragraph(changed(spans))
        case Subhead(spans, level):
            return Subhead(changed(spans), level)
        case Quote(blocks):
            return Quote(tuple(respanned(one, change) for one in blocks))
        case Listing(items, ordered, start):
            moved = (tuple(respanned(one, change) for one in item) for item in items)
            return Listing(tuple(moved), ordered, start)
        case Table(rows):
            return Table(tuple(tuple(map(changed, row)) for row in rows))
        case _:
            return block
