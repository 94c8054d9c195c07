"""Which Chinese words there are, and how common each is.

The only module that knows jieba, and of it only the word list: the package itself is
never imported, and the list never read as a whole.  Its lines are sorted by their
first ideograph (some Latin ones at its head are not), so the words that begin with
one stand together in the file.
"""

import mmap
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from math import log
from pathlib import Path
from typing import NamedTuple

from newsletter.errors import LayoutError

_LONGEST_WORD = 16
NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两几数余多半0123456789")
"""Characters that numbers are written with, rough ones too: 百余, 数十."""

TOTAL = 60_101_967
"""Sum of all counts in the list."""


class Entry(NamedTuple):
    """What the list says of one word."""

    met: int
    """How often it was met in the texts the list was made from."""

    tag: str
    """Part of speech: ``n`` noun, ``m`` numeral, ``q`` measure word …"""


def is_installed() -> bool:
    """Whether there is a list at all; everything else here needs one."""
    spec = find_spec("jieba")
    return bool(spec and spec.origin and _list_of(spec.origin).is_file())


@lru_cache(maxsize=16384)
def entry_of(word: str) -> Entry | None:
    """Look a word up; None if the list does not have it.

    Raises:
        LayoutError: the word list is not installed.
    """
    lines = _lines_from(word[0])
    at = lines.find(f"\n{word} ".encode())
    if at < 0 or " " in word:
        return None
    _, met, tag = lines[at + 1 : lines.index(b"\n", at + 1)].decode().split(" ")
    return Entry(int(met), tag)


def _begins_words(start: str) -> bool:
    """Tell whether the list has a word that begins so."""
    return f"\n{start}".encode() in _lines_from(start[0])


@lru_cache(maxsize=4096)
def _lines_from(first: str) -> bytes:
    """Cut out the lines whose words begin with a character, a line end before each."""
    data = _pages()
    start, end = _line_at(data, first), _line_at(data, chr(ord(first) + 1))
    return b"\n" + data[start:end].rstrip() + b"\n"


def likeliest(text: str, own: frozenset[str]) -> tuple[str, ...]:
    """Cut ideographs into the words that are, taken together, the most common.

    Every word is taken to be as likely as its share of all words met; words of the
    paper's own list are certain.
    """
    best: list[tuple[float, int]] = [(0.0, 0)] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        best[start] = max(
            (score + best[end][0], end) for end, score in _from(text, start, own)
        )
    words: list[str] = []
    at = 0
    while at < len(text):
        end = best[at][1]
        words.append(text[at:end])
        at = end
    return tuple(words)


def _from(text: str, start: int, own: frozenset[str]) -> Iterator[tuple[int, float]]:
    """List the words that begin at a place: where they end and how likely they are."""
    in_number = start > 0 and text[start - 1] in NUMERALS and text[start] in NUMERALS
    is_begun = True
    for end in range(start + 1, min(len(text), start + _LONGEST_WORD) + 1):
        word = text[start:end]
        is_begun = is_begun and _begins_words(word)
        entry = entry_of(word) if is_begun else None
        if word in own:
            yield end, 0.0
        elif end == start + 1 or (entry and not in_number):
            yield end, log(max(entry.met if entry else 0, 1) / TOTAL)


@cache
def _pages() -> mmap.mmap:
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise LayoutError("the word list of jieba is missing: pip install jieba")
    with _list_of(spec.origin).open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _list_of(package: str) -> Path:
    return Path(package).with_name("dict.txt")


def _line_at(data: mmap.mmap, word: str) -> int:
    """Find the offset of the first line that does not sort before a word."""
    wanted = word.encode()
    low, high = 0, len(data)
    while low < high:
        start = data.rfind(b"\n", 0, (low + high) // 2) + 1
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end + 1
        if data[start:end] < wanted:
            low = end
        else:
            high = start
    return low
