"""Art: how an article's photos could stand in a frame, crop and caption included."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log2

from newsletter.model.issue import Photo
from newsletter.press.heads import HeadLine, Shop, broken

# How far a crop may change a photo's natural height (facts of the trade: mild).
_LOWEST, _TALLEST = 0.78, 1.12
_SMALL_SCALES = (1.0, 0.85, 0.7, 0.55, 0.4, 0.3, 0.2, 0.1)
_SHARP = 150.0
"""Pixels per inch below which print shows them."""

_COARSE = 40.0
"""Cost of a picture printed at half of that, more for each further halving."""

_FLATTEST, _STEEPEST = 0.2, 1.6
"""Height by width of what is shown of a picture, whatever its own shape."""

_MOST_OF_PAGE = 0.6
"""Share of a page's lines that an article's photos may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One photo in its place within the art."""

    photo: Photo
    column: int
    """First column, from the left of the art."""

    columns: int
    line: int
    """First grid line, from the top of the art."""

    lines: int
    """Height of the picture itself, grid lines."""

    caption: tuple[HeadLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Art:
    """All photos of an article, stacked in rows over the same columns."""

    shots: tuple[Shot, ...]
    columns: int
    lines: int
    """Height with captions and white, grid lines."""

    cost: float
    """How far it is from what the photographer framed."""


NO_ART = Art(shots=(), columns=0, lines=0, cost=0.0)


def arts(photos: tuple[Photo, ...], columns: int, shop: Shop) -> tuple[Art, ...]:
    """List the ways to show photos across so many columns, one per height."""
    if not photos:
        return (NO_ART,)
    across = 2 if len(photos) > 1 and columns % 2 == 0 else 1
    found = _stacks(_rows(photos, across), columns, _scales(), shop)
    most = shop.grid.lines * _MOST_OF_PAGE
    if min(art.lines for art in found) > most:
        # Many photos, or tall ones: side by side, and cut as far as it takes.
        rows = _rows(photos, min(columns, len(photos)))
        found = _stacks(rows, columns, _SMALL_SCALES, shop)
    return found


def _stacks(
    rows: tuple[tuple[Photo, ...], ...],
    columns: int,
    scales: Iterable[float],
    shop: Shop,
) -> tuple[Art, ...]:
    found: dict[int, Art] = {}
    for scale in scales:
        art = _stack(rows, columns, scale, shop)
        if art.lines not in found or art.cost < found[art.lines].cost:
            found[art.lines] = art
    return tuple(found.values())


def _scales() -> Iterator[float]:
    steps = 12
    for step in range(steps + 1):
        yield _LOWEST + (_TALLEST - _LOWEST) * step / steps


def _rows(photos: tuple[Photo, ...], across: int) -> tuple[tuple[Photo, ...], ...]:
    """Put so many photos side by side."""
    starts = range(0, len(photos), across)
    return tuple(photos[start : start + across] for start in starts)


def _stack(
    rows: tuple[tuple[Photo, ...], ...], columns: int, scale: float, shop: Shop
) -> Art:
    shots: list[Shot] = []
    top = 0
    for row in rows:
        wide = columns // len(row)
        lines = _row_lines(row, wide, scale, shop)
        captions = [_caption(photo, wide, shop) for photo in row]
        for place, (photo, caption) in enumerate(zip(row, captions, strict=True)):
            shots.append(
                Shot(
                    photo=photo,
                    column=place * wide,
                    columns=wide,
                    line=top,
                    lines=lines,
                    caption=caption,
                )
            )
        below = max(sum(part.height for part in caption) for caption in captions)
        top += lines + shop.grid.lines_for(below + shop.grid.leading * 0.4)
    cost = abs(1 - scale) * 60 + max(_coarseness(shot, shop) for shot in shots)
    return Art(shots=tuple(shots), columns=columns, lines=top, cost=cost)


def _coarseness(shot: Shot, shop: Shop) -> float:
    """Price pixels that print would show: such a picture is to stay small."""
    width, height = shop.grid.span(shot.columns), shot.lines * shop.grid.leading
    pixels = min(shot.photo.width / width, shot.photo.height / height) * 72
    return _COARSE * max(0.0, log2(_SHARP / pixels))


def _row_lines(row: tuple[Photo, ...], columns: int, scale: float, shop: Shop) -> int:
    width = shop.grid.span(columns)
    shapes = (photo.height / photo.width for photo in row)
    natural = width * min(max(_FLATTEST, min(_STEEPEST, shape)) for shape in shapes)
    # A strip thinner than three lines or longer than the page shows nothing.
    most = shop.grid.lines * _MOST_OF_PAGE
    return round(max(3.0, min(most, natural * scale / shop.grid.leading)))


def _caption(photo: Photo, columns: int, shop: Shop) -> tuple[HeadLine, ...]:
    text = " ".join(part for part in (photo.caption, photo.credit) if part)
    if not text:
        return ()
    size = shop.grid.size * shop.style.caption_ratio
    ems = shop.grid.span(columns) / size
    return tuple(
        HeadLine(
            role="caption",
            line=line,
            size=size,
            height=size * shop.style.caption_height,
        )
        for line in broken(text, "caption", ems, shop)
    )


def crop_of(
    photo: Photo, width: float, height: float
) -> tuple[float, float, float, float]:
    """Choose the part of a photo that fills a box, kept around its focus point.

    Returns:
        Left, top, right, bottom edges as fractions of the photo.
    """
    wanted, natural = width / height, photo.width / photo.height
    across = min(1.0, wanted / natural)
    down = min(1.0, natural / wanted)
    left = min(max(photo.focus[0] - across / 2, 0.0), 1 - across)
    top = min(max(photo.focus[1] - down / 2, 0.0), 1 - down)
    return (left, top, left + across, top + down)
