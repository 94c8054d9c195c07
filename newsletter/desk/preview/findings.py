"""What is wrong, as the preview shows it beside the pages."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from newsletter.desk.preview.links import link_to
from newsletter.errors import InputError, Place, Problem, Text

_WHOLE = Place(file="")


def problems_of(error: BaseException) -> tuple[Problem, ...]:
    """Turn whatever stopped a build into problems; a bug is told as one."""
    if isinstance(error, InputError):
        return error.problems
    what = getattr(error, "what", None)
    cure = getattr(error, "cure", Text("", ""))
    if not isinstance(what, Text):
        words = str(error) or type(error).__name__
        what = Text(words, words)
    return (Problem(code="", place=_WHOLE, what=what, cure=cure),)


def shown(
    problems: Iterable[Problem], project: Path, language: str, template: str
) -> list[dict[str, Any]]:
    """Write problems as plain values in one language, each once, with its link."""
    rows = (
        {
            "severity": one.severity.value,
            "code": one.code,
            "place": str(one.place) if one.place.file else "",
            "file": one.place.file,
            "what": one.what.said_in(language),
            "cure": one.cure.said_in(language),
            "source": one.place.source.rpartition("\n")[2][:400],
            "link": link_to(one.place, project, template),
        }
        for one in problems
    )
    return list({tuple(row.values()): row for row in rows}.values())
