"""Faults of printed lines, by the rules of GB/T 15834-2011 and w3c/clreq.

They are found by the places of glyphs on paper, not by what the composer says.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from unicodedata import category, normalize

from tests.press.printed_lines import Ink, Printed

NEVER_FIRST = frozenset("、，；：。！？）》〉】」』〕］”’％‰℃·/～!?;:,.)]}%")
NEVER_LAST = frozenset("“‘（《〈【「『〔［￥＄$€/([{")
OPENING, CLOSING = "“‘（《〈【「『", "”’）》〉】」』，。、；：！？"
HALVED = frozenset(OPENING + CLOSING)
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
LATIN = re.compile(r"[A-Za-z0-9]")
KEPT = re.compile(
    r"[￥$€]\d[\d.,]*\d?|\d[\d.,]*(?:%|％|‰|℃|°C| ?(?:kg|km|mm|kW|GHz|mAh)\b)"
    r"|—{2}|…{2}"
)
"""Signs, numbers and units that GB/T 15834 keeps on one line."""

_FLUSH = 0.25
"""Points."""

_CLOSEST = 1 / 16
"""Ems by which ideographs may close up (字距压缩) rather than stand far apart."""

_EDGE = 0.03
"""Ems by which a place read from a PDF may be off."""

_CLOSE = 0.005
"""Ems by which white may, where a figure of the standard is held."""


@dataclass
class Report:
    """What was measured on lines of one setting."""

    lines: int = 0
    full: int = 0
    characters: int = 0
    seldom: int = 0
    """Lines that begin with a dash or an ellipsis, which only need allows."""

    pitches: list[float] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    flush: list[float] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)

    def fault(self, rule: str, where: str) -> None:
        self.faults[rule] += 1
        if self.faults[rule] <= 6:
            self.shown.append(f"{rule}: {where}")

    @property
    def figures(self) -> str:
        """One line to read."""
        return (
            f"{self.characters} characters, {self.lines} lines; pitch p99"
            f" {self.pitch(0.99):.3f}, p99.9 {self.pitch(0.999):.3f}, most"
            f" {max(self.pitches):.3f}; script gap {min(self.gaps):.3f} to"
            f" {max(self.gaps):.3f}; flush within {max(self.flush):.3f} pt;"
            f" {self.seldom} lines begin with a dash; faults {dict(self.faults)}"
        )

    def pitch(self, share: float) -> float:
        ordered = sorted(self.pitches)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def examine(texts: Sequence[str], printed: Sequence[Printed]) -> Report:
    """Hold every rule for Chinese lines against what stands on paper."""
    report = Report()
    for line in printed:
        report.lines += 1
        report.characters += len(line.ink)
        _text(texts[line.paragraph], line, report)
        _edges(line, report)
        _inside(texts[line.paragraph], line, report)
        if line.is_full:
            report.full += 1
            _flush(line, report)
    _kept(texts, printed, report)
    _last_lines(printed, report)
    return report


def _text(text: str, line: Printed, report: Report) -> None:
    wanted = _bare(text[line.line.start : line.line.end])
    found = _bare(line.text)
    if line.line.hyphenated:
        found = found.removesuffix("-")
    if found != wanted:
        report.fault("text", f"{found!r} for {wanted!r}")


def _bare(text: str) -> str:
    """Drop what has no ink; one glyph may serve two code points (⽉, 月)."""
    seen = (c for c in normalize("NFKC", text) if category(c) not in ("Cf", "Cc"))
    return "".join("".join(seen).split())


def _edges(line: Printed, report: Report) -> None:
    first, last = line.ink[0], line.ink[-1]
    if first.text in NEVER_FIRST and not line.line.opens:
        report.fault("starts", line.text)
    pair = first.text * 2
    if first.text in "—…" and not line.line.opens:
        report.seldom += 1
        if not line.text.startswith(pair):
            report.fault("starts", line.text)
    if last.text in NEVER_LAST and not line.line.closes:
        report.fault("ends", line.text)
    indent = 2.0 if line.line.opens else 0.0
    if first.text in OPENING and first.advance > 0.9:
        indent -= 0.5
    if abs(first.x - indent) > _EDGE:
        report.fault("left edge", f"{first.x:.3f} for {indent}: {line.text}")
    inside = last.x + 0.5 <= line.measure + _EDGE
    if last.text in CLOSING and last.advance > 0.9 and not inside:
        report.fault("untrimmed", line.text)


def _flush(line: Printed, report: Report) -> None:
    last = line.ink[-1]
    trim = 0.5 if last.text in CLOSING and last.advance > 0.9 else 0.0
    off = (last.end - trim - line.measure) * line.size
    report.flush.append(abs(off))
    if abs(off) > _FLUSH:
        report.fault("ragged", f"{off:.2f} pt: {line.text}")


def _inside(text: str, line: Printed, report: Report) -> None:
    for a, b in pairwise(line.ink):
        # What stands beside a blank that was typed has its own white.
        if a.text + b.text in text:
            _between(a, b, line, report)


def _between(a: Ink, b: Ink, line: Printed, report: Report) -> None:
    where = f"{a.text}{b.text} in {line.text}"
    pitch, white = b.x - a.x, b.x - a.end
    if _are_marks(a, b):
        if pitch + b.advance > 1.5 + _EDGE:
            report.fault("adjacent marks", f"{pitch + b.advance:.3f} {where}")
        return
    if HAN.match(a.text) and HAN.match(b.text):
        _pitch(pitch, where, line, report)
    if _changes_script(a, b):
        report.gaps.append(white)
        if not 1 / 8 - _CLOSE <= white <= 1 / 3 + _CLOSE:
            report.fault("script gap", f"{white:.3f} {where}")
    if a.text + b.text in ("——", "……") and abs(white) > _EDGE:
        report.fault("opened pair", f"{white:.3f} {where}")
    if white < -0.5 - _EDGE:
        report.fault("overlap", f"{white:.3f} {where}")


def _are_marks(a: Ink, b: Ink) -> bool:
    are_wide = min(a.advance, b.advance) > 0.9
    return are_wide and a.text in HALVED and b.text in HALVED


def _pitch(pitch: float, where: str, line: Printed, report: Report) -> None:
    if line.is_full:
        report.pitches.append(pitch)
    if pitch > 1.25 + _CLOSE:
        report.fault("pitch", f"{pitch:.3f} {where}")
    if pitch < 1 - _CLOSEST - 0.01:
        report.fault("tight", f"{pitch:.3f} {where}")


def _changes_script(a: Ink, b: Ink) -> bool:
    if HAN.match(a.text):
        return bool(LATIN.match(b.text))
    return bool(LATIN.match(a.text) and HAN.match(b.text))


def _kept(texts: Sequence[str], printed: Sequence[Printed], report: Report) -> None:
    edges = {(line.paragraph, line.line.start) for line in printed}
    for number, text in enumerate(texts):
        for found in KEPT.finditer(text):
            if any(
                (number, at) in edges for at in range(found.start() + 1, found.end())
            ):
                report.fault("parted", found.group())


def _last_lines(printed: Sequence[Printed], report: Report) -> None:
    for line in printed:
        text = "".join(line.text.split())
        if line.line.closes and not line.line.opens and len(text) < 2:
            report.fault("one character", text)
