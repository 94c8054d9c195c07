"""Read the characters of one paragraph, heading or cell, each with its look."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TypeAlias
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token

from newsletter.errors import Place, Text
from newsletter.manifest.findings import Findings, shown
from newsletter.manifest.lettering import SOFT, Char, flowed, merged, styled
from newsletter.manifest.source import Source
from newsletter.model.copy import Span

Spans: TypeAlias = tuple[Span, ...]

_PLAIN = Span(text="")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
_MOST_WARNINGS = 10
"""Of one kind, in one file."""

_LEFT_OVER = re.compile(r"\*\*|~~|\]\(")


@dataclass(frozen=True, slots=True)
class PastedPicture:
    """A picture that stands in the Markdown of an article."""

    file: str
    alt: str
    caption: str
    place: Place


@dataclass(slots=True)
class InlineReader:
    """Turns inline tokens into paragraphs of spans; keeps the pictures it meets."""

    source: Source
    first: int
    """Line of the file, 0-based, at which the Markdown begins."""

    findings: Findings
    pictures: list[PastedPicture] = field(default_factory=list)
    _lines: tuple[int, int] = (0, 0)
    _warnings: Counter[str] = field(default_factory=Counter)
    _seen: dict[str, tuple[int, int]] = field(default_factory=dict)

    def read(self, token: Token) -> list[Spans]:
        """Read an inline token; a line indented by a full-width blank begins anew.

        Returns:
            One or more paragraphs, none when nothing visible is left.
        """
        first, last = token.map or (0, 0)
        self._lines = (self.first + first, self.first + last)
        chars = list(self._chars(token.children or []))
        self._check(chars)
        return [spans for part in flowed(chars) if (spans := merged(part))]

    def read_one(self, token: Token) -> Spans:
        """Read an inline token that is one text, such as a cell."""
        parts = self.read(token)
        joined: list[Span] = []
        for part in parts:
            joined += [Span(text="\n"), *part] if joined else part
        return tuple(joined)

    def place(self, fragment: str, length: int = 0) -> Place | None:
        """Find the next place in the current lines where a fragment stands."""
        first, last = self._lines
        line, column = max(self._seen.get(fragment, (first, 0)), (first, 0))
        for number in range(line, min(last, len(self.source.lines))):
            start = column if number == line else 0
            found = self.source.lines[number].find(fragment, start)
            if found >= 0:
                self._seen[fragment] = (number, found + len(fragment))
                return self.source.place(number + 1, found + 1, length or len(fragment))
        return None

    def _chars(self, tokens: Sequence[Token]) -> Iterator[Char]:
        looks = [_PLAIN]
        for index, token in enumerate(tokens):
            kind, _, end = token.type.partition("_")
            if end == "open":
                href = self._href(token) if kind == "link" else ""
                looks.append(_look(looks[-1], kind, href))
                if kind == "link" and tokens[index + 1].type == "link_close":
                    yield from styled(str(token.attrs["href"]), looks[-1])
            elif end == "close":
                looks.pop()
            elif kind == "image":
                yield from self._image(token, looks[-1])
            else:
                yield from _leaf(token, looks[-1])

    def _href(self, token: Token) -> str:
        address = str(token.attrs.get("href", ""))
        if is_usable(address):
            return address
        self.findings.add(
            "W304",
            self._near(address),
            Text(
                f"链接“{shown(unquote(address))}”不能用，只保留文字。",
                f"The link “{shown(unquote(address))}” cannot be used; its text stays.",
            ),
            Text(
                "写完整的地址：https://…、mailto:… 或 tel:…。",
                "Write a whole address: https://…, mailto:… or tel:….",
            ),
        )
        return ""

    def _image(self, token: Token, look: Span) -> Iterator[Char]:
        address = unquote(str(token.attrs.get("src", "")))
        alt = "".join(_alt(token.children or []))
        caption = str(token.attrs.get("title", ""))
        place = self._near(address)
        if not re.match(r"[A-Za-z][A-Za-z0-9+.-]+:|//", address):
            self.pictures.append(PastedPicture(address, alt, caption, place))
            return
        self.findings.add(
            "W305",
            place,
            Text(
                "这张图片在网上，不会印出，只保留文字和链接。",
                "This picture is on the web; only its text and link are kept.",
            ),
            Text("下载到 photos/ 再引用。", "Download it into photos/ and use that."),
        )
        href = address if is_usable(address) else ""
        words = " ".join(word for word in (alt, caption) if word) or shown(address)
        yield from styled(words, replace(look, href=href or look.href))

    def _near(self, address: str) -> Place:
        for fragment in (address, unquote(address)):
            place = self.place(fragment) if fragment else None
            if place:
                return place
        return self.source.place(self._lines[0] + 1)

    def _check(self, chars: list[Char]) -> None:
        """Warn of HTML and of Markdown marks that will be printed as they stand."""
        text = "".join(" " if look.code else char for char, look in chars)
        checks = (("W303", _HTML, _html_words), ("W311", _LEFT_OVER, _left_over_words))
        for code, pattern, words in checks:
            for match in islice(pattern.finditer(text), _MOST_WARNINGS):
                place = self.place(match[0].split(SOFT)[0])
                if place and self._warnings[code] < _MOST_WARNINGS:
                    self._warnings[code] += 1
                    self.findings.add(code, place, *words(match[0]))


def is_usable(address: str) -> bool:
    """Whether an address may be a link: http(s) with a host, mailto or tel."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        return bool(host)
    return parts.scheme in ("mailto", "tel") and bool(parts.path)


def _look(look: Span, kind: str, href: str) -> Span:
    match kind:
        case "strong":
            return replace(look, strong=True)
        case "em":
            return replace(look, emphasis=True)
        case "s":
            return replace(look, deleted=True)
        case _:
            return replace(look, href=href or look.href)


def _leaf(token: Token, look: Span) -> Iterator[Char]:
    if token.type == "softbreak":
        yield SOFT, look
    elif token.type == "hardbreak":
        yield "\n", look
    elif token.type == "code_inline":
        yield from styled(token.content, replace(look, code=True))
    else:
        yield from styled(token.content, look)


def _alt(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        is_break = token.type in ("softbreak", "hardbreak")
        yield " " if is_break else token.content


def _html_words(tag: str) -> tuple[Text, Text]:
    return (
        Text(
            f"正文里有 HTML“{shown(tag)}”，会按原样印出。",
            f"HTML in the copy, “{shown(tag)}”, will be printed as it stands.",
        ),
        Text("删去它，或改用 Markdown。", "Remove it or use Markdown."),
    )


def _left_over_words(mark: str) -> tuple[Text, Text]:
    return (
        Text(
            f"记号“{mark}”没有配对，会按原样印出。",
            f"The mark “{mark}” has no partner and will be printed as it stands.",
        ),
        Text(
            "检查成对的记号；真要印出就写成“\\*”。",
            "Pair the marks, or write “\\*” to print one.",
        ),
    )
