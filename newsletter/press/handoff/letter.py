"""The mail that carries press files."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from newsletter.errors import Text
from newsletter.press.handoff.values import Job, Kind, Parcel

_TYPES = {
    Kind.PAGE: ("application", "pdf"),
    Kind.SUMS: ("text", "plain"),
    Kind.TWIN: ("application", "json"),
    Kind.TICKET: ("application", "vnd.cip4-xjdf+xml"),
}

_ASCII = SMTP.clone(cte_type="7bit")
"""Every server takes it (RFC 5321, 2.4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postmark:
    """What every mail of a hand-off bears."""

    job: Job
    sender: str
    clock: Callable[[], datetime]


def letter(parcels: tuple[Parcel, ...], mark: Postmark, address: str) -> EmailMessage:
    """Write a mail; the same files make the same Message-ID."""
    names = "".join(f"{parcel.name} {parcel.sha256}\n" for parcel in parcels)
    identity = hashlib.sha256(f"{address}\n{names}".encode()).hexdigest()[:32]
    message = EmailMessage(policy=_ASCII)
    message["From"] = mark.sender
    message["To"] = address
    message["Subject"] = _subject(parcels, mark.job)
    message["Date"] = format_datetime(mark.clock())
    message["Message-ID"] = f"<{identity}@{mark.sender.rpartition('@')[2]}>"
    message.set_content(_words(parcels, mark.job))
    for parcel in parcels:
        kind, subtype = _TYPES[parcel.kind]
        message.add_attachment(
            parcel.data, maintype=kind, subtype=subtype, filename=parcel.name
        )
    return message


def _subject(parcels: tuple[Parcel, ...], job: Job) -> str:
    is_last = any(parcel.kind is Kind.TICKET for parcel in parcels)
    state = (
        Text("（齐）", " (complete)") if is_last else Text("（未完）", " (more follow)")
    )
    return f"{job.customer} {job.date.isoformat()}{state.said_in(job.language)}"


def _words(parcels: tuple[Parcel, ...], job: Job) -> str:
    opening = Text(
        f"{job.customer} {job.date} 第{job.number}期，作业号 {job.id}。附件：",
        f"{job.customer} {job.date}, No. {job.number}, job {job.id}. Attached:",
    )
    files = (f"{p.name}\n  {p.size} B  SHA-256 {p.sha256}" for p in parcels)
    return "\n".join((opening.said_in(job.language), "", *files, ""))
