"""Line rules of a language: what may stand at an edge, and how wide gaps may be."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from newsletter.press.marks import NEVER_ENDS, NEVER_STARTS, Kind

_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
_PAIRS = frozenset({Kind.DASH, Kind.ELLIPSIS})


class Opening(NamedTuple):
    """How far gaps are open, each kind in ems beyond its limit."""

    even: float = 0.0
    """Between ideographs, and wherever nothing else is said."""

    marks: float = 0.0
    """Beside full-width marks, beyond what even gaps have."""

    words: float = 0.0
    letters: float = 0.0
    """Between the letters of words."""


HAN_OPENINGS = (
    Opening(0.05),
    Opening(0.1, letters=0.03),
    Opening(0.1, 0.25, letters=0.05),
    Opening(0.245, 0.35, 0.25, 0.15),
    Opening(0.245, 9, 0.75, 0.15),
    Opening(0.245, 9, 9, 9),
)
"""Ideographs part unseen, then what stands beside marks, then letters of words.

w3c/clreq opens all gaps alike once word spaces and script gaps are wide.  Up to a
tenth of an em this does the same; beyond, white is less conspicuous beside a mark
than in the middle of words, and ideographs never stand more than a quarter apart
where there is a mark or a letter to take the rest.
"""

LATIN_OPENINGS = (Opening(0.45, words=0.45), Opening(9, 0, 9, 9))
"""Letters help only where words would stand a whole em apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRules:
    """How lines of one language are broken and justified; lengths are ems."""

    language: str
    """BCP 47 tag of the publication."""

    is_han: bool
    """Quotes and dashes are full-width marks, and words stand between ideographs."""

    hyphenation: str
    """BCP 47 tag of the patterns that divide Latin words."""

    never_starts: frozenset[Kind]
    """What no line may start with."""

    never_ends: frozenset[Kind] = NEVER_ENDS
    """What no line may end with."""

    starts_in_need: frozenset[Kind] = frozenset()
    """What a line may start with where it would be torn otherwise."""

    half_ends: bool = True
    """Full-width marks give up their white at the edges of lines."""

    half_pairs: bool = True
    """Two marks side by side share half an em."""

    script_gap: float = 0.25
    """Between an ideograph and a letter."""

    script_gap_range: tuple[float, float] = (0.125, 0.33)
    word_space_range: tuple[float, float] = (0.25, 0.5)
    """The narrowest and the widest word space before other gaps must help."""

    hyphen_price: float = 30.0
    """Badness of a word divided at the end of a line."""

    seen_price: float = 450.0
    """Badness of white that a reader sees, beyond what it grows by."""

    need_price: float = 600.0
    """Badness of a word divided where no pattern does."""

    need_from: float = 500.0
    """Badness of a line from which on words may be divided so."""

    han_space: float = 0.5
    """A blank typed between two ideographs."""

    has_word_spaces: bool = False
    """Blanks between wide characters part words, as in Korean, and stretch first."""

    openings: tuple[Opening, ...] = HAN_OPENINGS
    """How far gaps open, stage by stage, once word spaces and script gaps are wide."""

    letter_ease: float = 0.03
    """White between letters, unseen, where ideographs stand a tenth of an em apart."""

    @property
    def in_need(self) -> "LineRules":
        """The rules for a paragraph that they would tear."""
        never = self.never_starts - self.starts_in_need
        return replace(self, never_starts=never)

    @property
    def is_traditional(self) -> bool:
        """Whether the language is Chinese in traditional characters."""
        return self.language.lower().startswith(_TRADITIONAL)


def rules_for(language: str) -> LineRules:
    """Choose the line rules of a language.

    Chinese follows GB/T 15834 and w3c/clreq in its strict form: no dash or ellipsis
    starts a line, unless it would be torn otherwise.  In Taiwan and Hong Kong marks
    stand in the middle of their em and keep it, brackets aside.  Japanese lets dashes
    and small kana start a line, as newspapers do.  Korean parts words by blanks, which
    stretch first, and sets figures close to hangul.  Any other language is set as
    Latin text.

    Args:
        language: BCP 47 tag.
    """
    tag = language.lower()
    if tag.startswith("zh"):
        strict = _han(language, NEVER_STARTS | _PAIRS)
        return replace(strict, starts_in_need=_PAIRS)
    if tag.startswith("ja"):
        return _han(language, NEVER_STARTS - {Kind.REPEAT})
    if tag.startswith("ko"):
        return replace(
            _han(language, NEVER_STARTS),
            has_word_spaces=True,
            script_gap=0.0,
            script_gap_range=(0.0, 0.0),
        )
    return LineRules(
        language=language,
        is_han=False,
        hyphenation=language,
        never_starts=NEVER_STARTS,
        word_space_range=(0.19, 0.5),
        openings=LATIN_OPENINGS,
        letter_ease=0.0,
        hyphen_price=60.0,
        seen_price=0.0,
        need_price=2000.0,
        need_from=2000.0,
    )


def _han(language: str, never_starts: frozenset[Kind]) -> LineRules:
    return LineRules(
        language=language,
        is_han=True,
        hyphenation="en",
        never_starts=never_starts,
    )
