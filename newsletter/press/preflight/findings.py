"""What preflight says: a verdict for every rule, with places."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, TypeAlias

from newsletter.errors import Text
from newsletter.model.printer import Printer
from newsletter.press.preflight.facts import Facts, Mark, PageFacts
from newsletter.press.sheet import PT_PER_MM, Rectangle


class Outcome(Enum):
    """How a rule came out."""

    PASSED = "passed"
    WARNED = "warned"
    """Someone should look; the press takes it."""

    FAILED = "failed"
    UNCHECKED = "not checked"
    """An outside program is missing or gave up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A rectangle, mm from the top left corner of the trimmed page."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One place at which a rule is not kept."""

    page: int = 0
    """From 1; 0 for the whole file."""

    area: Area | None = None
    found: Text
    wanted: Text
    is_fatal: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the file should be, where that is known."""

    width: float
    """Trimmed, mm."""

    height: float
    """Trimmed, mm."""

    pages: int = 0
    """Of the whole issue; 0 when it is not known."""

    is_single: bool = False
    """Whether the file is one page of several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InkFacts:
    """The heaviest ink of one page, inside its bleed box."""

    page: int
    most: float
    """On one spot, all inks together, percent."""

    box: Rectangle | None = None
    """Around all that is over the limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plates:
    """What came of drawing the pages with Ghostscript."""

    inks: tuple[InkFacts, ...] = ()
    """Of each page that carries more than black."""

    faults: tuple[tuple[int, Text], ...] = ()
    """Pages that it cannot draw, and why."""

    reason: Text | None = None
    """Why not all ink was measured."""

    def faults_of(self, page: int) -> tuple[Text, ...]:
        """List why a page cannot be drawn."""
        return tuple(fault for number, fault in self.faults if number == page)

    def of_page(self, number: int) -> "Plates":
        """Tell of one page what is true of its file."""
        return Plates(
            inks=tuple(replace(i, page=1) for i in self.inks if i.page == number),
            faults=tuple((1, fault) for fault in self.faults_of(number)),
            reason=self.reason,
        )


NO_PLATES: Final = Plates()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a rule judges."""

    facts: Facts
    printer: Printer
    order: Order | None = None
    plates: Plates = NO_PLATES

    @property
    def is_for_press(self) -> bool:
        """Whether a standard for printing is asked for, and not a plain PDF."""
        return self.printer.standard != "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its name, code, meaning, and how it judges."""

    name: str
    code: str
    """Of the problem that a build reports."""

    title: Text
    judge: Callable[[Case], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How one rule came out."""

    rule: str
    code: str
    title: Text
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    more: int = 0
    """Findings of the same kind that are left out."""

    reason: Text | None = None
    """Why it was not checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preflight:
    """Every verdict on one file."""

    printer: str
    standard: str
    pages: int
    verdicts: tuple[Verdict, ...]

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """The verdicts that refuse the file."""
        return tuple(v for v in self.verdicts if v.outcome is Outcome.FAILED)


Judged: TypeAlias = Iterator[Finding]


def area_on(page: PageFacts, box: Rectangle) -> Area:
    """Measure a box from the top left corner of the trimmed page, mm."""
    sheet = page.sheet
    scale = page.unit / PT_PER_MM
    return Area(
        x=round((box[0] - sheet[0]) * scale, 2),
        y=round((sheet[3] - box[3]) * scale, 2),
        width=round((box[2] - box[0]) * scale, 2),
        height=round((box[3] - box[1]) * scale, 2),
    )


def on_page(
    page: PageFacts,
    found: Text,
    wanted: Text,
    box: Rectangle | None = None,
    *,
    is_fatal: bool = True,
) -> Finding:
    """Find something on a page."""
    return Finding(
        page=page.number,
        area=area_on(page, box) if box else None,
        found=found,
        wanted=wanted,
        is_fatal=is_fatal,
    )


def same(text: str) -> Text:
    """Say what reads the same in both languages."""
    return Text(text, text)


def live(page: PageFacts) -> Iterator[Mark]:
    """List what is painted inside the bleed box: outside are only marks."""
    left, bottom, right, top = page.inked
    for mark in page.marks:
        box = mark.box
        if box[0] < right and box[2] > left and box[1] < top and box[3] > bottom:
            yield mark
