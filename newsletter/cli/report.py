"""Problems and errors as text, as JSON, and as notes of a code host.

The only place where errors become words and exit codes.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from enum import Enum, IntEnum
from pathlib import PurePath
from typing import Any, Final

import click

from newsletter.cli.frame import code_frame
from newsletter.errors import (
    InputError,
    LayoutError,
    OutsideError,
    Problem,
    Severity,
    Text,
    UsageError,
)


class Exit(IntEnum):
    """What the shell is told."""

    DONE = 0
    INPUT = 1
    """The editor's or designer's files have problems."""

    USAGE = 2
    OUTSIDE = 3
    """A file system, program or server failed."""


_KINDS: Final = {
    InputError: Exit.INPUT,
    UsageError: Exit.USAGE,
    LayoutError: Exit.INPUT,
    OutsideError: Exit.OUTSIDE,
    OSError: Exit.OUTSIDE,
}
_LABELS: Final = {
    Severity.ERROR: (Text("错误", "error"), "red"),
    Severity.WARNING: (Text("警告", "warning"), "yellow"),
    Severity.HINT: (Text("提示", "hint"), "cyan"),
}
_GITHUB: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.HINT: "notice",
}
_CURE: Final = Text("  提示：", "  hint: ")
_OUTSIDE: Final = Text(
    "请检查权限和磁盘空间", "check permissions and the disk's free space"
)


def language_of(environment: Mapping[str, str]) -> str:
    """Choose the language of messages.

    ``NEWSLETTER_LANG`` decides, else the locale as POSIX orders its variables;
    whatever begins with ``zh`` is Chinese, anything else English.
    """
    for name in ("NEWSLETTER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def exit_code(error: BaseException) -> Exit:
    """Say how the shell learns of an error."""
    kinds = (code for kind, code in _KINDS.items() if isinstance(error, kind))
    return next(kinds, Exit.INPUT)


def render(problem: Problem, language: str) -> str:
    """Write a problem for people: place, what, code frame, cure.

    Colours are written too; ``click.echo`` drops them where nobody sees them.
    """
    label, colour = _LABELS[problem.severity]
    head = click.style(f"{label.said_in(language)} {problem.code}", fg=colour)
    place = click.style(_printable(str(problem.place)), bold=True)
    what, cure = problem.what.said_in(language), problem.cure.said_in(language)
    hint = (_CURE.said_in(language) + _printable(cure),) if cure else ()
    first = f"{place}: {head} {_printable(what)}"
    return "\n".join((first, *code_frame(problem.place), *hint))


def render_all(problems: Iterable[Problem], language: str) -> str:
    """Write problems in the order given, and count them."""
    every = tuple(problems)
    lines = (*(render(one, language) for one in every), tally(every, language))
    return "\n".join(filter(None, lines))


def tally(problems: tuple[Problem, ...], language: str) -> str:
    """Count problems by weight: ``1 个错误，2 个警告``; empty when there are none."""
    counted = (
        (sum(one.severity is severity for one in problems), severity)
        for severity in Severity
    )
    if language == "zh":
        return "，".join(f"{n} 个{_LABELS[s][0].zh}" for n, s in counted if n)
    return ", ".join(
        f"{n} {_LABELS[s][0].en}{'s' if n > 1 else ''}" for n, s in counted if n
    )


def render_error(error: BaseException, language: str) -> str:
    """Write an error for people; an ``InputError`` becomes its problems."""
    if isinstance(error, InputError):
        return render_all(error.problems, language)
    label, colour = _LABELS[Severity.ERROR]
    head = click.style(label.said_in(language), fg=colour)
    mark = Text("：", ": ").said_in(language)
    return f"{head}{mark}{_printable(said(error, language))}"


def said(error: BaseException, language: str) -> str:
    """Let an error speak; some know both languages (``what`` and ``cure``)."""
    what, cure = getattr(error, "what", None), getattr(error, "cure", None)
    if isinstance(what, Text):
        lines = [what.said_in(language)]
        if isinstance(cure, Text) and cure.said_in(language):
            lines.append(_CURE.said_in(language) + cure.said_in(language))
        return "\n".join(lines)
    if isinstance(error, OSError):
        named = ": ".join(filter(None, (str(error.filename or ""), error.strerror)))
        return f"{named}\n{_CURE.said_in(language)}{_OUTSIDE.said_in(language)}"
    return str(error)


def github(problem: Problem, language: str) -> str:
    """Write a problem as a workflow command, which a code host shows at the line."""
    place = problem.place
    properties = {
        "file": place.file,
        "line": place.line,
        "col": place.column,
        "endColumn": place.column + place.length if place.column else 0,
        "title": problem.code,
    }
    fields = ",".join(
        f"{name}={_escaped(str(value), '%:,')}"
        for name, value in properties.items()
        if value
    )
    words = (problem.what.said_in(language), problem.cure.said_in(language))
    text = "\n".join(filter(None, words))
    return f"::{_GITHUB[problem.severity]} {fields}::{_escaped(text, '%')}"


def problems_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Turn problems into plain values, with both languages."""
    return [asdict(problem) for problem in problems]


def error_json(error: BaseException, language: str) -> dict[str, Any]:
    """Turn an error into plain values: kind, text, and its problems."""
    problems = error.problems if isinstance(error, InputError) else ()
    return {
        "ok": False,
        "exit": int(exit_code(error)),
        "error": exit_code(error).name.lower(),
        "text": str(error) if isinstance(error, InputError) else said(error, language),
        "problems": problems_json(problems),
    }


def written(document: dict[str, Any]) -> str:
    """Write one JSON object."""
    return json.dumps(document, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else PurePath(str(value)).as_posix()


def _printable(text: str) -> str:
    """Keep control characters of copy and file names from the terminal."""
    return "".join(c if c >= " " or c == "\n" else "\ufffd" for c in text)


def _escaped(text: str, characters: str) -> str:
    for character in characters + "\r\n":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
