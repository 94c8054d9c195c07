"""The archive: a page for each year, with a calendar for each month."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from newsletter.markup import one_line
from newsletter.model.calendar import long_date, month_name, weekday
from newsletter.model.catalogue import ListedIssue
from newsletter.web.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDay:
    """An issue's line in the archive."""

    date: date
    folder: str
    number: int
    long_date: str
    weekday: str
    title: str
    """Headline of its first article; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month in which the paper came out."""

    number: int
    name: str
    weeks: tuple[tuple[tuple[int, str], ...], ...]
    """Weeks from Monday: (day of the month or 0, folder of its issue or empty)."""

    days: tuple[ShownDay, ...]
    """Newest first."""


def months(site: Site, listing: tuple[ListedIssue, ...]) -> tuple[Month, ...]:
    """Lay out a year's months, newest first.

    Args:
        site: The paper's site.
        listing: The issues of one year, newest first.
    """
    return tuple(
        _month(site, tuple(issues))
        for _, issues in groupby(listing, lambda issue: issue.date.month)
    )


def week(site: Site) -> tuple[str, ...]:
    """Name the days of a week from Monday, as the head of a calendar."""
    monday = date(2024, 1, 1)
    names = (weekday(monday.replace(day=1 + n), site.language) for n in range(7))
    return tuple(name[-1:] if site.publication.is_chinese else name for name in names)


def _month(site: Site, listing: tuple[ListedIssue, ...]) -> Month:
    first = listing[0].date
    folders = {issue.date.day: f"{issue.date.isoformat()}/" for issue in listing}
    weeks = Calendar().monthdayscalendar(first.year, first.month)
    return Month(
        number=first.month,
        name=month_name(first, site.language),
        weeks=tuple(
            tuple((day, folders.get(day, "")) for day in days) for days in weeks
        ),
        days=tuple(_day(site, issue) for issue in listing),
    )


def _day(site: Site, issue: ListedIssue) -> ShownDay:
    return ShownDay(
        date=issue.date,
        folder=f"{issue.date.isoformat()}/",
        number=issue.number,
        long_date=long_date(issue.date, site.language),
        weekday=weekday(issue.date, site.language),
        title=one_line(issue.articles[0].title) if issue.articles else "",
    )
