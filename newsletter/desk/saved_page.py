"""A saved web page, WeChat's too, as a manuscript.

The only module of this room that knows lxml.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from newsletter.desk.imported import Note, Part, Picture
from newsletter.desk.manuscript import Manuscript, Piece, Role
from newsletter.desk.marks import snippet
from newsletter.desk.refusals import refusal
from newsletter.errors import Text
from newsletter.model.copy import (
    Block,
    Code,
    Listing,
    Paragraph,
    Quote,
    Span,
    Subhead,
    Table,
    spoken,
)

_LARGEST_PICTURE = 100_000_000
_DROPPED = frozenset((
    "script", "style", "noscript", "template", "nav", "form", "button", "iframe",
    "svg", "select", "input", "textarea", "object", "embed", "head",
))  # fmt: skip
_BLOCKS = frozenset((
    "p", "div", "section", "article", "main", "header", "footer", "aside",
    "figure", "figcaption", "blockquote", "ul", "ol", "li", "table", "pre", "h1",
    "h2", "h3", "h4", "h5", "h6", "hr", "address", "center", "dl", "dt", "dd",
    "fieldset", "body",
))  # fmt: skip
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad"))
_TAIL = re.compile(
    r"(?:阅读原文|点击阅读|点击.{0,6}关注|长按.{0,12}二维码|扫码|微信扫一扫|点个?在看|"
    r"分享收藏|(?:责任)?编辑\s*[|｜丨]|来源\s*[|｜丨:：]|审核\s*[|｜丨]|校对\s*[|｜丨]|END$)"
)
_LONGEST_TAIL = 60
_MOST_TAIL = 8
_ROOTS = (
    "//*[@id='js_content']", "//article", "//*[@itemprop='articleBody']", "//main",
    "//body",
)  # fmt: skip
_TITLES = ("//*[@id='activity-name']", "//h1")
_DEEPEST = 200


def is_web_page(name: str, content: bytes) -> bool:
    """Tell a saved page by its name or its first letters."""
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    suffix = Path(name).suffix.lower()
    return suffix in (".html", ".htm", ".xhtml") or start.startswith(
        (b"<!doctype html", b"<html")
    )


def read_saved_page(name: str, text: str, folder: Path) -> Manuscript:
    """Read the article of a saved page: its title and the blocks of its text.

    Args:
        name: Of the file, for messages.
        text: HTML.
        folder: Where the page was saved; its pictures lie below it.

    Raises:
        InputError: there is no copy in it.
    """
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise refusal("S104", name, *_EMPTY) from error
    if any("depth" in error.message for error in parser.error_log):
        raise refusal("S105", name, *_TOO_DEEP)
    reader = _Reader(folder.resolve())
    title = _title(tree)
    reader.add_title(title)
    root = _root(tree)
    reader.block(root, 0)
    reader.end()
    pieces = [p for p in reader.pieces if p.text or p.pictures]
    if not any(p.text for p in pieces if p.role is not Role.HEADLINE):
        raise refusal("S104", name, *_EMPTY)
    body, tail = _without_tail(_once(pieces))
    asides = tuple(Part(piece.text, piece.line) for piece in tail)
    return Manuscript(pieces=tuple(body), notes=tuple(reader.notes), asides=asides)


def _title(tree: Any) -> str:
    for path in _TITLES:
        for found in tree.xpath(path):
            if words := _tidy(found.text_content()):
                return words
    for path in ("//meta[@property='og:title']/@content", "//title/text()"):
        for words in tree.xpath(path):
            if tidy := _tidy(words):
                return tidy
    return ""


def _root(tree: Any) -> Any:
    for path in _ROOTS:
        for found in tree.xpath(path):
            if _tidy(found.text_content()):
                return found
    return tree


def _once(pieces: list[Piece]) -> list[Piece]:
    """Drop a title that stands in the text again."""
    first, rest = pieces[0], pieces[1:]
    if first.role is not Role.HEADLINE:
        return pieces
    again = next((p for p in rest[:4] if p.text == first.text), None)
    return [first, *(p for p in rest if p is not again)]


def _without_tail(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Set apart what platforms put below a story."""
    end = len(pieces)
    for n in range(len(pieces) - 1, max(len(pieces) - 1 - _MOST_TAIL, 0), -1):
        short = len(pieces[n].text) <= _LONGEST_TAIL
        if short and _TAIL.match(pieces[n].text):
            end = n
    return pieces[:end], pieces[end:]


