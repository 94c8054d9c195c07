"""What is handed off, and what the record says of it."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from newsletter.model.printer import Printer


class Kind(Enum):
    """What a file is to the shop; it arrives in this order."""

    PAGE = "page"
    """A press PDF: one page, or all pages."""

    SUMS = "sums"
    """What ``sha256sum --check`` reads."""

    TWIN = "twin"
    """The ticket as JSON."""

    TICKET = "ticket"
    """The XJDF ticket: nothing follows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PressFile:
    """A press PDF as it was built."""

    page: int
    """Number of its page; 0 when it holds them all."""

    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A file under the name that the shop will see."""

    kind: Kind
    page: int = 0
    version: int
    name: str
    data: bytes

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)

    @property
    def sha256(self) -> str:
        """Digest, 64 hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()


class Step(Enum):
    """What happened to a file; a record only ever gains steps."""

    PLACING = "placing"
    """All of it is there and verified; it gets its final name, or its mail the last
    dot, next.  When a run ends here, the next one finds out what became of it."""

    SENT = "sent"
    """It stands under its final name, or the mail server has taken it."""

    TAKEN = "taken"
    """A run ended while placing; since then the shop has taken the file away."""

    DROPPED = "dropped"
    """A run ended while placing; the shop never got it."""

    @property
    def is_done(self) -> bool:
        """Whether the shop has, or had, the file."""
        return self in (Step.SENT, Step.TAKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the record."""

    at: datetime
    step: Step
    printer: str
    where: str
    """``Delivery.where``: what went elsewhere does not count here."""

    kind: Kind
    page: int
    version: int
    name: str
    size: int
    sha256: str

    @property
    def slot(self) -> tuple[Kind, int]:
        """What a later version replaces."""
        return self.kind, self.page


@dataclass(frozen=True, slots=True, kw_only=True)
class Trim:
    """A page as the ticket names it."""

    number: int
    width: float
    """Trimmed, mm."""

    height: float
    """Trimmed, mm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What the shop is to print."""

    slug: str
    customer: str
    language: str
    """Of what a person reads in a mail."""

    date: date
    number: int
    """Of the issue."""

    due: datetime
    """When the paper comes out, with time zone."""

    printer: Printer
    pages: tuple[Trim, ...]

    @property
    def id(self) -> str:
        """The job's name at the shop: letters, digits and hyphens."""
        return f"{self.slug}-{self.date.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a hand-off will do."""

    parcels: tuple[Parcel, ...]
    """Everything that the shop should have, in the order in which it is sent."""

    wanted: tuple[Parcel, ...]
    """Those that the shop does not have yet, in the same order."""
