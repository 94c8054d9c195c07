"""What a build did: files, sizes, seconds and problems, edition by edition."""

from dataclasses import dataclass
from pathlib import Path

from newsletter.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionReport:
    """One finished edition."""

    edition: str
    """``print``, ``email``, ``feeds`` or ``web``."""

    files: tuple[tuple[Path, int], ...]
    """Path below the build folder, size in bytes."""

    seconds: float
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One issue, every edition."""

    date: str
    """ISO 8601."""

    editions: tuple[EditionReport, ...]
    problems: tuple[Problem, ...] = ()
    """Warnings and hints of the manifest and copy."""
