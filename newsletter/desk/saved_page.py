"""A saved web page, WeChat's too, as a manuscript.

The only module of this room that knows lxml.
"""

import re
from pathlib import Path
from typing import Any

from lxml import etree, html

from newsletter.desk.imported import Part
from newsletter.desk.manuscript import Manuscript, Piece, Role
from newsletter.desk.page_blocks import tidy
from newsletter.desk.page_reader import PageReader
from newsletter.desk.refusals import refusal
from newsletter.desk.saved_page_notes import caption_notes, head_notes
from newsletter.errors import Text

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
    reader = PageReader(folder.resolve())
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
    notes = (*head_notes(tree, body), *reader.notes, *caption_notes(reader.notes, body))
    return Manuscript(pieces=tuple(body), notes=notes, asides=asides)


def _title(tree: Any) -> str:
    for path in _TITLES:
        for found in tree.xpath(path):
            if words := tidy(found.text_content()):
                return words
    for path in ("//meta[@property='og:title']/@content", "//title/text()"):
        for words in tree.xpath(path):
            if title := tidy(words):
                return title
    return ""


def _root(tree: Any) -> Any:
    for path in _ROOTS:
        for found in tree.xpath(path):
            if tidy(found.text_content()):
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
