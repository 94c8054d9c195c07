"""Names of weeks, which stand for the issues gathered into one digest."""

from datetime import date, timedelta


def week_of(day: date) -> str:
    """Name the week of a day as ISO 8601 does: ``2021-W47``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def days_of(week: str) -> tuple[date, ...]:
    """List the seven days of a week, Monday first.

    Raises:
        ValueError: the name is none of a week.
    """
    monday = date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    return tuple(monday + timedelta(days=n) for n in range(7))


def is_week(name: str) -> bool:
    """Tell a week's name from an issue's date."""
    return "W" in name
