"""A built issue whose press files are what a test says."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsletter.build.handoff import Handoff, Means, hand_off
from newsletter.build.issue import build_issue
from newsletter.layout import Layout
from newsletter.model.delivery import Delivery
from newsletter.model.issue import Issue
from newsletter.model.printer import NEWSPRINT, Printer
from newsletter.press.edition import PrintEdition
from newsletter.press.handoff.values import Parcel
from tests.build.fakes import quick_press
from tests.builders import a_publication, an_issue

DAY = "2021-11-23"
NOW = datetime(2021, 11, 22, 20, 0, tzinfo=UTC)


def page(seed: int, size: int = 5_000) -> bytes:
    """Make bytes that stand for a page."""
    return b"%PDF-1.4\n" + random.Random(seed).randbytes(size)  # noqa: S311


def press_of(
    *pages: bytes,
) -> Callable[[Issue, Layout, Callable[[str], None]], PrintEdition]:
    """Make a press that prints just these pages."""

    def press(
        issue: Issue, layout: Layout, progress: Callable[[str], None]
    ) -> PrintEdition:
        edition = quick_press(issue, layout, progress)
        [first] = edition.proof.pages
        numbers = range(1, len(pages) + 1)
        return replace(
            edition,
            press_pdf=b"".join(pages),
            page_pdfs=pages,
            proof=replace(
                edition.proof,
                pages=tuple(replace(first, number=number) for number in numbers),
            ),
            pictures=edition.pictures * len(pages),
        )

    return press


def a_printer(delivery: Delivery | None, **fields: Any) -> Printer:
    """Make the profile that press files are made for."""
    return replace(NEWSPRINT, delivery=delivery, **fields)


def the_issue(folder: Path, *printers: Printer) -> Issue:
    """Make an issue of a paper with these printer profiles."""
    return an_issue(
        publication=a_publication(folder, printers=printers),
        folder=folder / "issues" / DAY,
    )


def built(folder: Path, printer: Printer, *pages: bytes) -> Issue:
    """Build an issue with these pages."""
    issue = the_issue(folder, printer)
    build_issue(issue, only=("print",), press=press_of(*pages))
    return issue


class Told(list[tuple[str, int]]):
    """Remembers which file began at which byte."""

    def __call__(self, parcel: Parcel, there: int) -> None:
        self.append((parcel.name, there))


def handed_off(issue: Issue, told: Told | None = None, **options: Any) -> Handoff:
    """Hand off with a clock that stands, and without waiting."""
    environment = options.pop("environment", {})
    means = Means(
        environment=environment,
        clock=lambda: NOW,
        wait=lambda _: None,
        tell=told if told is not None else Told(),
    )
    return hand_off(issue, means=means, **options)


def sent(done: Handoff) -> list[str]:
    """Name what was sent, in order."""
    return [parcel.name for parcel in done.plan.wanted]
