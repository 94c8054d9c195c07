"""Draw what something costs against how much of it there is, as SVG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, log10

_WIDTH, _HEIGHT, _LEFT, _TOP, _GAP = 360, 200, 64, 40, 88
_INK, _GRID, _LINE = "#1a1a1a", "#d8d8d8", "#a5281b"
_STEPS = 4
"""Lines across a picture, the lowest aside."""


@dataclass(frozen=True, slots=True)
class Point:
    """What so many cost."""

    amount: float
    seconds: float
    mebibytes: float


def svg(title: str, unit: str, points: Sequence[Point]) -> str:
    """Draw CPU seconds and peak memory side by side.

    Args:
        title: What was measured.
        unit: Of the amounts: ``pages``.
        points: At least two, by amount.
    """
    amounts = [one.amount for one in points]
    parts = (
        *_panel(0, "CPU seconds", amounts, [one.seconds for one in points], unit),
        *_panel(1, "peak MiB", amounts, [one.mebibytes for one in points], unit),
    )
    width, height = 2 * (_LEFT + _WIDTH) + _GAP, _TOP + _HEIGHT + 56
    return "\n".join(
        (
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width}'
                f' {height}" font-family="sans-serif" font-size="12" fill="{_INK}"'
                ' role="img">'
            ),
            f"<title>{escape(title)}</title>",
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            f'<text x="12" y="20" font-size="14">{escape(title)}</text>',
            *parts,
            "</svg>\n",
        )
    )


def _panel(
    place: int, name: str, across: list[float], up: list[float], unit: str
) -> Iterator[str]:
    left, low = _LEFT + place * (_LEFT + _WIDTH + _GAP / 2), _TOP + _HEIGHT
    most, top = across[-1], _round_up(max(up))
    for step in range(_STEPS + 1):
        y = low - step / _STEPS * _HEIGHT
        yield (
            f'<path d="M{left:.1f} {y:.1f}h{_WIDTH}" stroke="{_GRID}"/>'
            f'<text x="{left - 6:.1f}" y="{y + 4:.1f}" text-anchor="end">'
            f"{top * step / _STEPS:g}</text>"
        )
    spots = [
        (left + amount / most * _WIDTH, low - cost / top * _HEIGHT)
        for amount, cost in zip(across, up, strict=True)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    yield f'<polyline points="{line}" fill="none" stroke="{_LINE}" stroke-width="2"/>'
    for (x, y), amount in zip(spots, across, strict=True):
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{_LINE}"/>'
        if amount > most / 12:
            yield (
                f'<text x="{x:.1f}" y="{low + 18}" text-anchor="middle">'
                f"{amount:,.0f}</text>"
            )
    yield (
        f'<text x="{left + _WIDTH / 2:.1f}" y="{low + 40}" text-anchor="middle">'
        f"{escape(unit)}: {escape(name)}</text>"
    )


def _round_up(value: float) -> float:
    """Find the next 1, 2, 4, 6 or 8 times a power of ten."""
    power: float = 10 ** (ceil(log10(value)) - 1) if value > 0 else 1
    return next(n * power for n in (1, 2, 4, 6, 8, 10) if n * power >= value)
