"""Text as search sees it: normal forms, and the keys under which it is found.

``layouts/*/web/search.js`` holds the twin of this module for queries.  What the two
must agree on is spelled out in characters, not in Unicode categories, for browsers
and Pythons know different versions of Unicode.
"""

import re
import unicodedata
from itertools import pairwise
from typing import Final

from newsletter.markup import as_lines, one_line
from newsletter.model.archive import PublishedArticle

# White space, and marks of ASCII, Latin-1, general and CJK punctuation, arrows,
# symbols.  All else counts as letters; 々 and 〇 do too.
_MARKS: Final = (
    r"\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u2190-\u2bff"
    r"\u3000-\u3004\u3008-\u3020\u3030\ufe10-\ufe6f"
)
_LETTERS: Final = re.compile(f"[^{_MARKS}]+")
_LATIN: Final = re.compile("[a-z0-9]{3,}")
_WIDE: Final = (
    "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d\u2014\u2026"
    "\U00020000-\U0003ffff]"
)
_IDLE_SPACE: Final = re.compile(f"(?<={_WIDE}) | (?={_WIDE})")


def search_lines(article: PublishedArticle, *facts: str) -> tuple[str, ...]:
    """List what an article can be found by, title first; no key spans two lines.

    Spaces beside Han go: they are layout, as in ``王 伟`` or a broken headline.

    Args:
        article: As published.
        facts: More lines that its page shows, such as date and section.
    """
    pictures = (f"{photo.caption} {photo.credit}" for photo in article.photos)
    head = (article.title, article.kicker, article.deck, article.banner)
    notes = (note.text for note in article.notes)
    words = (*head, article.byline, *facts, *notes, *pictures)
    lines = (*words, *as_lines(article.content))
    tight = (_IDLE_SPACE.sub("", one_line(line)) for line in lines)
    return tuple(filter(None, tight))


def normal(text: str) -> str:
    """Bring text into the form in which it is compared: full width is half width."""
    return unicodedata.normalize("NFKC", text).lower()


def grams(text: str) -> set[str]:
    """List the keys of a normal text.

    Those are its characters, its pairs of neighbouring letters, and for Latin and
    digits its triples: a text that contains a term contains every key of the term.
    """
    found = {character for character in text if not character.isspace()}
    for run in _LETTERS.findall(text):
        found.update(map("".join, pairwise(run)))
    for run in _LATIN.findall(text):
        found.update(map("".join, zip(run, run[1:], run[2:], strict=False)))
    return found


def shard_of(key: str, shards: int) -> int:
    """Choose the file that holds a key."""
    number = 0
    for character in key:
        number = (number * 31 + ord(character)) % 65521
    return number % shards
