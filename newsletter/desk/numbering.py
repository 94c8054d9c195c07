"""Running numbers of issues, and names for their articles."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from newsletter.desk.manifest_text import number_in

_ARTICLE = re.compile(r"(?:(\d+)-)?([^.].*)\.md")


def next_number(issues: Path, day: date) -> int:
    """Find the running number for an issue of a day.

    One more than the last issue before it; if that number is taken, one more
    than the highest.  The first issue is 1.

    Args:
        issues: The folder that holds a folder for each date.
        day: Date of the new issue; a manifest of its own is not counted.
    """
    numbers = dict(_numbers(issues, day))
    before = [number for when, number in numbers.items() if when < day]
    following = before[-1] + 1 if before else 1
    taken = set(numbers.values())
    return max(taken) + 1 if following in taken else following


def article_names(section_slugs: Iterable[str], taken: Iterable[str]) -> Iterator[str]:
    """Name articles by ordinal, section and count: ``01-livelihood-1.md``.

    The ordinal goes on from the highest that is taken, and no name is the same
    as another without its ordinal: that rest is the article's slug.

    Args:
        section_slugs: Section of each article to name.
        taken: File names that are there already.
    """
    found = [match.groups() for match in map(_ARTICLE.fullmatch, taken) if match]
    slugs = {slug for _, slug in found}
    ordinal = max((int(digits or 0) for digits, _ in found), default=0)
    counts: dict[str, int] = {}
    for section in section_slugs:
        ordinal += 1
        count = counts.get(section, 0) + 1
        while f"{section}-{count}" in slugs:
            count += 1
        counts[section] = count
        yield f"{ordinal:02d}-{section}-{count}.md"


def issue_days(issues: Path) -> tuple[date, ...]:
    """List the dates that have an issue folder with a manifest, oldest first."""
    found = (_day(path.parent.name) for path in issues.glob("*/issue.yaml"))
    return tuple(sorted(day for day in found if day))


def _numbers(issues: Path, day: date) -> Iterator[tuple[date, int]]:
    for other in issue_days(issues):
        path = issues / other.isoformat() / "issue.yaml"
        # Only the number is wanted, so a damaged byte elsewhere does not matter.
        number = number_in(path.read_text(encoding="utf-8", errors="replace"))
        if other != day and number is not None:
            yield other, number


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None
