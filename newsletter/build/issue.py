"""How one issue becomes every edition, told from top to bottom."""

from collections.abc import Collection
from datetime import datetime
from functools import partial
from pathlib import Path

from newsletter import manifest
from newsletter.build.earlier import read_report
from newsletter.build.editions import finished_editions
from newsletter.build.faults import FaultFolder
from newsletter.build.folder import BuildFolder
from newsletter.build.inputs import fingerprint, surroundings
from newsletter.build.job import Job, Press, Progress
from newsletter.build.names import EDITIONS, ON_REQUEST
from newsletter.build.photos import screen_photos
from newsletter.build.published import published_issue
from newsletter.build.records import Archive
from newsletter.build.reports import report_bytes, report_of, stale_files
from newsletter.errors import UsageError
from newsletter.layout import load_layout
from newsletter.model.issue import Issue
from newsletter.model.report import Report
from newsletter.press.acceptance import FilePreflight
from newsletter.press.edition import PrintEdition, press_issue, print_edition
from newsletter.press.refusal import RefusedFiles, pictures_of_faults
from newsletter.standing import Standing


def load_issue(path: str | Path) -> Issue:
    """Read an issue: its folder ``…/issues/2021-11-23``, or the manifest in it.

    Raises:
        InputError: the publication, the manifest or articles have problems; carries
            every one of them.
    """
    place = Path(path)
    return manifest.load_issue(place.parent if place.name == "issue.yaml" else place)


def build_issue(
    issue: Issue,
    out: Path | None = None,
    only: Collection[str] = EDITIONS,
    progress: Progress | None = None,
    *,
    now: datetime | None = None,
    press: Press | None = None,
    force: bool = False,
) -> Report:
    """Make the editions of an issue and put them into the build folder.

    Everything is made before anything is written, and new files take the places of
    old ones at the very end: a build that fails leaves the last good one as it was.
    The same issue over the same earlier build gives the same bytes; only
    ``report.json`` tells the seconds.

    Args:
        issue: As loaded.
        out: The build folder; the publication's ``build/`` when left out.
        only: Some of ``EDITIONS``, or ``wechat``, which is made on request only.
            Editions left out keep their files, but a web edition made without
            print shows no pages.
        progress: Told the name of each stage as it begins.
        now: Moment, with time zone, at which an article that changed after its
            publication counts as updated; when left out, it keeps its time.
        press: What prints; for a press of another kind.
        force: Make everything anew, even what stands in ``build/.cache``.

    Raises:
        InputError: the copy or a picture cannot be printed, mailed or shown.
        LayoutError: the layout is at fault.
        OutsideError: another build is running, or files cannot be written.
        UsageError: an edition that does not exist.
    """
    job = Job.of(issue, load_layout(issue.publication), _known(only), progress)
    inputs = fingerprint(issue, job.layout)
    folder = BuildFolder(out or issue.publication.folder / "build")
    salt = surroundings(issue, job.layout)
    standing = Standing(folder.root / ".cache", salt=salt, fresh=force)
    job.layout.remember(standing)
    with folder.locked():
        archive = Archive(folder.site, besides=issue.date)
        printing = press or partial(print_edition, standing=standing)
        printed = _printed(job, printing, FaultFolder(folder.root, job.date))
        photos = screen_photos(job)
        record = published_issue(job, printed, photos, archive.own, now)
        editions = finished_editions(job, printed, photos, record, archive)
        report = report_of(job, editions, archive.problems)
        earlier = read_report(folder.root / job.date)
        with job.stage("files"):
            folder.publish(
                job.date,
                (
                    *(file for edition in editions for file in edition.files),
                    (
                        f"{job.date}/report.json",
                        report_bytes(report, inputs, earlier),
                    ),
                ),
                stale=stale_files(earlier, report).union(*(e.stale for e in editions)),
            )
        standing.trim()
    return report


def judged_issue(
    issue: Issue, progress: Progress | None = None
) -> tuple[FilePreflight, ...]:
    """Make the press files of an issue, judge them, and write only their faults.

    Pages that are refused come as pictures into ``faults/DATE/`` of the publication's
    ``build/``.

    Args:
        issue: As loaded.
        progress: Told the name of each stage as it begins.

    Returns:
        The verdicts on each file that a build would leave in ``press/``.

    Raises:
        InputError, LayoutError: as ``build_issue``, but for preflight.
    """
    layout = load_layout(issue.publication)
    job = Job.of(issue, layout, ("print",), progress)
    pressed = press_issue(issue, layout, job.tell)
    faults = FaultFolder(issue.publication.folder / "build", job.date)
    faults.clear()
    faults.write(pictures_of_faults(pressed.whole, pressed.preflights))
    return pressed.preflights


def _known(only: Collection[str]) -> tuple[str, ...]:
    known = (*EDITIONS, *ON_REQUEST)
    unknown = sorted(set(only) - set(known))
    if unknown or not only:
        raise UsageError(
            f"no such edition: {', '.join(unknown) or '(none)'}; "
            f"there are {', '.join(known)}"
        )
    return tuple(edition for edition in known if edition in only)


def _printed(job: Job, press: Press, faults: FaultFolder) -> PrintEdition | None:
    if "print" not in job.wanted:
        return None
    faults.clear()
    with job.timed("print"):
        try:
            return press(job.issue, job.layout, job.tell)
        except RefusedFiles as error:
            faults.write(error.pictures)
            raise
