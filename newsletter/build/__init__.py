"""From an issue to its finished editions; the only room that writes them to disk."""

from newsletter.build.codes import CODES
from newsletter.build.handoff import Handoff, Means, hand_off
from newsletter.build.inputs import finished_report
from newsletter.build.issue import build_issue, judged_issue, load_issue
from newsletter.build.job import EDITIONS, ON_REQUEST

__all__ = [
    "CODES",
    "EDITIONS",
    "ON_REQUEST",
    "Handoff",
    "Means",
    "build_issue",
    "finished_report",
    "hand_off",
    "judged_issue",
    "load_issue",
]
