"""Furniture that has become too small to read, or stands in the way of other type."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from newsletter.errors import Place, Problem, Text
from newsletter.manifest.source import source_at
from newsletter.model.issue import Issue
from newsletter.press.heads import Shop
from newsletter.press.values import Bar, Block, Drawing, TextLine

_LEAST = 4.5
"""Points below which nobody can read furniture."""

_LEAST_NAME = 12.0
"""Points below which nobody takes the paper's name for one."""

_FURNITURE = frozenset({"nameplate", "folio"})
_PUBLICATION = "issues/publication.yaml"
_SHOWN = 12
_SLIP = 0.5


@dataclass(frozen=True, slots=True)
class _Inked:
    """A line of furniture and the box of its type, points."""

    text: str
    role: str
    size: float
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "_Inked") -> bool:
        """Tell whether two lines stand on each other."""
        return (
            self.left < other.right - _SLIP
            and other.left < self.right - _SLIP
            and self.top < other.bottom - _SLIP
            and other.top < self.bottom - _SLIP
        )

    def crosses(self, bar: Bar) -> bool:
        """Tell whether a rule goes through the type."""
        return (
            self.left < bar.x + bar.width - _SLIP
            and bar.x < self.right - _SLIP
            and self.top + _SLIP < bar.y < self.bottom - _SLIP
        )


def illegible(
    issue: Issue, drawings: tuple[Drawing, ...], shop: Shop
) -> tuple[Problem, ...]:
    """Find nameplates and folios whose words do not fit in a size one can read.

    Returns:
        An error for each line of furniture at fault, once, where its words are written.
    """
    found = {
        line.text: line
        for drawing in drawings
        for block in drawing.blocks
        if block.kind in _FURNITURE
        for line in _faulty(block, drawing, shop)
    }
    return tuple(_problem(issue, line) for line in found.values())


def _faulty(block: Block, drawing: Drawing, shop: Shop) -> Iterator[_Inked]:
    lines = [_inked(item, shop) for item in block.items if isinstance(item, TextLine)]
    for line in lines:
        least = _LEAST_NAME if line.role == "nameplate" else _LEAST
        outside = min(line.left, line.top) < 0 or line.right > drawing.width
        crossed = any(isinstance(bar, Bar) and line.crosses(bar) for bar in block.items)
        if line.size < least - 1e-6 or outside or crossed:
            yield line
    for one, other in combinations(lines, 2):
        if one.meets(other):
            yield max(one, other, key=lambda line: len(line.text))


def _inked(line: TextLine, shop: Shop) -> _Inked:
    ems = sum(
        cluster.advance + run.spacing
        for run in line.runs
        for cluster in shop.fonts.shape(run.text, run.face)
    )
    middle = line.y + line.height / 2
    return _Inked(
        text="".join(run.text for run in line.runs),
        role=line.role,
        size=line.size,
        left=line.x,
        right=line.x + ems * line.size,
        top=middle - line.size / 2,
        bottom=middle + line.size / 2,
    )


def _problem(issue: Issue, line: _Inked) -> Problem:
    shown = line.text if len(line.text) <= _SHOWN else f"{line.text[:_SHOWN]}…"
    return Problem(
        code="F113",
        place=_where(issue, line.text),
        what=Text(
            f"报头或报眉里的“{shown}”太长，小到看不清也放不下（{len(line.text)} 字）",
            f"{shown!r} in the nameplate or a folio is too long ({len(line.text)} "
            "characters) to fit in a size that can be read",
        ),
        cure=Text(
            "写短一些；报名可改用图片（furniture 的 nameplate）",
            "write it shorter; a picture (nameplate in furniture) may stand for the "
            "paper's name",
        ),
    )


def _where(issue: Issue, text: str) -> Place:
    """Find words of the line in the publication's file, then in the manifest."""
    manifest = issue.place.file
    sources = [
        source_at(issue.publication.folder / file, file)
        for file in (_PUBLICATION, manifest)
        if file
    ]
    places = (
        source.found(text[at : at + _SHOWN])
        for at in range(0, max(len(text) - _SHOWN, 1), _SHOWN // 2)
        for source in sources
    )
    return next(filter(None, places), Place(file=_PUBLICATION))
