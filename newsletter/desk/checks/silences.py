"""Findings that the editor has looked at and let stand, with a reason."""

from collections.abc import Sequence

from newsletter.errors import Problem, Severity, Text
from newsletter.model.issue import Silence

_NEVER = ("C", "M")
"""Placeholders and mistakes of the manifest cannot be silenced."""


def without_silenced(
    problems: Sequence[Problem], silences: Sequence[Silence]
) -> tuple[Problem, ...]:
    """Drop what a silence names; hint at silences that name nothing (``C002``)."""
    used = {s for p in problems for s in silences if _silences(s, p)}
    kept = [p for p in problems if not any(_silences(s, p) for s in silences)]
    return (*kept, *(_unused(s) for s in silences if s not in used))


def _silences(silence: Silence, problem: Problem) -> bool:
    if silence.code != problem.code or problem.code.startswith(_NEVER):
        return False
    if silence.file and not problem.place.file.endswith(f"/{silence.file}"):
        return False
    return not silence.text or silence.text in _words(problem)


def _words(problem: Problem) -> str:
    """What a finding is about: the characters it underlines, and what it says."""
    place = problem.place
    line = place.source.rpartition("\n")[2]
    start = max(place.column - 1, 0)
    marked = line[start : start + place.length] if place.column else ""
    return f"{marked}\n{problem.what.zh}"


def _unused(silence: Silence) -> Problem:
    return Problem(
        code="C002",
        place=silence.place,
        what=Text(
            f"没有要静默的“{silence.code} {silence.text}”",
            f"there is no “{silence.code} {silence.text}” to silence",
        ),
        cure=Text("删去这一条", "take this entry out"),
        severity=Severity.HINT,
    )
