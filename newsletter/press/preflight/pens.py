"""The graphics state that preflight follows (ISO 32000-1, 8.4)."""

from dataclasses import dataclass

from newsletter.press.preflight.facts import CMYK, GRAY, SPOTS, Colour
from newsletter.press.preflight.fonts import Font
from newsletter.press.preflight.geometry import EVERYWHERE, IDENTITY, Matrix
from newsletter.press.sheet import Rectangle

_BLACK = Colour(GRAY, (0.0,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pens:
    """What is in force while a mark is painted."""

    matrix: Matrix = IDENTITY
    clip: Rectangle = EVERYWHERE
    fill: Colour = _BLACK
    stroke: Colour = _BLACK
    line: float = 1.0
    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    fill_overprints: bool = False
    stroke_overprints: bool = False
    overprint_mode: int = 0
    opacity: str = ""

    def overprints(self, colour: Colour, *, strokes: bool = False) -> bool:
        """Tell whether inks of zero leave what lies below (ISO 32000-1, 8.6.7).

        Mode 0 replaces all four process inks; gray counts as all four.
        """
        if not (self.stroke_overprints if strokes else self.fill_overprints):
            return False
        is_process = colour.space == CMYK and self.overprint_mode == 1
        return is_process or colour.space in SPOTS
