"""A heading of page text, split into kicker, headline and deck.

OCR gives one line for what the paper set in several.  The rules below made no
wrong split on the titles they were tried on; what they cannot decide stays
whole and is marked for review.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsletter.desk.imported import Note, Part
from newsletter.desk.marks import has_han, is_open
from newsletter.desk.scan import Heading
from newsletter.desk.subjects import Subjects
from newsletter.errors import Text

_PIECE = re.compile(r"\S+")
_WIDE_GAP = re.compile(r"\S+(?: \S+)*")
_LONGEST_PIECE = 100
_MOST_PIECES = 20
_UNFINISHED = tuple("、，：《“‘（—")
_DECK = ("—", "－", "--")
_QUOTES = re.compile(r"[“”‘’《》\s]")


@dataclass(frozen=True, slots=True)
class Split:
    """What each piece of a heading is."""

    kicker: tuple[Part, ...]
    headline: tuple[Part, ...]
    deck: tuple[Part, ...]
    reason: Text
    sure: bool


def split_heading(headings: Sequence[Heading], subjects: Subjects) -> Split:
    """Split the heading of an article, which may stand on several lines.

    Args:
        headings: The heading, or several that stand directly under each other.
        subjects: Persons and places of the page.
    """
    pieces = [piece for heading in headings for piece in _pieces(heading)]
    deck: tuple[Part, ...] = ()
    if len(pieces) > 1 and pieces[-1].text.startswith(_DECK):
        deck = (pieces.pop(),)
    kicker, headline, reason, sure = _parted(pieces, subjects)
    return Split(kicker, headline, deck, reason, sure and len(headings) == 1)


def split_note(heading: Heading, split: Split) -> Note:
    """Say how a heading was split, and why."""
    named = (
        (Text("引题", "kicker"), split.kicker),
        (Text("主题", "headline"), split.headline),
        (Text("副题", "deck"), split.deck),
    )
    shown = [
        (name, " / ".join(p.text for p in parts)) for name, parts in named if parts
    ]
    zh = "，".join(f"{name.zh}“{words}”" for name, words in shown)
    en = ", ".join(f"{name.en} “{words}”" for name, words in shown)
    return Note(
        line=heading.line,
        what=Text(zh=f"{zh}（{split.reason.zh}）", en=f"{en} ({split.reason.en})"),
        sure=split.sure,
    )


def _pieces(heading: Heading) -> list[Part]:
    """Split at spaces; a piece that cannot end where it ends takes the next."""
    # Words of a Latin headline are no pieces; only wide gaps part it.
    shape = _PIECE if has_han(heading.text) else _WIDE_GAP
    pieces: list[Part] = []
    for match in shape.finditer(heading.text):
        word = match.group()
        glue = _glue(pieces[-1].text, word) if pieces else None
        if glue is None:
            pieces.append(Part(word, heading.line, heading.column + match.start()))
        else:
            last = pieces[-1]
            pieces[-1] = Part(last.text + glue + word, last.line, last.column)
    return pieces


def _glue(before: str, after: str) -> str | None:
    """Tell what joins two pieces; None when they stay apart."""
    unclosed = is_open(before) or is_open(before, "《", "》")
    if len(before) < _LONGEST_PIECE and (before.endswith(_UNFINISHED) or unclosed):
        return " " if before[-1].isascii() and after[0].isascii() else ""
    # 5G, iPhone 15: Latin words stand between spaces inside one piece.
    if before[-1].isascii() and after[0].isascii():
        return " "
    return " " if _is_latin(before.rsplit(" ", 1)[-1]) or _is_latin(after) else None


def _is_latin(word: str) -> bool:
    return word.isascii() and not word.startswith("--")


def _parted(
    pieces: list[Part], subjects: Subjects
) -> tuple[tuple[Part, ...], tuple[Part, ...], Text, bool]:
    whole = tuple(pieces)
    if len(whole) == 1:
        return (), whole, Text("只有一段", "a single piece"), True
    for index, piece in enumerate(whole[:_MOST_PIECES]):
        if subjects.opens(piece.text):
            reason = Text("主题从主语开始", "the headline begins with its subject")
            return whole[:index], whole[index:], reason, True
    lengths = [len(_QUOTES.sub("", piece.text)) for piece in whole]
    if len(whole) == 2 and lengths[0] == lengths[1]:
        reason = Text("两句对仗，作一行主题", "a couplet: one headline")
        return (), (_couplet(whole),), reason, True
    if len(whole) > 2 and lengths[0] == lengths[1] < lengths[2]:
        reason = Text("前两句对仗，作引题", "a couplet before a longer line: kicker")
        return whole[:2], whole[2:], reason, False
    reason = Text("分不出引题，全部作主题", "no kicker found: all of it is headline")
    return (), whole, reason, False


def _couplet(pieces: tuple[Part, ...]) -> Part:
    first, second = pieces
    return Part(f"{first.text} {second.text}", first.line, first.column)
