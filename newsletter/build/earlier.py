"""What an earlier build said of itself in ``report.json``."""

import json
from pathlib import Path
from typing import Any

from newsletter.errors import Place, Problem, Severity, Text
from newsletter.model.report import EditionReport, Report


def read_report(folder: Path) -> dict[str, Any]:
    """Read ``report.json`` of an issue's build folder; empty when there is none.

    A damaged one counts as none: the next build writes it anew.
    """
    try:
        document = json.loads((folder / "report.json").read_bytes())
        report_from(document)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}
    return dict(document)


def report_from(document: dict[str, Any]) -> Report:
    """Turn ``report.json`` back into the report it was written from.

    Raises:
        KeyError, TypeError, ValueError: it is damaged or of another version.
    """
    return Report(
        date=document["date"],
        editions=tuple(
            EditionReport(
                edition=one["edition"],
                files=tuple((Path(path), int(size)) for path, size in one["files"]),
                seconds=one["seconds"],
                problems=tuple(map(_problem, one["problems"])),
            )
            for one in document["editions"]
        ),
        problems=tuple(map(_problem, document["problems"])),
    )


def _problem(plain: dict[str, Any]) -> Problem:
    return Problem(
        code=plain["code"],
        place=Place(**plain["place"]),
        what=Text(**plain["what"]),
        cure=Text(**plain["cure"]),
        severity=Severity(plain["severity"]),
    )
