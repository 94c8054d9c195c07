"""Prices of a frame: how far each way to set an article is from what editors wish."""

from newsletter.model.issue import Slot
from newsletter.press.art import Art
from newsletter.press.galley import Galley
from newsletter.press.heads import Head, Shop

UNUSED = 24.0
"""Cost of a grid cell that stays white at the end of the legs."""

WIDE = 6.0
"""Cost of legs that leave the page's columns."""

LONGER = 2.0
"""Cost of each line by which text is set longer than it need be."""

JUMPED = 24.0
"""Cost of sending a reader to another page."""

_WHITE = 0.7
"""Cost of a cell of white in a head; grows with its square."""

_BIG_ART = 0.4
"""Cost of each cell by which pictures outgrow the text they go with."""

_ART_SHARE = 0.16
_BEYOND_SHARE = 0.8
"""A picture may take so much of a page; each cell beyond it costs."""

_BROKEN_ANEW = 20.0
"""Cost of a headline whose lines do not fit as broken by hand."""

_STEP = 3.0
"""Cost of each size by which a head is off."""

_RAW = 4.0
"""Cost of text that runs up beside the head."""

_STUB = 8.0
_LEAST_STUB = 3
"""Lines that must stand below a head beside which text runs up; each less costs."""

_SHORTEST_LEG, _LONGEST_LEG = 5, 34

MOST_WHITE = {
    Slot.LEAD: 3,
    Slot.SECOND: 3,
    Slot.PHOTO: 2,
    Slot.NORMAL: 2,
    Slot.BRIEF: 1,
}
"""Extra grid lines of white that a head may take."""


def head_price(galley: Galley, head: Head, shop: Shop) -> float:
    """Keep heads near the size their slot wishes for, in the lines given by hand."""
    if galley.part > 1:
        return 0.0
    anew = 0.0 if head.keeps_breaks else _BROKEN_ANEW
    weight = 3.0 if galley.article.slot is Slot.LEAD else 1.0
    return _steps_off(head.size, galley, shop) * _STEP + anew * weight


def _steps_off(size: float, galley: Galley, shop: Shop) -> int:
    """Count the type sizes between a head and the one that its slot wishes for."""
    wish = shop.style.sizes[galley.article.slot].wished
    low, high = min(size, wish), max(size, wish)
    return sum(low < step <= high for step in shop.style.steps)


def white_price(white: int, columns: int) -> float:
    """Keep extra white in a head small."""
    return white * white * columns * _WHITE


def leg_price(deepest: int) -> float:
    """Avoid legs too short to read on and too long to look at."""
    short, long = max(0, _SHORTEST_LEG - deepest), max(0, deepest - _LONGEST_LEG)
    return short * short * 3.0 + short * 6.0 + long * 1.5


def stub_price(shortest: int) -> float:
    """Avoid legs below a narrow head that hold a line or two, or none."""
    return max(0, _LEAST_STUB - shortest) * _STUB


def art_price(galley: Galley, art: Art, shop: Shop) -> float:
    """Keep pictures in step with their text, except where they are the story."""
    cells = art.columns * art.lines
    page = shop.grid.columns * shop.grid.lines
    price = art.cost + max(0.0, cells - _ART_SHARE * page) * _BEYOND_SHARE
    if galley.article.slot is Slot.PHOTO or not galley.lines:
        return price
    return price + max(0.0, cells - len(galley.lines)) * _BIG_ART


def width_price(galley: Galley, columns: int, shop: Shop) -> float:
    """Ask wide frames for important articles, narrow ones for briefs."""
    share = columns / shop.grid.columns
    match galley.article.slot:
        case Slot.LEAD:
            return max(0.0, 0.6 - share) * 300
        case Slot.SECOND | Slot.PHOTO:
            return max(0.0, 0.4 - share) * 120
        case Slot.BRIEF:
            return (columns - 1) * 15.0
        case Slot.NORMAL:
            return 0.0


def stance_price(galley: Galley, art: Art) -> float:
    """Price what stands beside a narrow head: a picture, or text (串文题)."""
    if art.lines:
        return 0.0
    patchy = galley.article.slot in (Slot.LEAD, Slot.BRIEF)
    return _RAW * 3 if patchy else _RAW
