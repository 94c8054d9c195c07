"""One content stream being read: what is in force, and the marks found so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

from pikepdf import PdfError

from newsletter.errors import Text
from newsletter.press.preflight.content import Content, content_of
from newsletter.press.preflight.facts import Kind, Mark
from newsletter.press.preflight.geometry import (
    IDENTITY,
    Matrix,
    Point,
    box_of,
    common,
    times,
)
from newsletter.press.preflight.pens import Pens
from newsletter.press.preflight.resources import Form, Resources
from newsletter.press.sheet import Rectangle

Step: TypeAlias = "Callable[[Stream, tuple[Any, ...], str], None]"
"""What an operator does, given its operands and its name."""

_NONSENSE: Final = (
    *(ValueError, TypeError, LookupError, AttributeError, OverflowError),
    *(NotImplementedError, PdfError),
)
"""What operands and objects of the wrong kind raise."""

_DEEPEST: Final = 12
"""Forms within forms; more is a loop."""

_MOST_MARKS: Final = 1_000_000
_MOST_FORMS: Final = 20_000
"""In one page; more is an attack, not a page."""


@dataclass(slots=True)
class Walk:
    """One page being read."""

    pens: Pens
    marks: list[Mark] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    faults: list[Text] = field(default_factory=list)
    depth: int = 0
    forms: int = 0
    steps: Mapping[str, Step] = field(default_factory=dict)
    """What each operator does."""

    def through(self, content: Content, known: Resources) -> None:
        """Follow one content stream; what makes no sense in it is passed over."""
        stream = Stream(self, known)
        self.faults.extend(content.faults)
        for operands, operator in content.instructions:
            step = self.steps.get(operator)
            if step is None:
                continue
            try:
                step(stream, tuple(map(_plain, operands)), operator)
            except _NONSENSE:
                continue
            if len(self.marks) > _MOST_MARKS:
                return


@dataclass(slots=True)
class Stream:
    """One content stream: its own path, text position and stack."""

    page: Walk
    known: Resources
    saved: list[Pens] = field(default_factory=list)
    path: list[Point] = field(default_factory=list)
    here: Point = (0.0, 0.0)
    clips: bool = False
    line_matrix: Matrix = IDENTITY
    text_matrix: Matrix = IDENTITY

    @property
    def pens(self) -> Pens:
        """What is in force."""
        return self.page.pens

    def set(self, **values: Any) -> None:
        """Put something in force, by the names of ``Pens``."""
        self.page.pens = replace(self.page.pens, **values)

    def add(self, mark: Mark) -> None:
        """Note a mark, as far as it is not clipped away."""
        seen = common(mark.box, self.pens.clip)
        if seen:
            opacity = mark.opacity or self.pens.opacity
            self.page.marks.append(replace(mark, box=seen, opacity=opacity))


def _plain(operand: Any) -> Any:
    """Turn numbers into floats; leave names, strings and arrays."""
    try:
        return float(operand)
    except (TypeError, ValueError):
        return operand


def follow_form(
    walk: Stream, form: Form, box: Rectangle, *, measured: bool = True
) -> None:
    """Follow a form's own stream, and come back to where it was called."""
    page = walk.page
    page.forms += 1
    if page.depth >= _DEEPEST or page.forms > _MOST_FORMS:
        return
    before, count = page.pens, len(page.marks)
    page.depth += 1
    matrix = times(form.matrix, before.matrix)
    clip = common(box_of(matrix, box), before.clip) if measured else before.clip
    if form.group:
        page.groups.append(form.group)
    if clip:
        page.pens = replace(before, matrix=matrix, clip=clip)
        page.through(content_of(form.stream), form.resources)
    page.pens = before
    page.depth -= 1
    if not measured:
        page.marks[count:] = [
            replace(mark, size=0.0, box=before.clip, kind=Kind.SHADING)
            for mark in page.marks[count:]
        ]
