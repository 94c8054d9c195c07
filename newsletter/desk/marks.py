"""Marks of Chinese and English copy, as the rules of import and check need them."""

import re

from newsletter.errors import Text

OPENERS = "“‘《〈「『（【〔(["
CLOSERS = "”’》〉」』）】〕)]\"'"
MARKS = "■□●○▲△◆◇★☆▍▌"
"""Printer's marks before bylines and subheads."""

_TAIL = 40
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"))
_SURE_END = re.compile(rf"[。！？!?…⋯][{re.escape(CLOSERS)}]*$")
# A full stop of Latin text; in Chinese copy a dot may stand inside a name.
_LATIN_END = re.compile(rf"\.[{re.escape(CLOSERS)}]*$")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_PUNCTUATION = re.compile(r"[，。！？；：、,.!?;:]")


def has_han(text: str) -> bool:
    """Tell whether a text has Chinese characters."""
    return _HAN.search(text) is not None


def has_punctuation(text: str) -> bool:
    """Tell whether a text has a mark that a headline or subhead would not have."""
    return _PUNCTUATION.search(text) is not None


def ends_surely(text: str) -> bool:
    """Tell whether a text ends as a paragraph does: a stop plus closing marks."""
    tail = text[-_TAIL:]  # paragraphs may be as long as a page
    if _SURE_END.search(tail):
        return True
    return not has_han(tail) and _LATIN_END.search(tail) is not None


def is_open(text: str, opener: str = "“", closer: str = "”") -> bool:
    """Tell whether the last opening mark of a pair still waits for its closing one."""
    return text.rfind(opener) > text.rfind(closer)


def unbalanced(text: str) -> tuple[str, ...]:
    """List the pairs whose opening and closing marks differ in number: ``“”``."""
    return tuple(
        opener + closer
        for opener, closer in _PAIRS
        if text.count(opener) != text.count(closer)
    )


def snippet(text: str, length: int = 14) -> str:
    """Shorten a text in its middle, for messages."""
    if len(text) <= 2 * length + 1:
        return text
    return f"{text[:length]}…{text[-length:]}"


def listed(words: tuple[str, ...]) -> Text:
    """Write words as a list in both languages."""
    return Text(zh="、".join(words), en=", ".join(words))
