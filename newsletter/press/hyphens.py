"""Where words may be hyphenated.

The only module that knows pyphen.
"""

import re
from functools import lru_cache

import pyphen

_LETTERS = re.compile(r"[^\W\d_]{5,}")
_LEFT, _RIGHT = 2, 3


@lru_cache(maxsize=8)
def _dictionary(language: str) -> pyphen.Pyphen | None:
    known = pyphen.language_fallback(language.replace("-", "_"))
    if known is None:
        return None
    return pyphen.Pyphen(lang=known, left=_LEFT, right=_RIGHT)


@lru_cache(maxsize=16384)
def hyphen_points(word: str, language: str) -> tuple[int, ...]:
    """List the offsets in a word before which a hyphen may divide it.

    At least two letters stay before a hyphen and three after it.  Words in
    capitals are names or abbreviations and stay whole.

    Args:
        word: A word, perhaps with punctuation and digits around its letters.
        language: BCP 47 tag; a language without patterns divides nothing.
    """
    # Patterns are read when a word is met that they could divide.
    found = [one for one in _LETTERS.finditer(word) if not one.group().isupper()]
    dictionary = _dictionary(language) if found else None
    if dictionary is None:
        return ()
    return tuple(
        letters.start() + int(position)
        for letters in found
        for position in dictionary.positions(letters.group())
    )
