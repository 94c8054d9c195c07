"""Lines: paragraphs broken by total fit and justified by the rules of Chinese setting.

The painter draws what stands here and breaks nothing.  Rules: GB/T 15834-2011 §5.1
and w3c/clreq of 2024-03-21.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsletter.press.breaks import LineBreak, Measure, total_fit
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
    if copy.role == _LISTING:
        return set_listing(copy, measure, fonts)
    copy = _with_room(copy, measure)
    setting = _Setting(copy, measure, fonts, rules, loose)
    broken = list(setting.break_all(in_need=False))
    if copy.justified and any(_is_too_bad(fit, rules) for _, fit in broken):
        broken = list(setting.break_all(in_need=True))
    lines = [
        line
        for n, (strip, fit) in enumerate(broken)
        for line in setting.set_strip(strip, fit, opens=n == 0)
    ]
    return tuple(_closed(lines, copy)) if lines else ()


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


def _with_room(copy: Copy, measure: float) -> Copy:
    """Cut indents that would leave no room to set in."""
    most = max(measure - _LEAST, 0.0)
    return replace(copy, indent=min(copy.indent, most), hanging=min(copy.hanging, most))


def _is_too_bad(fit: list[LineBreak], rules: LineRules) -> bool:
    return any(line.badness > rules.need_price for line in fit[:-1])


def _closed(lines: list[Line], copy: Copy) -> Iterator[Line]:
    """Stretch lines over blank strips between them and mark the two ends."""
    ends = [line.start for line in lines[1:]] + [copy.start + len(copy.text)]
    for n, (line, end) in enumerate(zip(lines, ends, strict=True)):
        first, last = n == 0, n == len(lines) - 1
        start = copy.start if first else line.start
        yield replace(line, start=start, end=end, opens=first, closes=last)


@dataclass(frozen=True, slots=True)
class _Setting:
    """A paragraph being set."""

    copy: Copy
    measure: float
    fonts: TypeCase
    rules: LineRules
    loose: bool

    def break_all(self, *, in_need: bool) -> Iterator[tuple[Strip, list[LineBreak]]]:
        """Break every strip of the paragraph."""
        others = self.measure - self.copy.hanging
        measure = Measure(
            self.measure - self.copy.indent, others, self.copy.justified, self.loose
        )
        room = min(measure.first, others)
        rules = self.rules.in_need if in_need else self.rules
        for strip in strips(self.copy.pieces, self.fonts, rules, room, in_need=in_need):
            fit = total_fit(strip, measure, rules)
            if fit:
                yield strip, fit
                measure = replace(measure, first=others)

    def set_strip(
        self, strip: Strip, fit: list[LineBreak], *, opens: bool
    ) -> Iterator[Line]:
        """Justify and set the lines of a strip."""
        for n, line in enumerate(fit):
            is_last = n == len(fit) - 1
            yield self._line(strip, line, opens=opens and n == 0, is_last=is_last)

    def _line(
        self, strip: Strip, fit: LineBreak, *, opens: bool, is_last: bool
    ) -> Line:
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
        indent = self.copy.indent if opens else self.copy.hanging
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
            start=self.copy.start + strip.starts[fit.first],
            end=self.copy.start + strip.end,
            runs=runs,
            left=left,
            width=width,
            role=self.copy.role,
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
