"""Classes of characters, as line rules see them.

What is wide, what opens or closes, and what may not stand at a line's edge, after
w3c/clreq and GB/T 15834.  How wide a character is only its font knows.
"""

import re
from enum import IntEnum, auto


class Kind(IntEnum):
    """What a character is to its neighbours."""

    HAN = auto()
    """Ideographs, kana and hangul."""

    LETTER = auto()
    """Latin and other alphabetic letters, and digits."""

    WIDE = auto()
    """Pictures and symbols as wide as an ideograph."""

    OPEN = auto()
    """Opening quotes and brackets."""

    CLOSE = auto()
    """Closing quotes and brackets."""

    COMMA = auto()
    """Marks inside a sentence."""

    STOP = auto()
    """Marks that end a sentence."""

    MIDDLE = auto()
    """The interpunct between parts of a name."""

    DASH = auto()
    ELLIPSIS = auto()
    SOLIDUS = auto()
    CONNECTOR = auto()
    """Marks of ranges."""

    REPEAT = auto()
    """Iteration and prolonging marks and small kana."""

    PERCENT = auto()
    """A narrow sign after a number."""

    UNIT = auto()
    """A wide sign after a number."""

    SIGN = auto()
    """A sign before a number, such as a currency's."""

    BLANK = auto()
    OTHER = auto()
    """Narrow punctuation without a rule of its own."""


_CHARACTERS: tuple[tuple[Kind, str], ...] = (
    (Kind.OPEN, "“‘（《〈【「『〔［｛〖〘〚｟([{«‹„‚¿¡〝"),
    (Kind.CLOSE, "”’）》〉】」』〕］｝〗〙〛｠)]}»›〞〟"),
    (Kind.COMMA, "，、；：,;:・､"),
    (Kind.STOP, "。！？．.!?｡‼⁇⁈⁉"),
    (Kind.MIDDLE, "·•‧"),
    (Kind.DASH, "—―⸺─"),
    (Kind.ELLIPSIS, "…⋯"),
    (Kind.SOLIDUS, "/／"),
    (Kind.CONNECTOR, "–～〜-‐"),
    (Kind.REPEAT, "々〻ゝゞヽヾーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"),
    (Kind.PERCENT, "%°"),
    (Kind.UNIT, "％‰℃℉"),
    (Kind.SIGN, "￥＄￡№"),
    (Kind.LETTER, "+#$¥£€&@=*′″_"),
    (Kind.BLANK, " \t\r\v\f\u0085\u00a0\u2028\u2029\u202f\u205f\u3000"),
    (Kind.BLANK, "".join(map(chr, range(0x2000, 0x200C)))),
)
_KINDS = {mark: kind for kind, marks in _CHARACTERS for mark in marks}

# (first, last, kind) of what is not listed above, in order of code points.
_RANGES = (
    (0x2190, 0x2BFF, Kind.WIDE),
    (0x2E80, 0xA4CF, Kind.HAN),
    (0xAC00, 0xD7A3, Kind.HAN),
    (0xF900, 0xFAFF, Kind.HAN),
    (0xFE30, 0xFE4F, Kind.WIDE),
    (0xFF00, 0xFF60, Kind.WIDE),
    (0xFF61, 0xFF9F, Kind.HAN),
    (0xFFA0, 0xFFEF, Kind.WIDE),
    (0x1F000, 0x1FFFF, Kind.WIDE),
    (0x20000, 0x3FFFF, Kind.HAN),
)

HALVED = frozenset({Kind.OPEN, Kind.CLOSE, Kind.COMMA, Kind.STOP})
"""Marks whose full-width form carries white that may go."""

NEVER_STARTS = frozenset(
    {
        Kind.CLOSE, Kind.COMMA, Kind.STOP, Kind.MIDDLE, Kind.SOLIDUS,
        Kind.CONNECTOR, Kind.PERCENT, Kind.UNIT, Kind.REPEAT,
    }
)  # fmt: skip
"""What no line may start with (GB/T 15834 5.1.1 to 5.1.3, 5.1.6, 5.1.7, 5.1.9)."""

NEVER_ENDS = frozenset({Kind.OPEN, Kind.SOLIDUS, Kind.SIGN})
"""What no line may end with (GB/T 15834 5.1.3, 5.1.9)."""

_WIDE = "".join(
    f"{chr(first)}-{chr(last)}" for first, last, _ in _RANGES if first != 0x2E80
)
_WIDE += "\u2e80-\u2fff\u3001-\ua4cf"
_BLANK = "".join(mark for mark, kind in _KINDS.items() if kind is Kind.BLANK)
_JOINED = "\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\u3099\u309a\U0001f3fb-\U0001f3ff"
_JOINED += "\U000e0020-\U000e007f\U000e0100-\U000e01ef"
_REST = f"(?:[{_JOINED}]|\u200d[^\\s])*"


def _pattern(also_wide: str, pairs: str) -> re.Pattern[str]:
    """Write the pattern that cuts text into what a line breaker handles whole."""
    wide = f"[{_WIDE}{also_wide}]"
    word = f"[^\\n{_BLANK}{_WIDE}{also_wide}]"
    return re.compile(
        f"\\n|[{_BLANK}]+|{pairs}[\U0001f1e6-\U0001f1ff]{{2}}|{wide}{_REST}"
        f"|(?:{word}(?:\u200d.)?)+",
        re.DOTALL,
    )


# Fonts draw two dashes as one, and three; what a font joins no gap may part.
HAN_TOKENS = _pattern("“”‘’—―…⋯·•‧–‰℃℉№", "—{2,3}|―{2,3}|─{2,3}|…{2}|⋯{2}|")
"""Cuts Chinese text: quotes, dashes and the interpunct stand alone, pairs are whole."""

LATIN_TOKENS = _pattern("", "")
"""Cuts other text: quotes and dashes belong to the word they touch."""

_SENSIBLE = re.compile(r"[/._?&=\-#%:]+(?=[^/._?&=\-#%:])")
_ADDRESS = re.compile(r"://|^www\.|[^@\s]@[^@\s]+\.")


def kind(character: str) -> Kind:
    """Say what one character is to its neighbours."""
    found = _KINDS.get(character)
    return _kind_by_range(character) if found is None else found


def _kind_by_range(character: str) -> Kind:
    code = ord(character)
    for first, last, found in _RANGES:
        if first <= code <= last:
            return found
    return Kind.LETTER if character.isalnum() else Kind.OTHER


def is_address(word: str) -> bool:
    """Tell whether a word is a web or mail address, which breaks without hyphens."""
    return bool(_ADDRESS.search(word))


def sensible_breaks(word: str) -> tuple[int, ...]:
    """List the offsets after slashes, dots and the like inside a word."""
    return tuple(found.end() for found in _SENSIBLE.finditer(word))


def joined_clusters(text: str) -> tuple[str, ...]:
    """Cut text into characters with all that is joined to them, never to be parted.

    Combining marks, variation selectors, emoji sequences and pairs of regional
    indicators stay whole; a font may join more.
    """
    if text.isascii():
        return tuple(text)
    return tuple(_CLUSTER.findall(text))


_MARKS = "\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_MARKS += "\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0e31\u0e34-\u0e3a"
_MARKS += "\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f"
_CLUSTER = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|.(?:[{_JOINED}{_MARKS}]|\u200d.)*", re.DOTALL
)
