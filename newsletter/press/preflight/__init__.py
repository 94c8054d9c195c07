"""Preflight: a verdict for every rule that a press file must keep."""

from newsletter.press.preflight.documents import preflight_json, preflight_text
from newsletter.press.preflight.findings import Order, Outcome, Preflight, Verdict
from newsletter.press.preflight.judging import CODES, preflight
from newsletter.press.preflight.picture import fault_pictures

__all__ = [
    "CODES",
    "Order",
    "Outcome",
    "Preflight",
    "Verdict",
    "fault_pictures",
    "preflight",
    "preflight_json",
    "preflight_text",
]
