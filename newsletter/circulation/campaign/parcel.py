"""A message on its way from the ledger to the relay, and what became of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from newsletter.circulation.campaign.chunks import Row
from newsletter.circulation.campaign.protocol import Reply
from newsletter.circulation.campaign.wire import Envelope


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One message, ready to go out once its intent is on record."""

    campaign: int
    row: Row
    provider: str
    envelope: Envelope
    render: Callable[[], bytes] = field(repr=False)
    """Writes the message; only the connection that sends it holds it."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a parcel."""

    parcel: Parcel
    reply: Reply | None
    """None when the relay has not heard of it: it stays to be sent."""
