"""The bench: watches an issue, makes it anew, and tells whoever looks on."""

import json
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from threading import Condition, Event
from time import perf_counter
from typing import Any, Final

from newsletter.build.documents import proof_bytes
from newsletter.desk.check import check_issue
from newsletter.desk.preview.findings import problems_of, shown
from newsletter.desk.preview.painting import PaintedPage, Painter, taken
from newsletter.desk.preview.proofs import Composed, Proofs, SketchedPage
from newsletter.desk.preview.screens import ScreenDesk, Screens
from newsletter.desk.preview.watch import Stamps, Watch
from newsletter.errors import Place, Problem, Text
from newsletter.layout import Layout, load_layout
from newsletter.manifest import load_issue
from newsletter.markup import ascii_address
from newsletter.model.issue import Issue

_LOOK_EVERY: Final = 0.1
"""Seconds; a change counts when two looks in a row see the same."""

_KEPT: Final = 60
"""Pages that browsers may still ask for after they have changed."""

_NOTHING: Final = Screens(files={}, problems=())


class Bench:
    """One issue in the works.  ``run`` belongs to one thread, the rest to any."""

    def __init__(
        self, project: Path, day: str, *, language: str, template: str
    ) -> None:
        """Name the issue; nothing is read yet.

        Args:
            project: The publication's folder.
            day: Date of the issue.
            language: Of what is shown: ``zh`` or ``en``.
            template: Address that opens a file; see ``links``.
        """
        self.project, self.day = project.absolute(), day
        self._language, self._template = language, template
        self._folder = self.project / "issues" / day
        self._proofs, self._painter = Proofs(), Painter()
        self._screen_desk = ScreenDesk(self.project / "build" / "site")
        self._watch = Watch(self._roots)
        self._layout: Layout | None = None
        self._composed: Composed | None = None
        self._checked: tuple[Problem, ...] = ()
        self._stopped_by: tuple[Problem, ...] = ()
        self._painting: tuple[str, Future[PaintedPage]] | None = None
        self._seconds = 0.0
        self._state: dict[str, Any] = {"revision": 0}
        self._told = Condition()
        self.screens = _NOTHING
        self.sketches: dict[str, SketchedPage] = {}
        self.painted: dict[str, PaintedPage] = {}

    def run(self, stop: Event) -> None:
        """Watch and make until told to stop; problems are shown, never raised."""
        try:
            while not stop.wait(_LOOK_EVERY):
                if self._watch.has_settled_change():
                    self._make()
                self._paint()
        finally:
            self._painter.close()

    def state_after(self, revision: int, seconds: float) -> dict[str, Any] | None:
        """Wait for a state other than one that is known; None when none comes."""
        with self._told:
            self._told.wait_for(lambda: self._state["revision"] != revision, seconds)
            return self._state if self._state["revision"] != revision else None

    def page(self, number: int) -> PaintedPage | None:
        """Find a page as painted; None while it is not."""
        pages = self._composed.pages if self._composed else ()
        keys = (page.key for page in pages if page.number == number)
        return self.painted.get(next(keys, ""))

    @property
    def address(self) -> str:
        """Where the paper's web edition will stand."""
        composed = self._composed
        return ascii_address(composed.issue.publication.url) if composed else ""

    def _roots(self) -> tuple[Path, ...]:
        issues = self._folder.parent
        ours = self._layout.folders if self._layout else ()
        return (
            issues / "publication.yaml",
            issues / "wordlists",
            self._folder,
            self.project / "layouts",
            *ours,
        )

    def _make(self) -> None:
        start, stamps = perf_counter(), self._watch.use()
        try:
            issue = load_issue(self._folder)
            if self._layout is None:
                # Only now is it known which of the layout's folders to watch.
                self._layout = load_layout(issue.publication)
                stamps = self._watch.use()
            self._layout = self._proofs.layout_of(
                issue.publication, self._looks(stamps)
            )
            self._composed = self._proofs.compose(issue, self._layout)
            self._seconds = perf_counter() - start
            self._succeed(issue)
            if not self._watch.has_change():
                self._make_screens(issue)
        except Exception as error:  # a bug must not end the preview without a word
            if self._watch.has_change():
                return  # a file went away while it was read: the next round tells
            self._stopped_by = problems_of(error)
            self._seconds = perf_counter() - start
            self._tell()

    def _looks(self, stamps: Stamps) -> object:
        """Tell layouts apart by their files."""
        inside = (
            self.project / "layouts",
            *(self._layout.folders if self._layout else ()),
        )
        return frozenset(
            (path, stamp)
            for path, stamp in stamps.items()
            if any(path.is_relative_to(folder) for folder in inside)
        )

    def _succeed(self, issue: Issue) -> None:
        assert self._composed is not None  # noqa: S101  set by the caller
        if self._stopped_by:
            self._checked = issue.problems
        self._stopped_by = ()
        for page in self._composed.pages:
            self.sketches.pop(page.key, None)
            self.sketches[page.key] = page
        for old in list(self.sketches)[:-_KEPT]:
            del self.sketches[old]
            self.painted.pop(old, None)
        self._tell()

    def _make_screens(self, issue: Issue) -> None:
        assert self._composed is not None  # noqa: S101  set by the caller
        self._checked = check_issue(issue)
        self.screens = self._screen_desk.make(self._composed)
        self._tell()

    def _paint(self) -> None:
        """Take a page that is painted, and hand the next one to the painter."""
        if self._painting and self._painting[1].done():
            key, done = self._painting
            self._painting = None
            self.painted[key] = taken(done)
            self._tell()
        wanted = (
            page
            for page in (self._composed.pages if self._composed else ())
            if page.key not in self.painted
        )
        page = next(wanted, None)
        if self._composed and page and not self._painting:
            paper, style = self._composed.issue.publication, self._composed.style
            with suppress(RuntimeError):  # the painter died: sketches remain
                future = self._painter.begin(page.drawing, paper, style)
                self._painting = page.key, future

    def _tell(self) -> None:
        document = self._document()
        with self._told:
            self._state = document | {"revision": self._state["revision"] + 1}
            self._told.notify_all()

    def _document(self) -> dict[str, Any]:
        composed = self._composed
        found = self._stopped_by or (*self._checked, *self._page_problems())
        return {
            "day": self.day,
            "language": self._language,
            "is_good": not self._stopped_by,
            "seconds": round(self._seconds, 3),
            "findings": shown(found, self.project, self._language, self._template),
            "paper": composed.issue.publication.name if composed else "",
            "pages": self._pages(composed) if composed else [],
            "slots": composed.slots if composed else [],
            "links": self._links(composed) if composed else {},
            "feeds": [
                path.removeprefix("site/")
                for path in self.screens.files
                if path.endswith("feed.json")
            ],
            "looks": self._looks_of_screens(),
        }

    def _pages(self, composed: Composed) -> list[dict[str, Any]]:
        proof = json.loads(proof_bytes(composed.proof))
        return [
            {**plain, "key": page.key, "painted": self._is_painted(page.key)}
            for plain, page in zip(proof["pages"], composed.pages, strict=True)
        ]

    def _is_painted(self, key: str) -> bool:
        return key in self.painted and bool(self.painted[key].pdf)

    def _links(self, composed: Composed) -> dict[str, str]:
        """Tell for each article how to open its file."""
        rows = shown(
            (_at(article.place) for article in composed.issue.articles),
            self.project,
            self._language,
            self._template,
        )
        slugs = (article.slug for article in composed.issue.articles)
        return dict(zip(slugs, (row["link"] for row in rows), strict=True))

    def _page_problems(self) -> tuple[Problem, ...]:
        if not self._composed:
            return ()
        place = self._composed.issue.place
        faults = tuple(
            Problem(code="", place=place, what=what, cure=cure)
            for page in self._composed.pages
            if page.key in self.painted
            for what, cure in self.painted[page.key].faults
        )
        return (*self._composed.problems, *self.screens.problems, *faults)

    def _looks_of_screens(self) -> int:
        """Change when what the screen editions look like changes."""
        pages = self._composed.pages if self._composed else ()
        painted = tuple(page.key for page in pages if self._is_painted(page.key))
        return hash((id(self.screens), painted)) & 0xFFFFFFFF


def _at(place: Place) -> Problem:
    return Problem(code="", place=place, what=Text("", ""))
