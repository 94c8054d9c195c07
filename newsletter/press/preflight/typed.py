"""Strings as type on a page: how far they reach, and how big they are."""

from typing import Any

from newsletter.press.preflight.facts import Colour, Kind, Mark
from newsletter.press.preflight.geometry import Matrix, box_of, times, upwards
from newsletter.press.preflight.pens import Pens

_ASCENT, _DESCENT = 0.88, -0.12
"""Of the em box of Han; what letters reach is less."""

_FILLED, _STROKED = (0, 2, 4, 6), (1, 2, 5, 6)
"""Text rendering modes; 3 and 7 print nothing."""


def shown(
    parts: tuple[Any, ...], pens: Pens, matrix: Matrix
) -> tuple[Matrix, Mark | None]:
    """Show strings and the gaps between them.

    Args:
        parts: strings, and numbers in thousandths of the em.
        pens: font, size and spacing.
        matrix: text matrix before.

    Returns:
        The text matrix after, and the mark; None for type that does not print.
    """
    font = pens.font
    if font is None:
        return matrix, None
    x = left = right = 0.0
    missing, is_first = 0, True
    for part in parts:
        if not hasattr(part, "__bytes__"):
            x -= float(part) / 1000 * pens.size * pens.stretch
            continue
        codes = font.codes(bytes(part))
        missing += font.missing(codes)
        for code in codes:
            left = x if is_first else min(left, x)
            is_first = False
            advance = font.width(code) * pens.size
            right = max(right, x + advance * pens.stretch)
            gap = pens.word_spacing if code == 32 and not font.is_wide else 0.0
            x += (advance + pens.spacing + gap) * pens.stretch
    after = times((1, 0, 0, 1, x, 0), matrix)
    colours = _colours(pens)
    if is_first or not colours:
        return after, None
    on_page = times((1, 0, 0, 1, 0, pens.rise), times(matrix, pens.matrix))
    size = abs(pens.size)
    return after, Mark(
        kind=Kind.TYPE,
        box=box_of(on_page, (left, _DESCENT * size, right, _ASCENT * size)),
        colours=colours,
        overprints=_overprints(pens),
        size=size * upwards(on_page),
        missing=missing,
        font=font.facts.name,
    )


def _colours(pens: Pens) -> tuple[Colour, ...]:
    fill = (pens.fill,) if pens.mode in _FILLED else ()
    stroke = (pens.stroke,) if pens.mode in _STROKED else ()
    return (*fill, *stroke)


def _overprints(pens: Pens) -> bool:
    fill = pens.mode not in _FILLED or pens.overprints(pens.fill)
    stroke = pens.mode not in _STROKED or pens.overprints(pens.stroke, strokes=True)
    return fill and stroke
