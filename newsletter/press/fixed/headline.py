"""Headlines of boxes, and the words that a box is called by."""

from newsletter.press.fixed.area import HEADLINE, inner_width
from newsletter.press.heads import HeadLine, Shop, broken

_SIZE, _HEIGHT = 1.3, 1.5
"""Of the body type, and of its own."""

_CALLED = {
    "zh": {"index": "导读", "weather": "天气", "advertisement": "广告"},
    "zh-hant": {"index": "導讀", "weather": "天氣", "advertisement": "廣告"},
    "ja": {"index": "きょうの紙面", "weather": "天気", "advertisement": "広告"},
    "de": {"index": "Heute", "weather": "Wetter", "advertisement": "Anzeige"},
    "fr": {
        "index": "À lire",
        "weather": "Météo",
        "advertisement": "Publicité",
    },
    "es": {
        "index": "En páginas",
        "weather": "El tiempo",
        "advertisement": "Publicidad",
    },
    "en": {"index": "Inside", "weather": "Weather", "advertisement": "Advertisement"},
}
_TRADITIONAL = ("hant", "tw", "hk", "mo")


def called(kind: str, language: str) -> str:
    """Call a box by the word of the paper's language, English where none is known."""
    first, *rest = language.lower().split("-")
    if first == "zh" and any(part in _TRADITIONAL for part in rest):
        first = "zh-hant"
    return _CALLED.get(first, _CALLED["en"])[kind]


def headline(text: str, width: float, shop: Shop) -> tuple[HeadLine, ...]:
    """Set the headline of a box so many points wide; nothing for an empty one."""
    if not text:
        return ()
    size = shop.grid.size * _SIZE
    return tuple(
        HeadLine(role=HEADLINE, line=line, size=size, height=size * _HEIGHT)
        for line in broken(
            text, "filler-headline", inner_width(width, shop) / size, shop
        )
    )
