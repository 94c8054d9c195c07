"""What every command knows: the language of messages, and where the paper is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from newsletter.cli.report import Exit
from newsletter.errors import ExplainedError, Text, UsageError


class Misuse(ExplainedError, UsageError):  # noqa: N818  (wrong usage: its own word)
    """A wrong use of a command, said in both languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command did, for people and for programs."""

    text: str
    """For people; may carry colours."""

    document: Mapping[str, Any]
    """For programs: what ``--json`` prints besides ``ok`` and ``exit``."""

    exit: Exit = Exit.DONE
    notes: str = ""
    """For a program that reads lines; printed instead of ``text``."""


@dataclass(slots=True, kw_only=True)
class Session:
    """One call of ``newsletter``."""

    language: str
    """Of messages: ``zh`` or ``en``."""

    here: Path
    """The working folder."""

    is_watched: bool
    """Whether a person sees what is written as it is written."""

    clock: Callable[[], datetime]
    """Tells the moment, with time zone."""

    chosen: Path | None = field(default=None)
    """``--project``."""

    def say(self, zh: str, en: str) -> str:
        """Choose a sentence by the language of messages."""
        return Text(zh, en).said_in(self.language)

    @property
    def project(self) -> Path:
        """The publication's folder.

        Raises:
            Misuse: there is none, here or above.
        """
        folders = (self.chosen,) if self.chosen else (self.here, *self.here.parents)
        for folder in folders:
            if is_there(folder / "issues" / "publication.yaml"):
                return folder
        raise Misuse(
            Text(
                f"{folders[0]} 里没有 issues/publication.yaml",
                f"no issues/publication.yaml in {folders[0]}"
                + ("" if self.chosen else " or above"),
            ),
            Text(
                "进入报纸所在的文件夹，用 --project 指定，或用 newsletter init 新建",
                "change to the paper's folder, name it with --project, or make one "
                "with newsletter init",
            ),
        )


def is_there(path: Path) -> bool:
    """Tell whether a file is there; one that may not be seen is, until it is read."""
    try:
        return path.is_file()
    except PermissionError:
        return True


def dates_of(project: Path) -> tuple[date, ...]:
    """List the dates of a publication's issues, oldest first."""
    return tuple(sorted(_dates(project / "issues")))


def existing(project: Path, text: str) -> date:
    """Read the date of an issue that is there.

    Raises:
        Misuse: no date, or no such issue; offers the nearest one.
    """
    known = [day.isoformat() for day in dates_of(project)]
    if text in known:
        return date.fromisoformat(text)
    day = a_date(text, known)
    if day.isoformat() in known:
        return day
    raise Misuse(
        Text(f"没有 {day} 这一期", f"there is no issue {day}"),
        _nearest(day.isoformat(), known),
    )


def a_date(text: str, known: list[str]) -> date:
    """Read a date as ISO 8601 writes it: ``2021-11-23``.

    Raises:
        Misuse: it is no date; offers the nearest of ``known``.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Misuse(
            Text(f"“{text}”不是日期", f"{text!r} is not a date"), _nearest(text, known)
        ) from error


def _dates(issues: Path) -> Iterator[date]:
    for folder in issues.glob("????-??-??"):
        try:
            day = date.fromisoformat(folder.name)
        except ValueError:
            continue
        if is_there(folder / "issue.yaml"):
            yield day


def _nearest(text: str, known: list[str]) -> Text:
    form = Text("日期写作 2021-11-23", "write dates as 2021-11-23")
    near = get_close_matches(text, known, n=3, cutoff=0.6) or known[-3:]
    if not near:
        return form
    return Text(
        f"{form.zh}；是不是 {'、'.join(near)}？",
        f"{form.en}; did you mean {' or '.join(near)}?",
    )
