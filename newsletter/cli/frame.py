"""The code frame under a problem: the editor's own line, and what is meant in it."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from newsletter.errors import Place

_WIDEST: Final = 76
"""Columns of text shown; a paragraph is one long line, so a part of it is enough."""

_TAB: Final = 4
_ELLIPSIS: Final = "…"


def width_of(character: str) -> int:
    """Count the columns of a terminal that a character takes: 0, 1 or 2."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def code_frame(place: Place) -> Iterator[str]:
    """Show the lines of a place, numbered, and underline what is meant.

    Wide characters count two columns, tabs are expanded, and control characters
    cannot reach the terminal.  Nothing is shown of a place without source.
    """
    if not place.source or not place.line:
        return
    *before, last = (_cells(line) for line in place.source.split("\n"))
    gutter = len(str(place.line))
    for number, cells in enumerate(before, place.line - len(before)):
        yield f"   {number:>{gutter}} │ {_clipped(cells)}".rstrip()
    left = _left_edge(last, place)
    opening = _ELLIPSIS if left else ""
    yield f"   {place.line:>{gutter}} │ {opening}{_clipped(last[left:])}".rstrip()
    if place.column:
        start = place.column - 1
        end = start + max(place.length, 1)
        blank = len(opening) + _columns(last[left:start])
        room = _WIDEST + 1 - _columns(last[left:start])
        marks = "^" * max(1, min(_columns(last[start:end]), room))
        yield f"   {'':>{gutter}} │ {' ' * blank}{marks}"


def _cells(line: str) -> list[str]:
    """What is shown for each character of a line."""
    cells: list[str] = []
    column = 0
    for character in line.rstrip("\r"):
        cell = character
        if character == "\t":
            cell = " " * (_TAB - column % _TAB)
        elif unicodedata.category(character) in ("Cc", "Cf", "Cs"):
            cell = "\ufffd"
        cells.append(cell)
        column += _columns([cell])
    return cells


def _columns(cells: Sequence[str]) -> int:
    return sum(width_of(character) for cell in cells for character in cell)


def _left_edge(cells: list[str], place: Place) -> int:
    """Choose the first character to show, so that what is meant is in sight."""
    left = min(max(place.column - 1 + min(place.length, _WIDEST // 4), 0), len(cells))
    room = _WIDEST - 2
    while left and (room := room - _columns(cells[left - 1])) >= 0:
        left -= 1
    return left


def _clipped(cells: list[str]) -> str:
    shown, column = "", 0
    for cell in cells:
        column += _columns([cell])
        if column > _WIDEST:
            return shown + _ELLIPSIS
        shown += cell
    return shown
