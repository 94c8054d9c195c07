"""One thing that the doctor has looked at."""

from dataclasses import dataclass
from typing import Final

from newsletter.errors import Severity, Text

_NOTHING: Final = Text("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    name: Text
    found: str | Text
    """What is there: versions, paths, or the reason it does not work."""

    severity: Severity | None = None
    """None when all is well."""

    cure: Text = _NOTHING


def wrong(
    name: Text, found: str | Text, cure: Text, severity: Severity = Severity.ERROR
) -> Finding:
    """Say what is wrong, and what helps."""
    return Finding(name=name, found=found, severity=severity, cure=cure)
