"""Captions and credits of the pictures in a manuscript."""

import re
from collections.abc import Sequence
from dataclasses import replace

from newsletter.desk.imported import Part, Picture
from newsletter.desk.manuscript import Piece, Role

_LONGEST = 160
_CAPTION = re.compile(
    r"图为|[▲△▼◀▶←→]|[上下左右前后][图左右]|图[一二三四五六\d]?[:：]|Photo\b"
)
_CREDIT = re.compile(
    r"[（(]?\s*((?:本报|新华社)?(?:全媒体)?(?:记者|通讯员)?\s?"
    r"[\u3400-\u9fff·]{2,4}\s?/?\s?(?:摄影报道|摄影|摄|供图))\s*[）)]?$"
    r"|[(\[]?\b((?:Photo(?:graph)?s?|Pictures?|Image|Credit)(?:\s*[:/]\s*|\s+by\s+)"
    r"[^\W\d][\w.'’-]*(?:[ /&,]+[^\W\d][\w.'’-]*){0,5})\s*[)\]]?$"
)
_AFTER_STOP = ("。", "！", "？", "」", "”", " ", "\u3000", ".", "!", "?", "’", '"')


def captioned(
    pieces: Sequence[Piece],
) -> tuple[tuple[Piece, ...], tuple[Picture, ...]]:
    """Give each picture the caption that stands with it or below it.

    Returns:
        The pieces that are copy, and the pictures with their words.
    """
    left: list[Piece] = []
    pictures: list[Picture] = []
    waiting: tuple[Picture, ...] = ()
    for piece in pieces:
        if piece.pictures:
            pictures += waiting
            waiting = piece.pictures
        if waiting and is_caption(piece):
            caption, credit = _words(piece)
            pictures += (replace(waiting[0], caption=caption, credit=credit),)
            pictures += waiting[1:]
            waiting = ()
        elif piece.text:
            left.append(replace(piece, pictures=()))
            if not piece.pictures:
                pictures += waiting
                waiting = ()
    return tuple(left), (*pictures, *waiting)


def is_caption(piece: Piece) -> bool:
    """Whether a paragraph reads as the words of a picture."""
    text = piece.text
    if not text or not piece.is_running or len(text) > _LONGEST:
        return False
    return (
        piece.role is Role.CAPTION
        or _CAPTION.match(text) is not None
        or _CREDIT.search(text) is not None
    )


def _words(piece: Piece) -> tuple[Part | None, Part | None]:
    """Part ``图为老码头。甲某摄`` into caption and credit."""
    text = piece.text
    match = _CREDIT.search(text)
    before = text[: match.start()] if match else text
    whole = match is None or not before.strip().endswith(_AFTER_STOP)
    if match is None or (whole and before.strip() and match[0][0] not in "（("):
        return Part(text, piece.line), None
    words = before.rstrip()
    credit = Part(match[0].strip(), piece.line, match.start() + 1)
    return (Part(words, piece.line) if words else None), credit
