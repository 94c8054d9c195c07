"""Links of a Markdown file that must outlive their headings."""

import re
from collections.abc import Iterable, Iterator

from newsletter.model.copy import Block, Listing, Paragraph, Quote, Span, Subhead, Table

_DEFINITION = re.compile(r"(?m)^ {0,3}\[([^\]\n]+)\]:[ \t]*<?(\S+?)>?(?:[ \t]+.*)?$")
_REFERENCE = re.compile(r"\[([^\[\]\n]+)\](?:\[([^\[\]\n]*)\])?(?![(:\[])")
_FENCED = re.compile(r"(?ms)^ {0,3}(```|~~~).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)|`[^`\n]+`")


def with_inline_links(markdown: str) -> str:
    """Write ``[words][id]`` as ``[words](address)``; line numbers stay."""
    code = [match.span() for match in _FENCED.finditer(markdown)]
    known = {
        match[1].strip().casefold(): match[2]
        for match in _DEFINITION.finditer(markdown)
        if not match[1].startswith("^") and not _within(match.start(), code)
    }
    if not known:
        return markdown

    def link(match: re.Match[str]) -> str:
        address = known.get((match[2] or match[1]).strip().casefold())
        if address is None or _within(match.start(), code):
            return match[0]
        return f"[{match[1]}]({address})"

    linked = _REFERENCE.sub(link, markdown)
    return _DEFINITION.sub(
        lambda m: "" if m[1].strip().casefold() in known else m[0], linked
    )


def hrefs(blocks: Iterable[Block]) -> Iterator[str]:
    """List the addresses of all links, in order."""
    for span in _spans(blocks):
        if span.href:
            yield span.href


def bare_links(addresses: Iterable[str], markdown: str) -> str:
    """Write the addresses that a text does not show yet, one a line."""
    missing = [a for a in dict.fromkeys(addresses) if f"({a})" not in markdown]
    return "\n\n".join(f"<{address}>" for address in missing)


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _spans(blocks: Iterable[Block]) -> Iterator[Span]:
    for block in blocks:
        match block:
            case Paragraph(spans) | Subhead(spans):
                yield from spans
            case Listing(items):
                for item in items:
                    yield from _spans(item)
            case Quote(inner):
                yield from _spans(inner)
            case Table(rows):
                yield from (span for row in rows for cell in row for span in cell)
            case _:
                pass
