"""The heads of a manuscript: by style, else by size, else by where they stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mode

from newsletter.desk.headings import split_heading, split_note
from newsletter.desk.imported import Note, Part
from newsletter.desk.manuscript import Piece, Role
from newsletter.desk.marks import ends_surely
from newsletter.desk.openings import opens_article
from newsletter.desk.scan import Fragment, Heading
from newsletter.desk.subjects import find_subjects
from newsletter.errors import Text

_LONGEST_HEAD = 44
_BODY_LENGTH = 30
_LARGER = 1.0
"""Points above the body size that make a line display type."""

_MOST_HEADS = 6
_STYLED = (Role.KICKER, Role.HEADLINE, Role.DECK, Role.BYLINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """What stands above the text of a manuscript."""

    kicker: tuple[Part, ...] = ()
    headline: tuple[Part, ...] = ()
    deck: tuple[Part, ...] = ()
    bylines: tuple[Part, ...] = ()
    notes: tuple[Note, ...] = ()


def take_heads(pieces: Sequence[Piece]) -> tuple[Heads, tuple[Piece, ...]]:
    """Tell the heads of an article from its text.

    Args:
        pieces: All of the article, captions aside.

    Returns:
        The heads, and the pieces that are left.
    """
    if any(piece.role is Role.HEADLINE for piece in pieces):
        return _by_style(pieces)
    opening = _opening(pieces)
    body = _body_size(pieces)
    display = [p for p in opening if body and p.size > body + _LARGER]
    if display:
        return _by_size(pieces, opening, display)
    return _by_place(pieces, opening)


def _by_style(pieces: Sequence[Piece]) -> tuple[Heads, tuple[Piece, ...]]:
    found = {role: _parts(p for p in pieces if p.role is role) for role in _STYLED}
    headline = found[Role.HEADLINE]
    heads = Heads(
        kicker=found[Role.KICKER],
        headline=headline,
        deck=found[Role.DECK],
        bylines=found[Role.BYLINE],
        notes=(_note(found[Role.KICKER], headline, found[Role.DECK], _BY_STYLE),),
    )
    return heads, tuple(p for p in pieces if p.role not in _STYLED)


def _by_size(
    pieces: Sequence[Piece], opening: Sequence[Piece], display: Sequence[Piece]
) -> tuple[Heads, tuple[Piece, ...]]:
    largest = max(piece.size for piece in display)
    top = [n for n, piece in enumerate(opening) if piece.size == largest]
    kicker = _parts(p for p in display if p.line < opening[top[0]].line)
    headline = _parts(p for p in display if p.size == largest)
    named = {part.line for part in (*kicker, *headline)}
    deck = _parts(p for p in display if p.line not in named)
    note = _note(kicker, headline, deck, _BY_SIZE)
    heads = Heads(kicker=kicker, headline=headline, deck=deck, notes=(note,))
    taken = {piece.line for piece in display}
    return heads, tuple(piece for piece in pieces if piece.line not in taken)


def _by_place(
    pieces: Sequence[Piece], opening: Sequence[Piece]
) -> tuple[Heads, tuple[Piece, ...]]:
    """Nothing is marked: short lines above byline, dateline or text are the heads."""
    if not opening or len(opening) == len(pieces) > 1:
        return Heads(notes=(_no_headline(pieces),)), tuple(pieces)
    headings = [Heading(piece.text, piece.line) for piece in opening]
    split = split_heading(headings, find_subjects("\n".join(p.text for p in pieces)))
    heads = Heads(
        kicker=split.kicker,
        headline=split.headline,
        deck=split.deck,
        notes=(split_note(headings[0], split),),
    )
    return heads, tuple(pieces[len(opening) :])


def _opening(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Take the short lines that stand before byline, dateline and text."""
    opening: list[Piece] = []
    for piece in pieces[:_MOST_HEADS]:
        line = Fragment(piece.text, piece.line)
        short = len(piece.text) <= _LONGEST_HEAD and not ends_surely(piece.text)
        if not piece.is_running or not short or opens_article((line,)):
            break
        opening.append(piece)
    return tuple(opening)


def _body_size(pieces: Sequence[Piece]) -> float:
    sizes = [p.size for p in pieces if len(p.text) > _BODY_LENGTH and p.is_running]
    return mode(sizes) if sizes else 0.0


def _parts(pieces: Iterable[Piece]) -> tuple[Part, ...]:
    return tuple(Part(piece.text, piece.line) for piece in pieces if piece.text)


def _no_headline(pieces: Sequence[Piece]) -> Note:
    return Note(
        line=pieces[0].line,
        what=Text(zh="没有找到标题，请补写", en="found no headline: write one"),
        sure=False,
    )


_BY_STYLE = Text("按样式名", "by the names of styles")
_BY_SIZE = Text("按字号", "by the size of letters")


def _note(
    kicker: Sequence[Part], headline: Sequence[Part], deck: Sequence[Part], how: Text
) -> Note:
    named = (("引题", "kicker", kicker), ("主题", "headline", headline))
    every = (*named, ("副题", "deck", deck))
    shown = [(zh, en, " / ".join(p.text for p in parts)) for zh, en, parts in every]
    zh = "，".join(f"{name}“{words}”" for name, _, words in shown if words)
    en = ", ".join(f"{name} “{words}”" for _, name, words in shown if words)
    return Note(
        line=(*kicker, *headline)[0].line,
        what=Text(zh=f"{zh}（{how.zh}）", en=f"{en} ({how.en})"),
    )
