"""Justification: how a line's slack is dealt out over its gaps."""

from typing import NamedTuple

from newsletter.press.gaps import Gap, Step, Stretch
from newsletter.press.marks import Kind
from newsletter.press.rules import LineRules
from newsletter.press.typecase import Sort

QUANTUM = 0.0025
"""White is dealt out in steps of this many ems, so that style sheets stay small."""

_EVEN_ALONE = 0.245
"""Ems by which even gaps open before gaps at their limits open further."""

_NOTICED = 0.1
"""White in ems between ideographs that a reader may notice."""

_MOST_UNSEEN = 1.5
"""Times ``letter_ease`` that letters open before they open as wide as all else."""

_SLIP = 1e-6
_ALL = frozenset({Stretch.WORD, Stretch.SCRIPT, Stretch.EVEN})


_ONE_GLYPH = frozenset({Kind.DASH, Kind.ELLIPSIS, Kind.BLANK})


_MARKS = frozenset({Step.COMMA, Step.STOP, Step.BRACKET})
_MOST_BEHIND_MARK = 0.5
"""White in ems that a mark may have beyond its own in a line that is torn."""


class White(NamedTuple):
    """How a line's white is dealt out, ems."""

    gaps: list[float]
    """After each piece of type but the last, natural white included."""

    letters: float
    """After every character inside words."""


def deal(
    gaps: list[Gap],
    sorts: list[Sort],
    slack: float,
    rules: LineRules,
    *,
    hyphens: int = 0,
) -> White:
    """Deal a line's slack out over its gaps.

    What shrinks and what stretches comes in the order of w3c/clreq; gaps of one
    kind change alike, to one quantum.  Dashes and ellipses are never opened.

    Args:
        gaps: Gaps between the line's pieces of type; one less than those.
        sorts: The line's pieces of type.
        slack: Ems to add; negative to take away.
        rules: Rules of the language.
        hyphens: Hyphens printed behind the line's last letter, 0 or 1.
    """
    quanta = round(slack / QUANTUM)
    shares = [0] * len(gaps)
    letters = 0.0
    inside = hyphens + _letters_of_line(gaps, sorts)
    if quanta < 0:
        left = _shrink(gaps, shares, -quanta)
        letters = -round(left * QUANTUM / inside, 4) if left and inside else 0.0
    elif quanta > 0:
        left = _widen(gaps, shares, quanta)
        left = _open_marks(gaps, shares, left, rules)
        wide = _wide(gaps, left)
        letters = _help_of_letters(inside, left, len(wide), rules)
        left -= round(letters * inside / QUANTUM)
        for n, amount in _share([(n, left) for n in wide], left):
            shares[n] += amount
    return White(
        [
            gap.adjust + n * QUANTUM + (gap.stretch is Stretch.LETTER) * letters
            for gap, n in zip(gaps, shares, strict=True)
        ],
        letters,
    )


def is_spaced_inside(sort: Sort) -> bool:
    """Tell whether white may stand between a piece's characters, in need."""
    return sort.clusters > 1 and sort.first not in _ONE_GLYPH


def letters_inside(sort: Sort) -> int:
    """Count the gaps inside a piece of type that white may open."""
    return sort.clusters - 1 if is_spaced_inside(sort) else 0


def letter_take(rules: LineRules) -> float:
    """Say how far letters may move together, ems, where ideographs must."""
    return rules.letter_ease / 2


def _letters_of_line(gaps: list[Gap], sorts: list[Sort]) -> int:
    """Count the gaps inside a line's words."""
    inside = sum(map(letters_inside, sorts))
    return inside + sum(gap.stretch is Stretch.LETTER for gap in gaps)


def _wide(gaps: list[Gap], quanta: int) -> list[int]:
    """Choose the gaps that share what is left: the even ones, or all if too few."""
    even = [n for n, gap in enumerate(gaps) if gap.stretch is Stretch.EVEN]
    if quanta * QUANTUM <= _EVEN_ALONE * len(even):
        return even
    return [n for n, gap in enumerate(gaps) if gap.stretch in _ALL]


def _shrink(gaps: list[Gap], shares: list[int], quanta: int) -> int:
    """Narrow gaps step by step; return what none of them could take."""
    for step in Step:
        rooms = [
            (n, int(gap.take / QUANTUM + _SLIP))
            for n, gap in enumerate(gaps)
            if gap.step is step and gap.take > 0
        ]
        for n, amount in _share(rooms, quanta):
            shares[n] -= amount
            quanta -= amount
    return quanta


def _widen(gaps: list[Gap], shares: list[int], quanta: int) -> int:
    """Widen word spaces, then script gaps, to their limits; return what is left."""
    for stretch in (Stretch.WORD, Stretch.SCRIPT):
        rooms = [
            (n, int(gap.give / QUANTUM + _SLIP))
            for n, gap in enumerate(gaps)
            if gap.stretch is stretch
        ]
        for n, amount in _share(rooms, quanta):
            shares[n] += amount
            quanta -= amount
    return quanta


def _open_marks(
    gaps: list[Gap], shares: list[int], quanta: int, rules: LineRules
) -> int:
    """Put behind marks what would part ideographs too far; return what is left."""
    even = sum(gap.stretch is Stretch.EVEN for gap in gaps)
    excess = quanta - int(even * rules.letters_help_from / QUANTUM)
    if not rules.is_han or excess <= 0:
        return quanta
    most = int(_MOST_BEHIND_MARK / QUANTUM)
    rooms = [(n, most) for n, gap in enumerate(gaps) if gap.step in _MARKS and gap.take]
    for n, amount in _share(rooms, excess):
        shares[n] += amount
        quanta -= amount
    return quanta


def _help_of_letters(inside: int, quanta: int, wide: int, rules: LineRules) -> float:
    """Say how far words must open, ems, when other gaps would open too far.

    They open a little from where ideographs begin to stand apart, and as wide as
    those where nothing else is left.
    """
    slack = quanta * QUANTUM
    if not inside or slack <= 0:
        return 0.0
    excess = slack - rules.letters_help_from * wide
    unseen = _unseen(slack - wide * _NOTICED / 2, inside, wide, rules.letter_ease)
    return round(max(unseen, excess / (inside + wide)), 4)


def _unseen(slack: float, inside: int, wide: int, ease: float) -> float:
    """Say how far words open, ems, before a reader sees it."""
    if slack <= 0 or not ease:
        return 0.0
    share = ease / _NOTICED
    return min(slack * share / (wide + inside * share), _MOST_UNSEEN * ease)


def _share(rooms: list[tuple[int, int]], quanta: int) -> list[tuple[int, int]]:
    """Share quanta out evenly, nobody getting more than there is room for.

    The odd ones go to the first places, so that equal gaps stand together.
    """
    dealt: list[tuple[int, int]] = []
    # Small rooms first: what they cannot take, the others share.
    left = len(rooms)
    for n, room in sorted(rooms, key=lambda place: place[1]):
        amount = min(room, -(-quanta // left))
        dealt.append((n, amount))
        quanta -= amount
        left -= 1
    return dealt
