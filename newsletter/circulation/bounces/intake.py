"""Events laid to their readers, kept, and followed by what the policy says."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, select

from newsletter.circulation.addresses import AddressError, normalised
from newsletter.circulation.bounces.consequences import follow
from newsletter.circulation.bounces.policy import Measure
from newsletter.circulation.bounces.values import Event, Kind
from newsletter.circulation.campaign.providers import provider_of
from newsletter.circulation.rows import by_address, by_number
from newsletter.circulation.secrets import Keys
from newsletter.circulation.store import Store
from newsletter.circulation.store.tables import bounces, campaigns, subscribers
from newsletter.circulation.subscriber import Subscriber
from newsletter.circulation.tokens import Purpose, Tokens


@dataclass(slots=True)
class Tally:
    """What has been taken in."""

    kinds: Counter[Kind] = field(default_factory=Counter)
    measures: Counter[Measure] = field(default_factory=Counter)
    strangers: int = 0
    """Events that name no reader of ours in a way that cannot be forged."""

    again: int = 0
    """Events on record already."""

    silent: int = 0
    """Letters that tell nothing."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Whom an event is about."""

    reader: Subscriber | None
    issue: str = ""


_LATE = 7 * 86_400
"""Seconds after which a letter that names no issue is laid to none."""


class Intake:
    """Takes events into a store."""

    def __init__(self, store: Store, keys: Keys) -> None:
        """Work on an open store with the publication's secret."""
        self.tally = Tally()
        self._store = store
        self._keys = keys
        self._tokens = Tokens(keys)

    def take(self, events: Iterable[Event], now: int) -> None:
        """Take what one letter or call tells, all or nothing.

        Whatever names its reader by an address alone is kept, and changes nothing:
        anyone can write such a letter.

        Args:
            events: as read.
            now: seconds since 1970.

        Raises:
            StoreError: the database failed; nothing of this letter is on record.
        """
        events = tuple(events)
        self.tally.silent += not events
        with self._store.writing() as connection:
            told = [(one, self._take(connection, one, now)) for one in events]
        for event, outcome in told:
            self._count(event, outcome)

    def _take(
        self, connection: Connection, event: Event, now: int
    ) -> tuple[_Known, Measure | None]:
        known = self._known(connection, event, now)
        campaign = _campaign(connection, known.issue)
        if known.reader and not known.issue:
            campaign = _latest(connection, known.reader, now)
        if known.reader and _is_kept(connection, known.reader, campaign, event):
            return known, None
        _keep(connection, known.reader, campaign, event, now)
        if known.reader is None or event.kind is Kind.AUTO:
            return known, Measure.NOTHING
        return known, follow(connection, self._keys, known.reader, event.kind, now)

    def _known(self, connection: Connection, event: Event, now: int) -> _Known:
        for text in event.tokens:
            token = self._tokens.read(text, now, Purpose.READER)
            if token:
                reader = by_number(connection, token.subscriber_id)
                return _Known(reader, token.issue)
        for serial in event.serials:
            wanted = select(subscribers.c.id).where(subscribers.c.serial == serial)
            number = connection.scalar(wanted)
            if number is not None:
                return _Known(by_number(connection, number))
        if event.is_vouched:
            return _Known(_at_address(connection, event.address))
        return _Known(None)

    def _count(self, event: Event, outcome: tuple[_Known, Measure | None]) -> None:
        known, measure = outcome
        if measure is None:
            self.tally.again += 1
            return
        self.tally.kinds[event.kind] += 1
        self.tally.strangers += known.reader is None
        if measure is not Measure.NOTHING:
            self.tally.measures[measure] += 1


def _at_address(connection: Connection, address: str) -> Subscriber | None:
    try:
        return by_address(connection, normalised(address))
    except AddressError:
        return None


def _campaign(connection: Connection, issue: str) -> int | None:
    """Find the last sending of an issue."""
    wanted = select(campaigns.c.id).where(campaigns.c.issue == issue)
    newest = wanted.order_by(campaigns.c.ordinal.desc()).limit(1)
    number: int | None = connection.scalar(newest) if issue else None
    return number


def _latest(connection: Connection, reader: Subscriber, now: int) -> int | None:
    """Find the last sending that a reader was meant by; a serial names none."""
    wanted = (
        select(campaigns.c.id)
        .where(
            campaigns.c.audience == (reader.choice.digest or "readers"),
            campaigns.c.started_at.between(max(reader.created_at, now - _LATE), now),
        )
        .order_by(campaigns.c.started_at.desc(), campaigns.c.id.desc())
        .limit(1)
    )
    number: int | None = connection.scalar(wanted)
    return number


def _is_kept(
    connection: Connection, reader: Subscriber, campaign: int | None, event: Event
) -> bool:
    """Tell whether this is old news: a letter read twice, a call repeated."""
    wanted = select(bounces.c.id).where(
        bounces.c.subscriber_id == reader.id,
        bounces.c.campaign_id == campaign,
        bounces.c.kind == event.kind,
    )
    return campaign is not None and connection.scalar(wanted.limit(1)) is not None


def _keep(
    connection: Connection,
    reader: Subscriber | None,
    campaign: int | None,
    event: Event,
    now: int,
) -> None:
    address = reader.address if reader else event.address
    row = {
        "at": now,
        "subscriber_id": reader.id if reader else None,
        "campaign_id": campaign,
        "kind": event.kind,
        "code": event.code,
        "provider": provider_of(address.rpartition("@")[2]) if address else "",
        # A stranger's words may hold their address, which is not ours to keep.
        "text_kept": event.text if reader else "",
    }
    connection.execute(insert(bounces).values(row))
