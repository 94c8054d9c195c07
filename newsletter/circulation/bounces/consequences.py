"""What the policy says of a reader, done: in the transaction that keeps the event."""

from sqlalchemy import Connection, func, select

from newsletter.circulation.bounces.policy import (
    Measure,
    Past,
    Sent,
    Softly,
    measure_for,
)
from newsletter.circulation.bounces.values import Kind
from newsletter.circulation.rows import change, note
from newsletter.circulation.secrets import Keys
from newsletter.circulation.store.tables import bounces, campaigns
from newsletter.circulation.subscriber import (
    Action,
    Evidence,
    Reason,
    State,
    Subscriber,
)
from newsletter.circulation.suppressions import reason_of, suppress

_BACK = 400 * 86_400
"""Seconds that refusals are looked back upon."""

_ISSUES = 60


def follow(
    connection: Connection, keys: Keys, reader: Subscriber, kind: Kind, now: int
) -> Measure:
    """Do what an event calls for; it stands in ``bounces`` already.

    Args:
        connection: in a transaction that writes.
        keys: of the publication's secret.
        reader: whom the event is about.
        kind: of the event.
        now: seconds since 1970.

    Returns:
        What was done; nothing when it had been done before.
    """
    past = _past(connection, reader, now) if kind is Kind.SOFT else Past()
    measure = measure_for(kind, past)
    if measure is Measure.SUPPRESS:
        return _suppressed(connection, keys, reader, now)
    if measure is Measure.UNSUBSCRIBE:
        return _let_go(connection, keys, reader, kind, now)
    return measure


def _suppressed(
    connection: Connection, keys: Keys, reader: Subscriber, now: int
) -> Measure:
    if reason_of(connection, keys, reader.address, now):
        return Measure.NOTHING
    suppress(connection, keys, reader.address, Reason.BOUNCED, now)
    return Measure.SUPPRESS


def _let_go(
    connection: Connection, keys: Keys, reader: Subscriber, kind: Kind, now: int
) -> Measure:
    is_complaint = kind is Kind.COMPLAINT
    if is_complaint and not reason_of(connection, keys, reader.address, now):
        suppress(connection, keys, reader.address, Reason.COMPLAINED, now)
    if reader.state is State.UNSUBSCRIBED:
        return Measure.NOTHING
    change(connection, reader.id, now, state=State.UNSUBSCRIBED)
    evidence = Evidence(source="complaint" if is_complaint else "mail")
    note(connection, reader.id, Action.WITHDRAWN, evidence, now)
    return Measure.UNSUBSCRIBE


def _past(connection: Connection, reader: Subscriber, now: int) -> Past:
    soft = (
        select(bounces.c.at, campaigns.c.issue)
        .outerjoin(campaigns, campaigns.c.id == bounces.c.campaign_id)
        .where(
            bounces.c.subscriber_id == reader.id,
            bounces.c.kind == Kind.SOFT,
            bounces.c.at >= now - _BACK,
        )
    )
    rows = connection.execute(soft).all()
    softly = tuple(Softly(at=row.at, issue=row.issue or "") for row in rows)
    return Past(softly=softly, sent=_sent(connection, reader))


def _sent(connection: Connection, reader: Subscriber) -> tuple[Sent, ...]:
    """List the last issues since the reader came, of the kind they take."""
    audience = reader.choice.digest or "readers"
    wanted = (
        select(campaigns.c.issue, func.min(campaigns.c.started_at).label("at"))
        .where(
            campaigns.c.audience == audience,
            campaigns.c.started_at >= reader.created_at,
        )
        .group_by(campaigns.c.issue)
        .order_by(func.min(campaigns.c.started_at).desc())
        .limit(_ISSUES)
    )
    rows = connection.execute(wanted)
    return tuple(Sent(issue=row.issue, at=row.at) for row in rows)
