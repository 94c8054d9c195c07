"""Runs: a line's pieces of type joined where face, font and spacing are the same."""

from dataclasses import dataclass, replace
from itertools import groupby

from newsletter.press.gaps import Gap, Stretch
from newsletter.press.justify import White, is_spaced_inside
from newsletter.press.typecase import Sort
from newsletter.press.values import Run

_DASHES = frozenset("—―")
_DIGITS = 4
_SAME = 1e-6


@dataclass(frozen=True, slots=True)
class _Part:
    """Characters with one spacing after each."""

    text: str
    face: str
    font: int
    spacing: float
    hard: bool
    """The next part is painted apart, whatever its spacing."""


def line_runs(
    sorts: list[Sort],
    gaps: list[Gap],
    white: White,
    trim: float,
    hyphen: str,
    *,
    blanks_apart: bool,
) -> tuple[Run, ...]:
    """Join a line's pieces of type to runs.

    Args:
        sorts: The line's pieces of type; at least one.
        gaps: The gaps between them.
        white: White for these gaps.
        trim: White taken from the line's last character, ems.
        hyphen: What to print behind the last piece; may be empty.
        blanks_apart: Whether every blank is a run of its own, not kerned with words.
    """
    parts: list[_Part] = []
    for sort, gap, after in zip(sorts, gaps, white.gaps, strict=False):
        apart = gap.hard or (blanks_apart and gap.is_beside_blank)
        parts.extend(_parts(sort, after, white.letters, hard=apart))
    inside = bool(gaps) and gaps[-1].stretch is Stretch.LETTER
    last = _last_spacing(sorts[-1], parts, white.letters, trim)
    if inside and sorts[-1].clusters == 1 and not trim:
        # As the letters before it: in a run of its own it would not be kerned.
        last = parts[-1].spacing
    last = white.letters if hyphen else last
    parts.extend(_parts(sorts[-1], last, white.letters, hard=False))
    if hyphen:
        parts.append(replace(parts[-1], text=hyphen))
    return tuple(run for joined in _joined(parts) for run in _dashes_apart(joined))


def _last_spacing(
    sort: Sort, before: list[_Part], letters: float, trim: float
) -> float:
    """Choose spacing for a line's last character, which falls outside the line.

    It only matters for how many runs the line has.
    """
    if trim:
        return -trim
    if sort.clusters > 1:
        return letters if is_spaced_inside(sort) else 0.0
    return max(before[-1].spacing, 0.0) if before else 0.0


def _parts(sort: Sort, after: float, letters: float, *, hard: bool) -> list[_Part]:
    """Give the last character of a piece the white after it, the others theirs."""
    after = round(after, _DIGITS) + 0.0
    inner = letters if is_spaced_inside(sort) else 0.0
    if sort.clusters == 1 or abs(after - inner) < _SAME:
        return [_Part(sort.text, sort.face, sort.font, after, hard)]
    body, tail = sort.text[: sort.tail], sort.text[sort.tail :]
    return [
        _Part(body, sort.face, sort.font, inner, hard=False),
        _Part(tail, sort.face, sort.font, after, hard),
    ]


def _joined(parts: list[_Part]) -> list[Run]:
    runs: list[list[_Part]] = []
    for part in parts:
        if runs and _may_join(runs[-1][-1], part):
            runs[-1].append(part)
        else:
            runs.append([part])
    return [
        Run("".join(p.text for p in run), run[0].face, run[0].spacing, run[0].font)
        for run in runs
    ]


def _may_join(a: _Part, b: _Part) -> bool:
    same_type = a.face == b.face and a.font == b.font
    return same_type and not a.hard and abs(a.spacing - b.spacing) < _SAME


def _dashes_apart(run: Run) -> list[Run]:
    """Part dashes from a run without letters of any script.

    A painter finds the script of a run by its letters, and Noto draws an em dash
    narrower where there is none; dashes alone in a run can be told to be full-width.
    """
    if _DASHES.isdisjoint(run.text) or any(map(str.isalpha, run.text)):
        return [run]
    groups = groupby(run.text, _DASHES.__contains__)
    return [replace(run, text="".join(group)) for _, group in groups]
