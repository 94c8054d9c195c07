"""What a page proof says of a page beside its copy: scores, frames, white left over."""

from collections.abc import Callable, Iterator
from typing import Final

from newsletter.model.pages import Box, Page
from newsletter.press.compose import Placed
from newsletter.press.fixed.pages import box_of
from newsletter.press.flatplan import PagePlan
from newsletter.press.grid import POINTS_PER_MM
from newsletter.press.heads import Shop
from newsletter.press.judge import clashes, fights, growths, longest_seam, ruled_seams
from newsletter.press.matter import FillerBox
from newsletter.press.shapes import SEPARATOR, Shape
from newsletter.press.values import Bar

_FRAME: Final = 0.4
_GREY: Final = 0.45
_LARGEST: Final = 9.0
_SMALLEST: Final = 6.0
"""Type of the line over a proof and of the scores below it, points."""

_HOLE: Final = 0.15
"""Black of the tint over white that nothing fills."""


def score_line(plan: PagePlan, page: Page, shop: Shop) -> str:
    """Say in one line how full a page is and what a sub-editor would find on it.

    Args:
        plan: The page as composed.
        page: The same page as the proof describes it.
        shop: Grid and language.
    """
    columns = shop.grid.columns
    ruled = len(ruled_seams(plan.placed, columns))
    seam = longest_seam(plan.placed, columns)
    counts = (len(page.holes), overset(plan), len(clashes(plan.placed)))
    looks = (growths(plan.placed), fights(plan.placed), len(_turned(plan)))
    form = _CHINESE if shop.is_chinese else _ENGLISH
    return form.format(page.fill, *counts, seam, ruled, *looks)


def fitted(text: str, room: float, width: Callable[[str], float]) -> tuple[str, float]:
    """Fit a line of words into a room by its type, or leave out its end.

    Args:
        text: The words.
        room: Points.
        width: Measures words, ems.

    Returns:
        The words, ended by … where not all are left, and their type size, points.
    """
    size = max(_SMALLEST, min(_LARGEST, room / max(width(text), 1.0)))
    kept = text
    while kept and width(kept) * size > room:
        text = text[:-1]
        kept = f"{text}…" if text else ""
    return kept, size


_CHINESE: Final = (
    "版面：满版率 {:.1%}　空白 {} 处　溢出转版 {} 行　碰题 {} 处　"
    "最长通线 {:.0%}（有意，加分区线 {} 道）　题号倒置 {} 处　争图 {} 处　转版稿 {} 篇"
)
_ENGLISH: Final = (
    "Page: fill {:.1%}, holes {}, overset lines {}, heads side by side {}, "
    "longest seam {:.0%} (planned, with a section rule: {}), heads out of rank {}, "
    "rival pictures {}, jumps {}"
)


def overset(plan: PagePlan) -> int:
    """Count the lines of copy that the page leaves to a later one."""
    return sum(map(_left_over, plan.placed))


def _left_over(placed: Placed) -> int:
    shape = placed.shape
    if not isinstance(shape, Shape) or not shape.jumps:
        return 0
    return len(shape.galley.lines) - shape.taken


def _turned(plan: PagePlan) -> tuple[Placed, ...]:
    return tuple(filter(_left_over, plan.placed))


def frame_marks(plan: PagePlan, page: Page) -> Iterator[tuple[Box, str]]:
    """Pair each frame of a page with the few words that stand under it."""
    framed = [placed for placed in plan.placed if _is_framed(placed)]
    for placed, frame in zip(framed, page.frames, strict=True):
        over = _left_over(placed)
        name = frame.article or frame.kind
        words = f"{name} {placed.columns}×{frame.lines}"
        yield frame.box, f"{words} +{over}" if over else words


def _is_framed(placed: Placed) -> bool:
    """Tell what the proof lists as a frame."""
    is_copy = isinstance(placed.shape, Shape)
    return is_copy or bool(box_of(placed)) or isinstance(placed.matter, FillerBox)


def hole_tints(page: Page, x: float, y: float) -> Iterator[Bar]:
    """Tint the white that nothing fills; ``x`` and ``y`` is the page's corner."""
    for hole in page.holes:
        left, top, width, height = _points(hole)
        yield Bar(x=x + left, y=y + top, width=width, height=height, black=_HOLE)


def outline(box: Box, x: float, y: float) -> Iterator[Bar]:
    """Draw a thin grey line around a frame of a page with its corner at a place."""
    left, top, width, height = _points(box)
    left, top = left + x, top + y
    for across in (top, top + height):
        yield Bar(x=left, y=across, width=width, height=_FRAME, black=_GREY)
    for down in (left, left + width):
        yield Bar(x=down, y=top, width=_FRAME, height=height, black=_GREY)


def frame_foot(box: Box, leading: float) -> tuple[float, float]:
    """Find where the words under a frame end, points from the page's corner."""
    left, top, width, height = _points(box)
    return left + width, top + height + leading * 0.1 * SEPARATOR


def _points(box: Box) -> tuple[float, float, float, float]:
    scale = POINTS_PER_MM
    return box.x * scale, box.y * scale, box.width * scale, box.height * scale
