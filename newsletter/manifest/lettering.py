"""Copy as characters, each with its look: soft breaks resolved, alike ones merged."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import TypeAlias

from newsletter.manifest.softbreaks import joint
from newsletter.model.copy import Span

Char: TypeAlias = tuple[str, Span]
"""A character, and a span without text that tells its look."""

SOFT = "\x00"
"""Stands where the editor's line ended."""

_BREAK = re.compile("[ \t\u3000]*\x00(?P<indent>\u3000?)[ \t\u3000]*")
_BLANKS = " \t\n\u3000"


def styled(text: str, look: Span) -> Iterator[Char]:
    """Give every character of a text one look."""
    return ((char, look) for char in text)


def flowed(chars: list[Char]) -> Iterator[list[Char]]:
    """Resolve soft breaks.

    Between Han they vanish, between Latin they become a space, and before a
    full-width indent a new paragraph begins.
    """
    text = "".join(char for char, _ in chars)
    part: list[Char] = []
    position = 0
    for match in _BREAK.finditer(text):
        part += chars[position : match.start()]
        position = match.end()
        if match["indent"]:
            yield part
            part = []
        elif joint(
            text[max(match.start() - 9, 0) : match.start()], text[position:][:9]
        ):
            part.append((" ", chars[match.start()][1]))
    yield part + chars[position:]


def merged(chars: list[Char]) -> tuple[Span, ...]:
    """Merge characters that look alike; strip blanks at both ends."""
    start, end = 0, len(chars)
    while start < end and chars[start][0] in _BLANKS:
        start += 1
    while end > start and chars[end - 1][0] in _BLANKS:
        end -= 1
    return tuple(
        replace(look, text="".join(char for char, _ in run))
        for look, run in groupby(chars[start:end], key=lambda pair: pair[1])
    )