def _tidy(text: str) -> str:
    return " ".join(text.translate(_INVISIBLE).split())


@dataclass(slots=True)
class _Reader:
    """Walks the page once; text between blocks gathers into paragraphs."""

    folder: Path
    pieces: list[Piece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    _spans: list[Span] = field(default_factory=list)
    _pictures: list[Picture] = field(default_factory=list)
    _role: Role = Role.UNKNOWN

    @property
    def line(self) -> int:
        """Number of the next piece."""
        return len(self.pieces) + 1

    def add_title(self, title: str) -> None:
        """Put the headline first."""
        if title:
            self._add(Paragraph((Span(text=title),)), role=Role.HEADLINE)

    def end(self) -> None:
        """Close the paragraph that is being gathered."""
        words = _trimmed(self._spans)
        if words or self._pictures:
            self._add(Paragraph(words), role=self._role)
        self._spans.clear()
        self._pictures.clear()

    def block(self, element: Any, depth: int) -> None:
        """Read one block and what is in it."""
        if depth > _DEEPEST:
            self._spans.append(Span(text=element.text_content()))
            return
        tag = element.tag
        whole = _WHOLE.get(tag)
        if whole and not element.xpath(".//img"):
            self.end()
            if block := whole(element):
                self._add(block)
            return
        if tag[:1] == "h" and tag[1:].isdigit():
            self._heading(element, int(tag[1]))
            return
        self._role = Role.CAPTION if tag == "figcaption" else self._role
        self._inside(element, Span(text=""), depth)

    def _heading(self, element: Any, level: int) -> None:
        self.end()
        spans = _looked_through(element)
        if spans:
            self._add(Subhead(spans, max(level, 2)), role=Role.SUBHEAD)

    def _inside(self, element: Any, look: Span, depth: int) -> None:
        self._text(element.text, look)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _DROPPED:
                self._child(child, look, depth + 1)
            self._text(child.tail, look)

    def _child(self, child: Any, look: Span, depth: int) -> None:
        if child.tag == "img":
            self._picture(child)
        elif child.tag == "br":
            self.end()
        elif child.tag in _BLOCKS:
            self.end()
            self.block(child, depth)
            self.end()
            self._role = Role.UNKNOWN
        elif depth > _DEEPEST:
            self._text(child.text_content(), look)
        else:
            self._inside(child, _look(child, look), depth)

    def _text(self, text: str | None, look: Span) -> None:
        words = re.sub(r"[ \t\r\n\xa0]+", " ", (text or "").translate(_INVISIBLE))
        if words:
            self._spans.append(replace(look, text=words))

    def _add(self, block: Block, role: Role = Role.UNKNOWN) -> None:
        pictures = tuple(replace(p, line=self.line) for p in self._pictures)
        self.pieces.append(
            Piece(block=block, line=self.line, role=role, pictures=pictures)
        )

    def _picture(self, image: Any) -> None:
        address = image.get("data-src") or image.get("src") or ""
        content = _inline_picture(address) or _beside(self.folder, image.get("src"))
        content = content or _beside(self.folder, image.get("data-src"))
        if content:
            name = _picture_name(address, content)
            alt = _tidy(image.get("alt") or "")
            picture = Picture(name=name, content=content, line=self.line, alt=alt)
            self._pictures.append(picture)
        elif address:
            self.notes.append(_remote_note(self.line, address))


def _look(element: Any, look: Span) -> Span:
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


def _looked_through(element: Any) -> tuple[Span, ...]:
    """Read an element as one text, its blocks joined by blanks."""
    return _trimmed(list(_letters(element, Span(text=""))))


def _letters(element: Any, look: Span, depth: int = 0) -> Iterator[Span]:
    if element.text:
        yield replace(look, text=element.text)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _DROPPED:
            if child.tag == "br" or child.tag in _BLOCKS:
                yield Span(text=" ")
            if depth < _DEEPEST:
                yield from _letters(child, _look(child, look), depth + 1)
            else:
                yield replace(look, text=child.text_content())
        if child.tail:
            yield replace(look, text=child.tail)


def _trimmed(spans: list[Span]) -> tuple[Span, ...]:
    """Squeeze blanks to one, and drop them at both ends."""
    kept: list[Span] = []
    for span in spans:
        words = re.sub(r"\s+", " ", span.text.translate(_INVISIBLE))
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
        tuple(_looked_through(cell) for cell in row.iterchildren("td", "th"))
        for row in element.iter("tr")
    ]
    rows = [row for row in rows if any(map(spoken, row))]
    return Table(tuple(rows)) if rows else None


