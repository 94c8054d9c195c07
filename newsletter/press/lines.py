"""Lines: paragraphs broken by total fit and justified by the rules of Chinese setting.

The painter draws what stands here and breaks nothing.  Rules: GB/T 15834-2011 §5.1
and w3c/clreq of 2024-03-21.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple, TypeAlias

from newsletter.press.breaks import Fits, LineBreak, Measure, total_fit
from newsletter.press.course import Course
from newsletter.press.justify import White, deal, is_spaced_inside
from newsletter.press.listing import set_listing
from newsletter.press.rules import LineRules, rules_for
from newsletter.press.runs import line_runs
from newsletter.press.strip import Strip, strips
from newsletter.press.typecase import Sort, TypeCase
from newsletter.press.values import Copy, Line, Piece, Run

__all__ = ["LineRules", "rules_for", "set_line", "set_lines"]

_LEAST = 2.0
"""Indents leave at least this much of a line, ems."""

_SLIP = 1e-6
_WHOLE = 1e9
_LISTING = "code"

_Fitted: TypeAlias = tuple[Course, Fits]


def set_lines(
    copy: Copy,
    measure: float,
    fonts: TypeCase,
    rules: LineRules,
    *,
    loose: bool = False,
) -> tuple[Line, ...]:
    r"""Break a paragraph into lines of one measure and justify them.

    Every full line is flush to 0.01 em; the last one, and lines before a forced
    break (``\n``), are set naturally.  Lines tile the paragraph: blanks at their
    edges and forced breaks count in ``[start, end)`` but are not printed.  A blank
    typed between an ideograph and a letter is the script gap: it stays in the text
    and is a quarter em wide.  Copy of the role ``code`` keeps its blanks and is never
    justified.  White after a line's last character falls outside the line.

    Args:
        copy: The paragraph.
        measure: Length of lines, ems of the type; at least 2.
        fonts: Type of the publication.
        rules: Line rules of its language.
        loose: Let the paragraph run a line longer (推行) where the white that this
            takes is too little to be noticed.

    Returns:
        At least one line, unless the paragraph holds nothing but blanks.

    Raises:
        LayoutError: the layout has no such face, or its font cannot be read.
    """
    broken = Setting(copy, fonts, rules).broken(measure, loose=loose)
    return tuple(line.justified() for line in broken)


def set_line(pieces: tuple[Piece, ...], fonts: TypeCase, rules: LineRules) -> Line:
    """Set text on one line of its natural width, such as a headline or a folio.

    Forced breaks count as blanks; blanks at the edges are not printed.  The ink
    reaches from the line's left edge to ``left + width``.

    Raises:
        LayoutError: the layout has no such face, or its font cannot be read.
    """
    flat = tuple(replace(p, text=p.text.replace("\n", " ")) for p in pieces)
    copy = Copy(pieces=flat, start=0, justified=False)
    lines = set_lines(copy, _WHOLE, fonts, rules)
    return lines[0] if lines else _nothing(copy)


def _nothing(copy: Copy) -> Line:
    end = copy.start + len(copy.text)
    return Line(start=copy.start, end=end, runs=(), left=0.0, width=0.0, opens=True)


class BrokenLine(NamedTuple):
    """A line that is broken but not yet justified: most are never printed."""

    start: int
    end: int
    """Characters ``[start, end)`` of the article's printed text, as of ``Line``."""

    role: str
    opens: bool
    """First line of its paragraph."""

    closes: bool
    """Last line of its paragraph."""

    make: "Callable[[BrokenLine], Line]"

    def justified(self) -> Line:
        """Deal out its white."""
        return self.make(self)


class Setting:
    """A paragraph that is broken to one measure after another.

    Not a value: its type is set side by side once, for all measures.
    """

    def __init__(self, copy: Copy, fonts: TypeCase, rules: LineRules) -> None:
        """Take the paragraph, the type and the line rules of its language."""
        self.copy = copy
        self._fonts = fonts
        self._rules = rules
        self._courses: dict[bool, tuple[float, tuple[Course, ...]]] = {}
        self._fits: dict[tuple[float, bool], tuple[_Fitted, ...]] = {}

    def broken(self, measure: float, *, loose: bool = False) -> tuple[BrokenLine, ...]:
        """Break it into lines of one measure, ems; see ``set_lines``."""
        if self.copy.role == _LISTING:
            return tuple(map(_ready, set_listing(self.copy, measure, self._fonts)))
        copy = _with_room(self.copy, measure)
        fitted = self._fitted(copy, measure, in_need=False)
        if copy.justified and any(self._is_too_bad(fits[loose]) for _, fits in fitted):
            fitted = self._fitted(copy, measure, in_need=True)
        row = [
            (course.strip, fit, n == len(fits[loose]) - 1)
            for course, fits in fitted
            for n, fit in enumerate(fits[loose])
        ]
        how = _Justifier(copy, measure, self._fonts, self._rules)
        return tuple(_broken(copy, row, how))

    def _is_too_bad(self, lines: list[LineBreak]) -> bool:
        return any(line.badness > self._rules.need_from for line in lines[:-1])

    def _fitted(
        self, copy: Copy, measure: float, *, in_need: bool
    ) -> tuple[_Fitted, ...]:
        """Break every strip of the paragraph, tight and loose."""
        key = (measure, in_need)
        if key not in self._fits:
            self._fits[key] = tuple(self._fit(copy, measure, in_need=in_need))
        return self._fits[key]

    def _fit(self, copy: Copy, measure: float, *, in_need: bool) -> Iterator[_Fitted]:
        first, others = measure - copy.indent, measure - copy.hanging
        for course in self._cut(min(first, others), in_need=in_need):
            fits = total_fit(course, Measure(first, others, copy.justified))
            if fits.tight:
                yield course, fits
                first = others

    def _cut(self, room: float, *, in_need: bool) -> tuple[Course, ...]:
        """Set the type side by side, unless it is as for another measure.

        A word that fits in neither measure breaks in both, but at other prices.
        """
        known = self._courses.get(in_need)
        if known and max(c.strip.widest for c in known[1]) <= min(room, known[0]):
            return known[1]
        rules = self._rules.in_need if in_need else self._rules
        pieces = self.copy.pieces
        found = strips(pieces, self._fonts, rules, room, in_need=in_need)
        courses = tuple(Course(strip, rules) for strip in found)
        self._courses[in_need] = room, courses
        return courses


