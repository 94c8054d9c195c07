"""The list of an issue's links beside its mail, ``build/DATE/clicks.json``.

A mail that has been sent keeps its numbers for good: a later build adds to the list
at its end and takes nothing out, even where the paper counts no clicks any more.
"""

import json
from pathlib import Path

from newsletter.build.folder import Files
from newsletter.mail import Target, targets_of
from newsletter.model.issue import Issue

_FILE = "clicks.json"


def listed_targets(build: Path, day: str) -> tuple[Target, ...]:
    """Read the list of an issue; empty when there is none, or it is damaged."""
    try:
        document = json.loads((build / day / _FILE).read_bytes())
        return tuple(Target(section=one["section"], url=one["url"]) for one in document)
    except (OSError, ValueError, LookupError, TypeError):
        return ()


def numbered(targets: tuple[Target, ...], before: str = "") -> dict[str, Target]:
    """Number links from 1.

    Args:
        targets: in the order of the list.
        before: stands before each number.
    """
    return {f"{before}{n}": target for n, target in enumerate(targets, 1)}


def targets_now(issue: Issue, earlier: tuple[Target, ...]) -> tuple[Target, ...]:
    """Bring a list up to date."""
    if not issue.publication.circulation.count_clicks:
        return earlier
    return tuple(dict.fromkeys((*earlier, *targets_of(issue))))


def target_files(day: str, targets: tuple[Target, ...]) -> Files:
    """Write the list; none without links."""
    if not targets:
        return ()
    rows = [
        {"n": n, "section": one.section, "url": one.url}
        for n, one in enumerate(targets, 1)
    ]
    text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    return ((f"{day}/{_FILE}", text.encode()),)
