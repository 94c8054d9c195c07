"""Follow drawing instructions, and note every mark that they paint."""

from newsletter.press.preflight.painting import PAINTING
from newsletter.press.preflight.pens import Pens
from newsletter.press.preflight.setting import SETTING
from newsletter.press.preflight.stream import Walk


def new_walk() -> Walk:
    """Begin reading a page (operators: ISO 32000-1, annex A)."""
    return Walk(Pens(), steps=SETTING | PAINTING)