def _with_room(copy: Copy, measure: float) -> Copy:
    """Cut indents that would leave no room to set in."""
    most = max(measure - _LEAST, 0.0)
    if copy.indent <= most and copy.hanging <= most:
        return copy
    return replace(copy, indent=min(copy.indent, most), hanging=min(copy.hanging, most))


def _ready(line: Line) -> BrokenLine:
    return BrokenLine(
        line.start, line.end, line.role, line.opens, line.closes, lambda _: line
    )


def _broken(
    copy: Copy, row: list[tuple[Strip, LineBreak, bool]], how: "_Justifier"
) -> Iterator[BrokenLine]:
    """Tile a paragraph with lines: each reaches to where the next begins."""
    starts = [copy.start + strip.starts[fit.first] for strip, fit, _ in row]
    ends = [*starts[1:], copy.start + len(copy.text)]
    starts[:1] = [copy.start]
    last = len(row) - 1
    for n, (strip, fit, is_last) in enumerate(row):
        make = partial(how.line, strip, fit, is_last=is_last)
        yield BrokenLine(starts[n], ends[n], copy.role, n == 0, n == last, make)


@dataclass(frozen=True, slots=True)
class _Justifier:
    """Deals out the white of one paragraph's lines, broken to one measure."""

    copy: Copy
    measure: float
    fonts: TypeCase
    rules: LineRules

    def line(
        self, strip: Strip, fit: LineBreak, broken: BrokenLine, *, is_last: bool
    ) -> Line:
        """Justify and set a line of a strip."""
        sorts = strip.sorts[fit.first : fit.last + 1]
        gaps = strip.gaps[fit.first : fit.last]
        is_full = self.copy.justified and not is_last
        slack = fit.slack if is_full else min(fit.slack, 0.0)
        after = strip.gaps[fit.last]
        hyphens = int(after.hyphenates and not is_last)
        white = deal(gaps, sorts, slack, self.rules, hyphens=hyphens)
        trim = self._trim(sorts[-1].right)
        width = _width(sorts, white) - trim + white.letters * hyphens
        width += 0.0 if is_last else after.at_break
        indent = self.copy.indent if broken.opens else self.copy.hanging
        left = indent - self._trim(sorts[0].left)
        runs = line_runs(sorts, gaps, white, trim, "-" * hyphens, blanks_apart=is_full)
        if not is_full:
            loose = self._painted(runs, width)
            if left + loose > self.measure + _SLIP >= left + width:
                # Kerned with its blanks, it would leave the column.
                runs = line_runs(
                    sorts, gaps, white, trim, "-" * hyphens, blanks_apart=True
                )
            else:
                width = loose
        return Line(
            start=broken.start,
            end=broken.end,
            runs=runs,
            left=left,
            width=width,
            role=broken.role,
            opens=broken.opens,
            closes=broken.closes,
            hyphenated=bool(hyphens),
        )

    def _trim(self, white: float) -> float:
        return max(white, 0.0) if self.rules.half_ends else 0.0

    def _painted(self, runs: tuple[Run, ...], width: float) -> float:
        """Measure a loose line again: its words are kerned with the blanks between."""
        if not any(" " in run.text for run in runs):
            return width
        outside = max(runs[-1].spacing, 0.0)
        return sum(_run_width(run, self.fonts) for run in runs) - outside


def _run_width(run: Run, fonts: TypeCase) -> float:
    clusters = fonts.shape(run.text, run.face)
    return sum(cluster.advance + run.spacing for cluster in clusters)


def _width(sorts: list[Sort], white: White) -> float:
    """Add up a line, ems."""
    inside = sum(sort.clusters - 1 for sort in sorts if is_spaced_inside(sort))
    advances = sum(sort.advance for sort in sorts)
    return advances + sum(white.gaps) + white.letters * inside
