"""Proof that an import lost and invented nothing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from newsletter.desk.imported import ImportedPage
from newsletter.desk.marks import MARKS
from newsletter.markup import clean

# White space, heading marks and printer's marks are the source's form, not copy.
_FORM = re.compile(rf"[\s\x1c-\x1f\x85\ufeff#{MARKS}]+")


@dataclass(frozen=True, slots=True)
class Balance:
    """Copy of the source against copy of the import."""

    lost: str
    """Characters of the source that no part of the import holds, in order."""

    invented: tuple[str, ...]
    """Parts of the import that the source does not have, or has only once."""


def bare(text: str) -> str:
    """Strip what is form: white space, ``#``, and marks such as ■."""
    return _FORM.sub("", clean(_FORM.sub("", text)))


def lost_characters(source: str, imported: ImportedPage) -> str:
    """Return the characters of the source that the import does not hold.

    Every character of the source, but form, must stand exactly once in a part
    of an article, or aside: ``""`` proves it, with ``balance(…).invented`` empty.
    """
    return balance(source, imported).lost


def balance(source: str, imported: ImportedPage) -> Balance:
    """Claim each part of the import, in order, from the source."""
    return _claim(bare(source), (part.text for part in imported.parts))


def _claim(source: str, parts: Iterable[str]) -> Balance:
    cursor = 0
    lost: list[str] = []
    invented: list[str] = []
    for part in parts:
        words = bare(part)
        at = source.find(words, cursor)
        if at < 0:
            invented.append(part)
            continue
        lost.append(source[cursor:at])
        cursor = at + len(words)
    lost.append(source[cursor:])
    return Balance("".join(lost), tuple(invented))
