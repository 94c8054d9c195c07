"""Listings: text whose blanks and line breaks matter, never justified."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from newsletter.press.typecase import TypeCase
from newsletter.press.values import Copy, Line, Run

_TAB = " " * 4
_BREAK = "\n"
_TOKENS = re.compile(r"\n|\t|[^\n\t]+")


class _Character(NamedTuple):
    """A character of the copy with what is joined to it."""

    length: int
    """Characters of the copy that it stands for."""

    run: Run
    advance: float


def set_listing(copy: Copy, measure: float, fonts: TypeCase) -> tuple[Line, ...]:
    """Set every line of a listing; one that is too long goes on in the next.

    Blanks are printed where they stand, a tab as four; lines break after a blank
    where there is one.  Empty lines are kept.

    Raises:
        LayoutError: the layout has no such face, or its font cannot be read.
    """
    room = max(measure - max(copy.indent, copy.hanging), 1.0)
    parts = list(_parts(_characters(copy, fonts), room))
    start = copy.start
    lines: list[Line] = []
    for n, part in enumerate(parts):
        end = start + sum(character.length for character in part)
        lines.append(
            Line(
                start=start,
                end=end,
                runs=_runs(part),
                left=copy.hanging if n else copy.indent,
                width=sum(character.advance for character in part),
                role=copy.role,
                opens=n == 0,
                closes=n == len(parts) - 1,
            )
        )
        start = end
    return tuple(lines)


def _characters(copy: Copy, fonts: TypeCase) -> Iterator[_Character]:
    for piece in copy.pieces:
        for part in _TOKENS.findall(piece.text):
            if part == _BREAK:
                yield _Character(1, Run(_BREAK, piece.face), 0.0)
            elif part == "\t":
                wide = sum(c.advance for c in fonts.shape(_TAB, piece.face))
                yield _Character(1, Run(_TAB, piece.face), wide)
            else:
                for text, advance, font in fonts.shape(part, piece.face):
                    run = Run(text, piece.face, font=font)
                    yield _Character(len(text), run, advance)


def _parts(characters: Iterator[_Character], room: float) -> Iterator[list[_Character]]:
    """Cut a listing at its forced breaks and where lines are full."""
    line: list[_Character] = []
    width = 0.0
    for character in characters:
        if line and width + character.advance > room:
            full, line = _cut(line)
            yield full
            width = sum(c.advance for c in line)
        line.append(character)
        width += character.advance
        if character.run.text == _BREAK:
            yield line
            line, width = [], 0.0
    if line:
        yield line


def _cut(line: list[_Character]) -> tuple[list[_Character], list[_Character]]:
    """Cut a full line after its last blank, or at its end."""
    blanks = [n for n, c in enumerate(line, 1) if c.run.text == " "]
    at = blanks[-1] if blanks and not _is_indent(line[: blanks[-1]]) else len(line)
    return line[:at], line[at:]


def _is_indent(line: list[_Character]) -> bool:
    return all(character.run.text.isspace() for character in line)


def _runs(line: list[_Character]) -> tuple[Run, ...]:
    drawn = (c.run for c in line if c.run.text != _BREAK)
    groups = groupby(drawn, lambda run: (run.face, run.font))
    return tuple(
        Run("".join(run.text for run in runs), face, font=font)
        for (face, font), runs in groups
    )
