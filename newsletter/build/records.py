"""What has been published, as it stands in the web root: records and catalogue.

Each issue's folder holds its record.  The catalogue, a file for each year, spares a
build from reading them all: an entry counts as long as its record has the same size.
"""

import json
from collections.abc import Collection, Iterator
from datetime import date
from itertools import chain, groupby
from pathlib import Path

from newsletter.errors import Place, Problem, Severity, Text
from newsletter.model.archive import PublishedIssue, as_record, from_record
from newsletter.model.catalogue import (
    ListedIssue,
    as_catalogue,
    from_catalogue,
    listed,
)

_DAMAGE = (OSError, ValueError, LookupError, TypeError, AttributeError)


class Archive:
    """What has been published before this build, besides the issue in hand."""

    def __init__(self, site: Path, *, besides: date) -> None:
        """Read the catalogue, and every record that it does not know.

        Args:
            site: The web root; need not exist.
            besides: Date of the issue in hand.
        """
        self.site = site
        self.problems: tuple[Problem, ...] = ()
        """Damaged records; feeds and archive do without them."""

        self._read: dict[date, PublishedIssue | None] = {}
        known = {one.date: one for one in _catalogue(site) if one.date != besides}
        entries = tuple(self._entries(known, besides))
        self.listing = tuple(sorted(entries, key=lambda one: one.date, reverse=True))
        """Entries of the other issues, newest first."""

        listed_now = {one.date: one for one in self.listing}
        self.changed = frozenset(
            day
            for day in known.keys() | listed_now.keys()
            if known.get(day) is not listed_now.get(day)
        )
        """Dates whose issue has come, gone or changed without the catalogue."""

        both = (
            (known.get(day) for day in self.changed),
            map(listed_now.get, self.changed),
        )
        self.corrected = frozenset(
            correction.date
            for one in chain(*both)
            for correction in (one.corrections if one else ())
        )
        """Dates of the issues that those correct, or did."""

        self.own = self.issue(besides) if self._path(besides).exists() else None
        """The issue in hand, as an earlier build recorded it."""

    def issue(self, day: date) -> PublishedIssue | None:
        """Read a record; None, and a problem, when it is damaged."""
        if day not in self._read:
            self._read[day] = _record(self._path(day))
            if self._read[day] is None:
                self.problems += (_damaged(self._path(day)),)
        return self._read[day]

    def issues(self, days: Collection[date]) -> tuple[PublishedIssue, ...]:
        """Read records, in the order of dates given; damaged ones are left out."""
        return tuple(filter(None, map(self.issue, days)))

    def search_folders(self) -> frozenset[str]:
        """Name the segments of the search index that there are."""
        return frozenset(path.name for path in self.site.glob("search/*-*/"))

    def _entries(
        self, known: dict[date, ListedIssue], besides: date
    ) -> Iterator[ListedIssue]:
        for path in sorted(self.site.glob("????-??-??/issue.json")):
            day, size = _day(path), path.stat().st_size
            if day == besides:
                continue
            if day in known and known[day].size == size:
                yield known[day]
            elif day is None:
                self.problems += (_damaged(path),)
            elif issue := self.issue(day):
                yield listed(issue, size)

    def _path(self, day: date) -> Path:
        return self.site / day.isoformat() / "issue.json"


def record_bytes(issue: PublishedIssue) -> bytes:
    """Write a record as JSON."""
    return json.dumps(as_record(issue), ensure_ascii=False, indent=1).encode() + b"\n"


def catalogue_files(
    listing: tuple[ListedIssue, ...], changed: Collection[date]
) -> tuple[tuple[str, bytes], ...]:
    """Write the catalogue of each year in which something has changed.

    Args:
        listing: Every issue, newest first.
        changed: Dates of the issues that are new, others, or gone.
    """
    years = {day.year for day in changed}
    return tuple(
        (f"archive/{year}/issues.json", _written(tuple(issues)))
        for year, issues in groupby(listing, lambda one: one.date.year)
        if year in years
    )


def _written(issues: tuple[ListedIssue, ...]) -> bytes:
    plain = as_catalogue(issues)
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _catalogue(site: Path) -> Iterator[ListedIssue]:
    for path in sorted(site.glob("archive/????/issues.json")):
        try:
            yield from from_catalogue(json.loads(path.read_bytes()))
        except _DAMAGE:
            continue  # its issues are read again, and the file is written anew


def _day(path: Path) -> date | None:
    try:
        return date.fromisoformat(path.parent.name)
    except ValueError:
        return None


def _record(path: Path) -> PublishedIssue | None:
    try:
        issue = from_record(json.loads(path.read_bytes()))
    except _DAMAGE:
        return None
    # A folder copied under another date would put one issue into the paper twice.
    return issue if issue.date.isoformat() == path.parent.name else None


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
