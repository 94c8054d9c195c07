"""What a relay's log says it has taken: Postfix's, by Message-ID.

``cleanup`` names the Message-ID while the message is still coming in; only the queue
manager's ``from=…`` line, or a delivery, tells that it was taken.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

_LINE = re.compile(
    r"^(?P<time>\w{3} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T ]\S+)\s.*?"
    r"postfix[\w/.-]*\[\d+\]:\s+(?P<queue>[0-9A-Za-z]{6,20}):\s+(?P<rest>.*)$"
)
_MESSAGE_ID = re.compile(r"^message-id=<?([^>\s]+)>?")
_IN_QUEUE = re.compile(r"^from=<.*(queue active)|^to=<.*status=")


@dataclass(slots=True)
class RelayLog:
    """All that matters of a log."""

    taken: dict[str, float | None] = field(default_factory=dict)
    """Message-ID, without brackets -> seconds since 1970 of its last line."""

    first: datetime | None = None
    """Moment of the first line, with time zone."""

    last: datetime | None = None

    _by_queue: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, lines: Iterable[str], now: datetime) -> Self:
        """Read a log from its beginning.

        Args:
            lines: as Postfix writes them, by syslog or by itself.
            now: with the time zone of the machine that wrote it; gives lines without
                a year theirs.
        """
        log = cls()
        for line in lines:
            if found := _LINE.match(line):
                log._note(found, now)
        return log

    def took(self, name: str, since: int = 0) -> bool:
        """Tell whether a Message-ID was taken, not earlier than a moment."""
        moment = self.taken.get(name, -1.0)
        return moment is None or moment >= since

    def covers(self, begin: int, end: int) -> bool:
        """Tell whether it reaches from one moment to another, seconds since 1970."""
        if self.first is None or self.last is None:
            return False
        return self.first.timestamp() <= begin and end <= self.last.timestamp()

    def _note(self, line: re.Match[str], now: datetime) -> None:
        moment = moment_of(line["time"], now)
        self.first = self.first or moment
        self.last = moment or self.last
        queue, rest = line["queue"], line["rest"]
        if named := _MESSAGE_ID.match(rest):
            # Queue names come again: the last Message-ID is the one that counts.
            self._by_queue[queue] = named[1]
        elif _IN_QUEUE.match(rest) and queue in self._by_queue:
            when = moment.timestamp() if moment else None
            self.taken[self._by_queue[queue]] = when


def moment_of(written: str, now: datetime) -> datetime | None:
    """Read the time of a line; a year that is not written is the latest that fits."""
    try:
        if written[0].isdigit():
            moment = datetime.fromisoformat(written)
            return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)
        dated = f"{now.year} {written} +0000"
        moment = datetime.strptime(dated, "%Y %b %d %H:%M:%S %z")
    except ValueError:
        return None
    moment = moment.replace(tzinfo=now.tzinfo)
    if moment > now + timedelta(days=1):
        moment = moment.replace(year=moment.year - 1)
    return moment
