"""Which Chinese words there are, and how common each is.

The only module that knows jieba, and of it only the word list: the package itself is
never imported, and the list never read as a whole.  Its lines are sorted by their
first ideograph (some Latin ones at its head are not), so the words that begin with
one stand together in the file.
"""

import mmap
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from newsletter.errors import LayoutError

TOTAL = 60_101_967
"""Sum of all counts in the list."""


class Entry(NamedTuple):
    """What the list says of one word."""

    met: int
    """How often it was met in the texts the list was made from."""

    tag: str
    """Part of speech: ``n`` noun, ``m`` numeral, ``q`` measure word …"""


@lru_cache(maxsize=4096)
def words_from(first: str) -> dict[str, Entry]:
    """List the words that begin with a character.

    Raises:
        LayoutError: the word list is not installed.
    """
    data = _pages()
    start, end = _line_at(data, first), _line_at(data, chr(ord(first) + 1))
    found: dict[str, Entry] = {}
    for line in data[start:end].decode().splitlines():
        word, met, tag = line.split(" ")
        if word[0] == first:
            found[word] = Entry(int(met), tag)
    return found


@cache
def _pages() -> mmap.mmap:
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise LayoutError("the word list of jieba is missing: pip install jieba")
    with Path(spec.origin).with_name("dict.txt").open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


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
