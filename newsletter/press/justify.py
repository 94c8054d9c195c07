"""Justification: how a line's slack is dealt out over its gaps."""

from typing import NamedTuple

from newsletter.press.gaps import Gap, Step, Stretch
from newsletter.press.marks import Kind
from newsletter.press.rules import LineRules, Opening
from newsletter.press.typecase import Sort

QUANTUM = 0.0025
"""White is dealt out in steps of this many ems, so that style sheets stay small."""

_SLIP = 1e-6
_ALL = frozenset({Stretch.WORD, Stretch.SCRIPT, Stretch.EVEN})
_ONE_GLYPH = frozenset({Kind.DASH, Kind.ELLIPSIS, Kind.BLANK})
MARKS = frozenset({Step.COMMA, Step.STOP, Step.BRACKET})


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
        letters = _stretch(gaps, shares, left, inside, rules)
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
    return rules.letter_ease


def _letters_of_line(gaps: list[Gap], sorts: list[Sort]) -> int:
    """Count the gaps inside a line's words."""
    inside = sum(map(letters_inside, sorts))
    return inside + sum(gap.stretch is Stretch.LETTER for gap in gaps)


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


def _stretch(
    gaps: list[Gap], shares: list[int], quanta: int, inside: int, rules: LineRules
) -> float:
    """Open gaps beyond their limits, stage by stage; return the white of letters.

    What has no gap of any kind that a stage may open goes to all there are.
    """
    classes = _classes(gaps)
    even, marks, words = map(len, classes)
    counts = Opening(even, marks, words, inside)
    open_ = _opened(counts, quanta * QUANTUM, rules.openings)
    letters = round(open_.letters, 4)
    left = quanta - round(letters * inside / QUANTUM)
    for places, each in zip(classes[:0:-1], open_[2:0:-1], strict=True):
        amount = min(round(each * len(places) / QUANTUM), left)
        left = _put(shares, places, amount, left)
    rest = classes[0] or classes[1] or classes[2]
    _put(shares, rest or _openable(gaps), left, left)
    return letters


def _put(shares: list[int], places: list[int], amount: int, left: int) -> int:
    """Add an amount to some gaps, evenly; return what is left."""
    for n, share in _share([(n, amount) for n in places], amount):
        shares[n] += share
        left -= share
    return left


def _classes(gaps: list[Gap]) -> tuple[list[int], list[int], list[int]]:
    """Tell even gaps, those of them beside marks, and word spaces."""
    even = [n for n, gap in enumerate(gaps) if gap.stretch is Stretch.EVEN]
    marks = [n for n in even if gaps[n].step in MARKS and gaps[n].take]
    words = [n for n, gap in enumerate(gaps) if gap.stretch is Stretch.WORD]
    return even, marks, words


def _openable(gaps: list[Gap]) -> list[int]:
    return [n for n, gap in enumerate(gaps) if gap.stretch in _ALL]


def _opened(counts: Opening, slack: float, openings: tuple[Opening, ...]) -> Opening:
    """Say how far each class of gaps opens: all of a stage rise together."""
    reached = Opening()
    for stage in openings:
        steps = [b - a for a, b in zip(reached, stage, strict=True)]
        room = sum(n * step for n, step in zip(counts, steps, strict=True))
        share = min(slack / room, 1.0) if room else 1.0
        reached = Opening(
            *(a + share * step for a, step in zip(reached, steps, strict=True))
        )
        slack -= room * share
        if slack <= 0:
            break
    return reached


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
