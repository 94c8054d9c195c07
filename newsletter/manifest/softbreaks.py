"""Join lines that were broken only to fit the editor's window."""

from collections.abc import Sequence
from itertools import pairwise

_NEUTRAL = "“”‘’—…·"
"""Marks that Han and Latin text share; what stands beyond them decides."""


def joint(left: str, right: str) -> str:
    """What replaces a soft line break: nothing beside Han, a space between Latin."""
    before = left.rstrip(_NEUTRAL)[-1:]
    after = right.lstrip(_NEUTRAL)[:1]
    return "" if is_wide(before) or is_wide(after) else " "


def is_wide(char: str) -> bool:
    """Whether a character is set without spaces: Han, kana, full-width marks.

    Korean is wide too, but parts its words by spaces.
    """
    if not char or "\uac00" <= char <= "\ud7af" or "\u3130" <= char <= "\u318f":
        return False
    return (
        "\u2e80" <= char <= "\ua4cf"
        or "\uf900" <= char <= "\ufaff"
        or "\ufe30" <= char <= "\ufe4f"
        or "\uff00" <= char <= "\uffef"
        or "\U00020000" <= char <= "\U0003ffff"
    )


def rejoined(folded: str, lines: Sequence[str]) -> str:
    """Take back the spaces that YAML put between Han when it folded lines.

    Args:
        folded: the text as YAML gives it.
        lines: the lines of the file that it was folded from.
    """
    blanks = " \t\u3000'\">-"
    position = 0
    for left, right in pairwise(lines):
        tail, head = left.strip(blanks)[-8:], right.strip(blanks)[:8]
        found = folded.find(f"{tail} {head}", position) if tail and head else -1
        if found >= 0 and not joint(tail, head):
            folded = folded[: found + len(tail)] + folded[found + len(tail) + 1 :]
        position = max(found, position)
    return folded
