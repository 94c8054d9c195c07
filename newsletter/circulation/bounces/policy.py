"""What follows for a reader from what came back; pure decisions."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from newsletter.circulation.bounces.values import Kind

RUNNING = 3
"""Issues in a row that a mailbox may refuse for now."""

LASTING = 30 * 86_400
"""Seconds that it may go on refusing."""


class Measure(Enum):
    """What is done."""

    NOTHING = "nothing"
    SUPPRESS = "suppress"
    """No mail goes to the address until its owner signs up again."""

    UNSUBSCRIBE = "unsubscribe"
    """The reader's own no."""

    TELL = "tell"
    """The operator should look: the provider minds the paper, not the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Softly:
    """A refusal for now."""

    at: int
    """Seconds since 1970."""

    issue: str = ""
    """``2021-11-23``; empty when the report does not say which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """An issue that went to the reader."""

    issue: str
    at: int
    """When its sending began, in seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is known of a reader whose letter came back."""

    softly: Collection[Softly] = ()
    """Refusals for now on record, this one with them."""

    sent: tuple[Sent, ...] = ()
    """The last issues, newest first."""


def measure_for(kind: Kind, past: Past) -> Measure:
    """Decide what an event calls for.

    A hard one suppresses at once; soft ones after three issues in a row, or when a
    mailbox has refused for thirty days; throttles and blocks never do, whatever
    their code; a complaint is the reader's no.
    """
    if kind is Kind.HARD:
        return Measure.SUPPRESS
    if kind in {Kind.COMPLAINT, Kind.LEAVE}:
        return Measure.UNSUBSCRIBE
    if kind is Kind.BLOCK:
        return Measure.TELL
    is_over = kind is Kind.SOFT and (_in_a_row(past) or _for_long(past))
    return Measure.SUPPRESS if is_over else Measure.NOTHING


def _in_a_row(past: Past) -> bool:
    refused = {one.issue for one in past.softly}
    last = [one.issue for one in past.sent[:RUNNING]]
    return len(last) == RUNNING and refused.issuperset(last)


def _for_long(past: Past) -> bool:
    """Tell whether refusals reach back thirty days without an issue between."""
    refused = {one.issue for one in past.softly}
    taken = (one.at for one in past.sent if one.issue not in refused)
    since = max(taken, default=0)
    times = [one.at for one in past.softly if one.at >= since]
    return len(times) >= RUNNING and max(times) - min(times) >= LASTING
