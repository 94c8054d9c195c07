"""The report of a build: made, and kept in ``report.json``."""

from pathlib import Path
from typing import Any

from newsletter.build.documents import report_json, written
from newsletter.build.editions import FinishedEdition
from newsletter.build.job import Job
from newsletter.build.names import EDITIONS, ON_REQUEST
from newsletter.errors import Problem
from newsletter.model.report import EditionReport, Report


def report_of(
    job: Job, editions: tuple[FinishedEdition, ...], problems: tuple[Problem, ...]
) -> Report:
    """Sum up what was made.

    Args:
        job: Knows the seconds of each stage.
        editions: As finished.
        problems: Found in the archive; the issue's own come before them.
    """
    return Report(
        date=job.date,
        editions=tuple(
            EditionReport(
                edition=one.edition,
                files=tuple((Path(path), len(data)) for path, data in one.files),
                seconds=round(job.seconds[one.edition], 3),
                problems=one.problems,
            )
            for one in editions
        ),
        problems=(*job.issue.problems, *problems),
    )


def report_bytes(report: Report, inputs: str, earlier: dict[str, Any]) -> bytes:
    """Write ``report.json``; editions that were not made keep their entries.

    Args:
        report: Of this build.
        inputs: Fingerprint of all that went into it.
        earlier: ``report.json`` as it was; empty when there was none.
    """
    plain = report_json(report)
    entries = {one["edition"]: one for one in earlier.get("editions", ())}
    entries |= {one["edition"]: one | {"inputs": inputs} for one in plain["editions"]}
    names = (*EDITIONS, *ON_REQUEST)
    ordered = [entries[name] for name in names if name in entries]
    return written(plain | {"editions": ordered})


def stale_files(earlier: dict[str, Any], report: Report) -> frozenset[str]:
    """Find files of this issue that an earlier build left and this one does not.

    Only files in the issue's own folders count: what spans issues, or belongs to a
    neighbour, has other owners.
    """
    own = (f"{report.date}/", f"site/{report.date}/")
    made = {one.edition for one in report.editions}
    kept = {path.as_posix() for one in report.editions for path, _ in one.files}
    left: set[str] = set()
    for one in earlier.get("editions", ()):
        paths = {path for path, _ in one["files"]}
        if one["edition"] in made:
            left |= {path for path in paths if path.startswith(own)}
        else:
            kept |= paths
    return frozenset(left - kept)
