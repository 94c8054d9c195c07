"""The job in hand: what is built of which issue, and how long each stage takes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Self, TypeAlias

from newsletter.layout import Layout
from newsletter.model.issue import Issue
from newsletter.press.edition import PrintEdition

Progress: TypeAlias = Callable[[str], None]
"""Told the name of a stage as it begins: ``compose``, ``paint`` … ``files``."""

Press: TypeAlias = Callable[[Issue, Layout, Progress], PrintEdition]
"""Prints an issue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One issue on its way through the house."""

    issue: Issue
    layout: Layout
    wanted: tuple[str, ...]
    """Editions asked for, in the order in which they are made."""

    tell: Progress
    seconds: dict[str, float] = field(default_factory=dict)
    """Of every finished stage."""

    @classmethod
    def of(
        cls,
        issue: Issue,
        layout: Layout,
        wanted: tuple[str, ...],
        progress: Progress | None,
    ) -> Self:
        """Begin; without ``progress`` nobody is told anything."""
        return cls(
            issue=issue, layout=layout, wanted=wanted, tell=progress or _tell_nobody
        )

    @property
    def date(self) -> str:
        """The issue's date, which names its folders."""
        return self.issue.date.isoformat()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Tell that a stage begins, and note its seconds when it is done."""
        self.tell(name)
        with self.timed(name):
            yield

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Note the seconds of something that tells its stages itself."""
        start = perf_counter()
        yield
        self.seconds[name] = perf_counter() - start


def _tell_nobody(_: str) -> None:
    pass
