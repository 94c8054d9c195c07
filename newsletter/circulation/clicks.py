"""Clicks on the links of an issue: a sum for each link, and nothing of who or when."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, text

from newsletter.build.clicks import listed_targets, numbered
from newsletter.circulation.store import Store
from newsletter.circulation.weeks import days_of, is_week, week_of
from newsletter.mail import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Click:
    """How often a link was followed."""

    number: str
    target: Target
    count: int


def links_named(build: Path, name: str) -> dict[str, Target]:
    """List the links of an issue or a week by the numbers in their addresses.

    A week's are those of its issues, behind the number of the weekday: ``2-7`` is the
    seventh link of Tuesday's.

    Args:
        build: the publication's ``build/``.
        name: as readers ask for it, whatever that is.
    """
    try:
        return _of_week(build, name) if is_week(name) else _of_day(build, name)
    except (ValueError, OverflowError):
        return {}


def _of_day(build: Path, name: str) -> dict[str, Target]:
    day = date.fromisoformat(name).isoformat()
    return numbered(listed_targets(build, day)) if day == name else {}


def _of_week(build: Path, name: str) -> dict[str, Target]:
    days = days_of(name)
    if week_of(days[0]) != name:
        return {}
    links: dict[str, Target] = {}
    for day in days:
        targets = listed_targets(build, day.isoformat())
        links |= numbered(targets, f"{day.isoweekday()}-")
    return links


def count_click(store: Store, issue: str, number: str, target: Target) -> None:
    """Add one to a link's count."""
    row = {
        "issue": issue,
        "link": number,
        "section": target.section,
        "target": target.url,
    }
    with store.writing() as connection:
        connection.execute(
            text(
                "INSERT INTO clicks (issue, link, section, target, count) "
                "VALUES (:issue, :link, :section, :target, 1) "
                "ON CONFLICT (issue, link) DO UPDATE SET count = clicks.count + 1"
            ),
            row,
        )


def clicks_on(ledger: Connection, issue: str) -> tuple[Click, ...]:
    """Read the counts of an issue or a week, the most followed link first."""
    found = ledger.execute(
        text(
            "SELECT link, section, target, count FROM clicks WHERE issue = :issue "
            "ORDER BY count DESC, length(link), link"
        ),
        {"issue": issue},
    )
    return tuple(
        Click(number=link, target=Target(section=section, url=url), count=count)
        for link, section, url, count in found
    )
