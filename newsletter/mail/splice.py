"""Base64 bodies made once for everybody, a reader's token put in for each.

A token touches a few lines of a body; all others are the same for every reader and
are encoded once.  Tokens have one length, so nothing after them moves.
"""

from binascii import b2a_base64
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from newsletter.mail.values import TOKEN_PLACEHOLDER

MARK = TOKEN_PLACEHOLDER.encode("ascii")
"""Stands where a reader's token goes."""

_SLICE = 57  # bytes of one base64 line of 76 characters (RFC 2045 6.8)
_LINE = 76


@dataclass(frozen=True, slots=True)
class Run:
    """Whole lines of a base64 body that hold tokens, or parts of them."""

    around: tuple[bytes, ...]
    """What stands before, between and after the tokens, not yet encoded."""

    def encoded(self, token: bytes) -> bytes:
        """Encode the lines for one reader; ``token`` has the length of ``MARK``."""
        letters = b2a_base64(token.join(self.around), newline=False)
        starts = range(0, len(letters), _LINE)
        return b"".join([letters[n : n + _LINE] + b"\r\n" for n in starts])


Piece: TypeAlias = bytes | Run
"""Finished bytes, or lines that differ from reader to reader."""


def base64_pieces(data: bytes) -> tuple[Piece, ...]:
    """Encode a body, apart from the lines where ``MARK`` stands."""
    runs = _touched(data)
    ends = [0, *(edge for run in runs for edge in run), len(data)]
    pieces: list[Piece] = []
    for number, (start, end) in enumerate(pairwise(ends)):
        lines = Run(tuple(data[start:end].split(MARK)))
        pieces.append(lines if number % 2 else lines.encoded(MARK))
    return tuple(pieces)


def _touched(data: bytes) -> list[tuple[int, int]]:
    """Find the lines that tokens touch, as ranges of bytes that do not overlap."""
    runs: list[tuple[int, int]] = []
    at = data.find(MARK)
    while at >= 0:
        start = at // _SLICE * _SLICE
        end = min(-(-(at + len(MARK)) // _SLICE) * _SLICE, len(data))
        if runs and start <= runs[-1][1]:
            start = runs.pop()[0]
        runs.append((start, end))
        at = data.find(MARK, at + len(MARK))
    return runs
