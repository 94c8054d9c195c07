"""Page text as headings and fragments, each at its place in the source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from newsletter.desk.imported import Part
from newsletter.markup import clean

# What editors count as a line's end, and what old tools put between two lines.
_LINE_END = re.compile("\r\n|\r|\n")
_INNER_END = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# A lone mark needs its blank, or a topic between two marks would be a heading.
_HEADING = re.compile(r"(#(?=\s)|#{2,6}(?!#))\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Heading(Part):
    """A line that the source marks as a heading."""

    level: int = 2
    """2 to 6: a lone # says that OCR found a lead, not that it owns the page."""

    is_top: bool = False
    """The source marked it with a single #."""


@dataclass(frozen=True, slots=True)
class Fragment(Part):
    """A line of running text, often less than a paragraph."""

    after_blank: bool = False

    def cut(self, length: int) -> "Fragment":
        """Drop characters at the front, and the white space behind them."""
        rest = self.text[length:].lstrip()
        gone = len(self.text) - len(rest)
        return Fragment(rest, self.line, self.column + gone)

    def kept(self, length: int) -> "Fragment":
        """Keep characters at the front, without white space at their end."""
        return Fragment(self.text[:length].rstrip(), self.line, self.column)


Line: TypeAlias = Heading | Fragment


def scan(text: str) -> tuple[Line, ...]:
    """Find headings and fragments; blanks, form feeds and control codes vanish.

    Markdown other than headings has no meaning here: page text is copy.
    """
    lines: list[Line] = []
    after_blank = True
    for part in _parts(text):
        if part.text:
            lines.append(_line(part, after_blank=after_blank))
        after_blank = not part.text
    return tuple(lines)


def _parts(text: str) -> Iterator[Part]:
    for number, line in enumerate(_LINE_END.split(text), start=1):
        column = 1
        for piece in _INNER_END.split(line):
            # A byte order mark inside a file is an accident of joining files.
            tidy = clean(piece).replace("\ufeff", "").rstrip()
            bare = tidy.lstrip()
            yield Part(bare, number, column + len(tidy) - len(bare))
            column += len(piece) + 1


def _line(part: Part, *, after_blank: bool) -> Line:
    match = _HEADING.match(part.text)
    words = _unclosed(part.text[match.end() :]) if match else ""
    if not match or not words:
        return Fragment(part.text, part.line, part.column, after_blank=after_blank)
    marks = len(match.group(1))
    column = part.column + match.end()
    return Heading(words, part.line, column, level=max(marks, 2), is_top=marks == 1)


def _unclosed(words: str) -> str:
    """Drop the marks that may close a heading: ``# … #``."""
    bare = words.rstrip("#")
    return bare.rstrip() if bare != bare.rstrip() or not bare else words
