"""The records of published issues, as they stand in the web root."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from newsletter.errors import Place, Problem, Severity, Text
from newsletter.model.archive import PublishedIssue, as_record, from_record


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What has been published before this build."""

    own: PublishedIssue | None
    """The issue in hand, as an earlier build recorded it."""

    others: tuple[PublishedIssue, ...]
    """Newest first."""

    problems: tuple[Problem, ...]
    """Damaged records; feeds and archive do without them."""


def read_records(site: Path, *, besides: date) -> Archive:
    """Read every record of a web root.

    Args:
        site: The web root; need not exist.
        besides: Date of the issue in hand.
    """
    read = [_read(path) for path in sorted(site.glob("????-??-??/issue.json"))]
    issues = [one for one in read if isinstance(one, PublishedIssue)]
    return Archive(
        own=next((one for one in issues if one.date == besides), None),
        others=tuple(
            sorted(
                (one for one in issues if one.date != besides),
                key=lambda issue: issue.date,
                reverse=True,
            )
        ),
        problems=tuple(one for one in read if isinstance(one, Problem)),
    )


def record_bytes(issue: PublishedIssue) -> bytes:
    """Write a record as JSON."""
    return json.dumps(as_record(issue), ensure_ascii=False, indent=1).encode() + b"\n"


def _read(path: Path) -> PublishedIssue | Problem:
    try:
        issue = from_record(json.loads(path.read_bytes()))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return _damaged(path)
    # A folder copied under another date would put one issue into the paper twice.
    return issue if issue.date.isoformat() == path.parent.name else _damaged(path)


def _damaged(path: Path) -> Problem:
    day = path.parent.name
    return Problem(
        code="B201",
        severity=Severity.WARNING,
        place=Place(file=f"{path.parents[2].name}/site/{day}/{path.name}"),
        what=Text(
            f"{day} 期的发布记录已损坏，订阅源和网页暂不收录这一期",
            f"the record of {day} is damaged; feeds and web go without that issue",
        ),
        cure=Text(
            f"重新生成：newsletter build {day}",
            f"make it again: newsletter build {day}",
        ),
    )
