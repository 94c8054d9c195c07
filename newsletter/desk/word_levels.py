"""Level-one headings of a Word file: headlines of their own, or crossheads."""

from collections.abc import Sequence
from dataclasses import replace

from newsletter.desk.manuscript import Piece, Role
from newsletter.desk.marks import ends_surely
from newsletter.desk.openings import opens_article
from newsletter.desk.scan import Fragment


def levelled(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Turn each level-one heading into a headline or a subhead.

    Under a title with text of its own they part that one story, unless an article
    begins below one of them, with byline or dateline.  Otherwise they are headlines.
    """
    role = Role.SUBHEAD if _part_one_story(pieces) else Role.HEADLINE
    return tuple(
        replace(piece, role=role) if piece.role is Role.HEADING else piece
        for piece in pieces
    )


def _part_one_story(pieces: Sequence[Piece]) -> bool:
    titles = [n for n, piece in enumerate(pieces) if piece.role is Role.HEADLINE]
    headings = [n for n, piece in enumerate(pieces) if piece.role is Role.HEADING]
    if not titles or not headings or titles[-1] > headings[0]:
        return False
    above = pieces[titles[-1] + 1 : headings[0]]
    has_text = any(p.role is Role.UNKNOWN and ends_surely(p.text) for p in above)
    return has_text and not any(_begins_article(pieces, n + 1) for n in headings)


def _begins_article(pieces: Sequence[Piece], number: int) -> bool:
    below = [piece for piece in pieces[number : number + 1] if piece.is_running]
    return any(
        piece.role in (Role.BYLINE, Role.DECK)
        or opens_article((Fragment(piece.text, piece.line),))
        for piece in below
    )