def _list(element: Any) -> Block | None:
    items = [_looked_through(item) for item in element.iterchildren("li")]
    entries = tuple((Paragraph(item),) for item in items if item)
    return Listing(entries, ordered=element.tag == "ol") if entries else None


def _quote(element: Any) -> Block | None:
    inner = [e for e in element.iter("p", "section", "div", "li") if not _has_blocks(e)]
    found = [_looked_through(each) for each in inner or [element]]
    if "".join(map(spoken, found)).replace(" ", "") != "".join(
        element.text_content().translate(_INVISIBLE).split()
    ):
        found = [_looked_through(element)]
    blocks = tuple(Paragraph(spans) for spans in found if spans)
    return Quote(blocks) if blocks else None


def _has_blocks(element: Any) -> bool:
    return any(child.tag in _BLOCKS for child in element.iterdescendants())


def _code(element: Any) -> Block | None:
    text = element.text_content().translate(_INVISIBLE).strip("\r\n")
    return Code(text) if text.strip() else None


_WHOLE = {
    "table": _table, "ul": _list, "ol": _list, "blockquote": _quote, "pre": _code,
}  # fmt: skip


def _inline_picture(address: str) -> bytes:
    head, _, content = address.partition(",")
    if not head.startswith("data:image/") or not head.endswith(";base64"):
        return b""
    try:
        return base64.b64decode(content, validate=False)
    except (binascii.Error, ValueError):
        return b""


def _beside(folder: Path, address: str | None) -> bytes:
    """Read a picture that was saved with the page, and nothing outside its folder."""
    try:
        parts = urlsplit(address or "")
        path = (folder / unquote(parts.path)).resolve()
        if parts.scheme or parts.netloc or not path.is_relative_to(folder):
            return b""
        if not path.is_file() or path.stat().st_size > _LARGEST_PICTURE:
            return b""
        return path.read_bytes()
    except (OSError, ValueError):
        return b""


_KINDS = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8", "jpg"),
    (b"GIF8", "gif"),
    (b"RIFF", "webp"),
)


def _picture_name(address: str, content: bytes) -> str:
    kind = next((k for sign, k in _KINDS if content.startswith(sign)), "jpg")
    stem = "" if address.startswith("data:") else Path(urlsplit(address).path).stem
    return f"{stem or 'picture'}.{kind}"


def _remote_note(line: int, address: str) -> Note:
    shown = snippet(address, 60)
    return Note(
        line=line,
        what=Text(
            zh=f"网上的图片没有导入，请下载到 photos/：{shown}",
            en=f"a picture on the web was not imported; download it: {shown}",
        ),
        sure=False,
    )


_TOO_DEEP = (
    Text("网页嵌套过深，文字会丢失", "nested so deeply that copy would be lost"),
    Text(
        "把正文复制到 Word 或文本文件里再导入", "copy its text into a .docx or .md file"
    ),
)
_EMPTY = (
    Text("这个网页里没有正文", "there is no copy in this web page"),
    Text(
        "用浏览器打开，等文章显示完全后“另存为”，再导入",
        "open it in a browser, wait until it shows, save it, and import that",
    ),
)
