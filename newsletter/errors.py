"""One tree of errors, sorted by who can mend it, and the problem they carry.

    NewsletterError
    ├── InputError        the editor: copy, manifest or pictures have problems
    ├── UsageError        the caller: a command or argument makes no sense
    ├── LayoutError       the designer: a layout, template or font is at fault
    └── OutsideError      the operator: a file system, library or server failed

Bugs stay ``TypeError`` and ``AssertionError``.  Only ``cli`` turns these into
text and exit codes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much a problem weighs."""

    ERROR = "error"
    """The build refuses."""

    WARNING = "warning"
    """The build goes on; an editor should look."""

    HINT = "hint"
    """Worth a thought."""


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in the two languages editors read."""

    zh: str
    en: str

    def said_in(self, language: str) -> str:
        """Choose the sentence for a language tag; anything but ``zh…`` is English."""
        return self.zh if language.lower().startswith("zh") else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the editor's files something stands; the command line points at it."""

    file: str
    """Path as the editor would type it, relative to the publication's folder."""

    line: int = 0
    """1-based; 0 when the whole file is meant."""

    column: int = 0
    """1-based, in characters; 0 when the whole line is meant."""

    length: int = 1
    """Characters to underline, from ``column``."""

    source: str = ""
    """Text of that line and up to two before it, for the code frame."""

    def __str__(self) -> str:
        """Write ``file:line:column``, leaving out what is not known."""
        return ":".join(
            str(part) for part in (self.file, self.line, self.column) if part
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong: where, what, and the cure."""

    code: str
    """Stable name such as ``M101``; README lists them all."""

    place: Place
    what: Text
    cure: Text = Text("", "")
    severity: Severity = Severity.ERROR


class NewsletterError(Exception):
    """Anything this package refuses to do, with a reason a person can act on."""


class ExplainedError(NewsletterError):
    """A refusal that gives its reason and its cure in both languages.

    Stands beside a branch of the tree: ``StoreError(ExplainedError, OutsideError)``.
    """

    def __init__(self, what: Text, cure: Text = Text("", "")) -> None:
        """Keep the reason and the cure."""
        self.what = what
        self.cure = cure
        super().__init__(what.en)


class InputError(NewsletterError):
    """The editor can mend this; every problem found is carried, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Sort the problems by file, line and column."""
        self.problems = tuple(
            sorted(problems, key=lambda p: (p.place.file, p.place.line, p.place.column))
        )
        super().__init__(
            "\n".join(f"{p.place}: {p.code} {p.what.en}" for p in self.problems)
        )


class UsageError(NewsletterError):
    """The caller asked for something that makes no sense."""


class LayoutError(NewsletterError):
    """The designer can mend this: a layout, template or font is at fault."""


class OutsideError(NewsletterError):
    """A file system, outside program or server failed; the text says what to do."""
