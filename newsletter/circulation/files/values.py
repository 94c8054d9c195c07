"""What goes into an import, and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from newsletter.circulation.subscriber import State
from newsletter.errors import ExplainedError, Text

ALL = "*"
"""Stands for all sections, where nothing said and all said must differ."""


class FileError(ExplainedError):
    """A file that cannot be read as a list of readers; says why, in both languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What shall be imported, and how it is to be read."""

    path: Path
    consent: str = ""
    """Where these readers said yes; a file may tell it row by row instead."""

    sections: Mapping[str, str] = field(default_factory=dict)
    """Names and slugs of the paper's sections -> slugs."""

    language: str = ""
    """Of readers whose row does not tell it."""

    encoding: str = ""
    """Empty: found out."""

    fallback: str = "gb18030"
    """Tried on what is not Unicode."""

    delimiter: str = ""
    """Empty: found out."""

    is_rehearsal: bool = False
    """Whether to tell what would happen, and change nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A row that is not taken."""

    line: int
    """Of the file, where the row begins."""

    address: str
    """As written; empty when there is none."""

    code: str
    """For programs, such as ``withdrawn``."""

    what: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row that could be read; None is what it does not tell."""

    line: int
    address: str
    name: str | None = None
    language: str | None = None
    sections: str | None = None
    """A JSON list, or ``ALL``."""

    attributes: str | None = None
    """A JSON object."""

    state: State = State.CONFIRMED
    digest: str | None = None
    """Empty for every issue."""

    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did, or would do."""

    id: int | None
    """None when nothing was changed."""

    encoding: str
    delimiter: str
    """Empty for JSON Lines."""

    kept_as: Mapping[str, str]
    """Column -> what it was taken for, ``attributes`` for all that is not known."""

    read: int
    added: int
    changed: int
    unchanged: int
    refused: Mapping[str, int]
    """Code -> rows."""

    is_rehearsal: bool
