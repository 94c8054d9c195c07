"""E-mail, feeds and web edition of the issue in hand, in memory only."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from newsletter.build.editions import FinishedEdition, finished_editions
from newsletter.build.job import Job
from newsletter.build.photos import ScreenPhoto, screen_photos
from newsletter.build.published import published_issue
from newsletter.build.records import Archive
from newsletter.desk.preview.proofs import Composed
from newsletter.errors import Problem
from newsletter.press.edition import PrintEdition
from newsletter.press.raster import PagePicture

_EDITIONS: Final = ("email", "feeds", "web")
_PICTURE_WIDTH: Final = 1400
_SCHEME: Final = re.compile(r"\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Screens:
    """Files of the screen editions, and what their makers found."""

    files: dict[str, bytes]
    """Path below a build folder -> content."""

    problems: tuple[Problem, ...]


class ScreenDesk:
    """Makes the screen editions again and again; photos only when they change."""

    def __init__(self, site: Path) -> None:
        """Name the real web root, where earlier issues have left their records."""
        self._site = site
        self._photos: tuple[object, tuple[ScreenPhoto, ...]] = (None, ())

    def make(self, composed: Composed) -> Screens:
        """Make e-mail, feeds and web edition; nothing is written.

        Raises:
            InputError: a picture cannot be read, or the copy cannot be mailed.
            LayoutError: the layout is at fault.
        """
        job = Job.of(composed.issue, composed.layout, _EDITIONS, None)
        printed, photos = _printed(composed), self._shown(job, composed)
        archive = Archive(self._site, besides=composed.issue.date)
        record = published_issue(job, printed, photos, None, None)
        made = finished_editions(job, printed, photos, record, archive)
        return _screens(made)

    def _shown(self, job: Job, composed: Composed) -> tuple[ScreenPhoto, ...]:
        known = tuple(
            (one.slug, one.photos, tuple(_stamp(photo.path) for photo in one.photos))
            for one in composed.issue.articles
        )
        if self._photos[0] != known:
            self._photos = known, screen_photos(job)
        return self._photos[1]


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


def _printed(composed: Composed) -> PrintEdition:
    """Stand in for the press: the web edition needs only where things fell."""
    pages = composed.proof.pages
    sizes = (round(_PICTURE_WIDTH * page.height / page.width) for page in pages)
    return PrintEdition(
        reader_pdf=b"",
        press_pdf=b"",
        page_pdfs=(b"",) * len(pages),
        proof=composed.proof,
        pictures=tuple(PagePicture(b"", _PICTURE_WIDTH, height) for height in sizes),
        problems=(),
    )


def _screens(made: tuple[FinishedEdition, ...]) -> Screens:
    shown = [one for one in made if one.edition in _EDITIONS]
    return Screens(
        files={path: data for one in shown for path, data in one.files},
        problems=tuple(problem for one in shown for problem in one.problems),
    )


def mail_as_seen(html: str, scheme: str, root: str) -> str:
    """Show a letter as a mail program in light or dark colours would.

    Args:
        html: The letter.
        scheme: ``light`` or ``dark``; its media queries apply, those of the other
            do not.
        root: Address of the web edition, served at ``/site/`` here.
    """
    other = "max-width:0"
    seen = _SCHEME.sub(
        lambda m: "(min-width:0)" if m[1] == scheme else f"({other})", html
    )
    return seen.replace(root, "/site/")
