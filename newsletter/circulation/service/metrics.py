"""What the service has done, in Prometheus' text form (version 0.0.4)."""

from collections import Counter
from collections.abc import Mapping
from threading import Lock
from typing import Final

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_HELP: Final = {
    "newsletter_requests_total": "Requests answered, by page and status.",
    "newsletter_events_total": "What readers have done, by kind.",
    "newsletter_letters_total": "Mails of the service itself, by what became of them.",
}


class Metrics:
    """Counters since the service began."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self._counts: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()
        self._lock = Lock()

    def count(self, name: str, **labels: str) -> None:
        """Add one to a counter, such as ``newsletter_events_total``."""
        with self._lock:
            self._counts[name, tuple(sorted(labels.items()))] += 1

    def written(self, states: Mapping[str, int], waiting: int) -> str:
        """Write all, and how the list stands.

        Args:
            states: subscribers by state.
            waiting: mails of the service that are not sent yet.
        """
        lines: list[str] = []
        with self._lock:
            counts = sorted(self._counts.items())
        for name, about in _HELP.items():
            lines += [f"# HELP {name} {about}", f"# TYPE {name} counter"]
            lines += [
                f"{name}{_labels(labels)} {count}"
                for (one, labels), count in counts
                if one == name
            ]
        lines += [
            "# HELP newsletter_subscribers Subscribers, by state.",
            "# TYPE newsletter_subscribers gauge",
        ]
        lines += [
            f'newsletter_subscribers{{state="{state}"}} {count}'
            for state, count in sorted(states.items())
        ]
        lines += [
            "# HELP newsletter_letters_waiting Mails of the service not sent yet.",
            "# TYPE newsletter_letters_waiting gauge",
            f"newsletter_letters_waiting {waiting}",
        ]
        return "\n".join(lines) + "\n"


def _labels(labels: tuple[tuple[str, str], ...]) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{value}"' for name, value in labels) + "}"
