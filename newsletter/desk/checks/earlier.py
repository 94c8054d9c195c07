"""R001: a story that the paper has had in its last issues, or twice in this one."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from newsletter.desk.checks.copies import Copy, slip
from newsletter.desk.numbering import issue_days
from newsletter.errors import Problem, Severity, Text
from newsletter.manifest.folders import article_files
from newsletter.model.archive import from_record

_ISSUES = 30
_GRAM = 8
_FEWEST = 40
"""Grams; shorter notes are alike by their form."""

_ALIKE = 0.5
_NOT_COPY = re.compile(r"\A---\n.*?\n---\n|<[^>]*>|https?://\S+", re.DOTALL)
_FORM = re.compile(r"\W+")
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story that was printed before."""

    day: date
    name: str
    grams: frozenset[str]


def earlier_stories(project: Path, day: date) -> tuple[Story, ...]:
    """Read the stories of the last thirty issues before a day.

    Those that were built are read from their records, others from their articles.
    """
    stories = dict(_published(project / "build" / "site", day))
    for other in issue_days(project / "issues"):
        if other < day and other not in stories:
            folder = project / "issues" / other.isoformat()
            stories[other] = [_story(path, other) for path in article_files(folder)]
    last = sorted(stories, reverse=True)[:_ISSUES]
    return tuple(story for when in last for story in stories[when])


def repeated(copies: Sequence[Copy], before: Sequence[Story]) -> Iterator[Problem]:
    """Find articles of which half stood in the paper before, or stands here twice."""
    seen: list[tuple[str, frozenset[str]]] = [
        (f"{story.day} “{story.name}”", story.grams) for story in before
    ]
    for copy in copies:
        grams = _grams("".join(copy.article.texts))
        same = next((name for name, other in seen if _is_alike(grams, other)), "")
        if same:
            yield _problem(copy, same)
        seen.append((copy.article.place.file, grams))


def _published(site: Path, before: date) -> Iterator[tuple[date, list[Story]]]:
    """Read the records that builds leave; damaged ones are the build's to report."""
    for path in sorted(site.glob("????-??-??/issue.json")):
        try:
            issue = from_record(json.loads(path.read_bytes()))
        except (OSError, KeyError, TypeError, ValueError):
            continue
        if issue.date < before:
            yield (
                issue.date,
                [
                    Story(day=issue.date, name=a.title, grams=_grams(a.content))
                    for a in issue.articles
                ],
            )


def _story(path: Path, day: date) -> Story:
    try:
        content = path.read_bytes()[:_MOST_BYTES]
    except OSError:
        content = b""
    text = content.decode("utf-8", "replace").replace("\r\n", "\n")
    return Story(day=day, name=path.name, grams=_grams(text))


def _grams(text: str) -> frozenset[str]:
    bare = _FORM.sub("", _NOT_COPY.sub("", text))
    return frozenset(bare[n : n + _GRAM] for n in range(len(bare) - _GRAM + 1))


def _is_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    least = min(len(one), len(other))
    return least >= _FEWEST and len(one & other) >= _ALIKE * least


def _problem(copy: Copy, same: str) -> Problem:
    return slip(
        "R001",
        copy.article.place,
        Text(f"与 {same} 重稿", f"much the same story as {same}"),
        Text(
            "换稿；确要再登就在 issue.yaml 的 silence 里写明",
            "take another story, or silence it in issue.yaml with a reason",
        ),
        Severity.WARNING,
    )
