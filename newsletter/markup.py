"""Clean HTML of an article's body, shared by mail, feeds and web.

Every character of the copy is escaped; nothing an editor writes becomes a tag.
"""

import re
from html import escape, unescape
from urllib.parse import quote, urlsplit, urlunsplit

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

_SAFE = "!#$%&'()*+,/:;=?@[]~"  # quote() leaves these, so nothing is encoded twice
_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_INLINE_TAG = re.compile(r"</?(?:a|code|del|em|strong)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
# Control characters, and the non-characters of every plane.
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]$")


def clean(text: str) -> str:
    """Keep what XML 1.0 and HTML may carry, with line feeds as the only line ends.

    Halves of surrogate pairs are joined, lone ones dropped; control characters
    and non-characters go, tab and newline stay.  Joiners, variation selectors,
    private-use and rare Han characters are copy and stay.
    """
    if text.isprintable():  # nothing of the above occurs: most lines, and much faster
        return text
    paired = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    lines = paired.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    return _ILLEGAL.sub("", lines)


def one_line(text: str) -> str:
    """Clean a text and fold its white space, as titles and addresses need it."""
    return " ".join(clean(text).split())


def ascii_address(url: str) -> str:
    """Write an address in ASCII: host by IDNA, all else percent-encoded.

    What is percent-encoded already stays as it is (RFC 3986, RFC 3987 3.1).
    """
    address = one_line(url)
    try:
        parts = urlsplit(address)
        login, at, host = parts.netloc.rpartition("@")
        host = host.encode("idna").decode() if host else ""
    except ValueError:  # a host that no name server could know; let the reader see it
        return quote(address, safe=_SAFE)
    return quote(urlunsplit(parts._replace(netloc=login + at + host)), safe=_SAFE)


def ascii_path(path: str) -> str:
    """Write a file's path below the web root as an address: ``#?%`` are its own."""
    return quote(one_line(path))


def as_lines(html: str) -> tuple[str, ...]:
    """Read clean HTML as text, without tags: a line for each block and each break."""
    parts = _TAG.split(_INLINE_TAG.sub("", html))
    return tuple(filter(None, (one_line(unescape(part)) for part in parts)))


def as_text(html: str) -> str:
    """Read clean HTML as one line of text, without tags."""
    return " ".join(as_lines(html))


def as_html(blocks: tuple[Block, ...]) -> str:
    """Write blocks as HTML: one element after another, a newline between them.

    Only ``p h2 h3 h4 h5 h6 ul ol li blockquote pre code table tr th td hr strong
    em del a br`` occur, without attributes but ``href`` and ``start``.  All tags
    but ``br`` and ``hr`` are closed, so the result is well-formed as XHTML too.
    """
    return "\n".join(map(_block, blocks))


def inline_html(spans: tuple[Span, ...]) -> str:
    """Write spans as HTML; a line feed becomes ``<br/>``."""
    return "".join(map(_span, spans))


def with_dateline(dateline: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Put a dateline (电头) in bold before the first paragraph."""
    if not dateline:
        return blocks
    gap = "\u3000" if _WIDE.search(dateline) else " "
    opening = (Span(text=dateline, strong=True), Span(text=gap))
    if blocks and isinstance(blocks[0], Paragraph):
        return (Paragraph(opening + blocks[0].spans), *blocks[1:])
    return (Paragraph(opening[:1]), *blocks)


def _block(block: Block) -> str:
    match block:
        case Paragraph(spans):
            return f"<p>{inline_html(spans)}</p>"
        case Subhead(spans, level):
            tag = f"h{min(max(level, 2), 6)}"
            return f"<{tag}>{inline_html(spans)}</{tag}>"
        case Listing():
            return _listing(block)
        case Quote(blocks):
            return f"<blockquote>\n{as_html(blocks)}\n</blockquote>"
        case Code(text):
            return f"<pre><code>{escape(clean(text))}</code></pre>"
        case Table(rows):
            return _table(rows)
        case Rule():
            return "<hr/>"


def _listing(listing: Listing) -> str:
    tag = "ol" if listing.ordered else "ul"
    start = (
        f' start="{listing.start}"' if listing.ordered and listing.start != 1 else ""
    )
    items = "\n".join(f"<li>{_item(item)}</li>" for item in listing.items)
    return f"<{tag}{start}>\n{items}\n</{tag}>"


def _item(blocks: tuple[Block, ...]) -> str:
    """Write an item; one that is a single paragraph needs no ``p``."""
    match blocks:
        case (Paragraph(spans),):
            return inline_html(spans)
        case (Paragraph(spans), Listing() as inner):
            return f"{inline_html(spans)}\n{_listing(inner)}\n"
        case _:
            return as_html(blocks)


def _table(rows: tuple[tuple[tuple[Span, ...], ...], ...]) -> str:
    tags = ["th"] + ["td"] * len(rows)
    lines = (
        "".join(f"<{tag}>{inline_html(cell)}</{tag}>" for cell in row)
        for tag, row in zip(tags, rows, strict=False)
    )
    return "<table>\n" + "\n".join(f"<tr>{line}</tr>" for line in lines) + "\n</table>"


def _span(span: Span) -> str:
    html = escape(clean(span.text), quote=False).replace("\n", "<br/>")
    marks = (
        ("code", span.code),
        ("em", span.emphasis),
        ("strong", span.strong),
        ("del", span.deleted),
    )
    for tag, wanted in marks:
        html = f"<{tag}>{html}</{tag}>" if wanted else html
    href = ascii_address(span.href)
    if href.lower().startswith(_SCHEMES):
        html = f'<a href="{escape(href)}">{html}</a>'
    return html
