"""Addresses that no mail may go to, known only by a keyed hash of each."""

from sqlalchemy import Connection, delete, insert, select

from newsletter.circulation.secrets import Keys
from newsletter.circulation.store.tables import suppressions
from newsletter.circulation.subscriber import Reason


def suppress(
    connection: Connection,
    keys: Keys,
    address: str,
    reason: Reason,
    at: int,
    until: int | None = None,
) -> None:
    """Suppress a normalised address, in a transaction of the caller's.

    A suppression for good is not replaced by one for a time.
    """
    key = keys.suppression_key(address)
    mine = suppressions.c.key == key
    kept = select(suppressions.c.key).where(mine, suppressions.c.until.is_(None))
    if until is not None and connection.scalar(kept):
        return
    connection.execute(delete(suppressions).where(mine))
    row = {"key": key, "at": at, "reason": reason, "until": until}
    connection.execute(insert(suppressions).values(row))


def reason_of(
    connection: Connection, keys: Keys, address: str, at: int
) -> Reason | None:
    """Tell why no mail may go to a normalised address now, if so."""
    mine = suppressions.c.key == keys.suppression_key(address)
    wanted = select(suppressions.c.reason, suppressions.c.until).where(mine)
    row = connection.execute(wanted).first()
    if row is None or (row.until is not None and row.until <= at):
        return None
    return Reason(row.reason)


def lift(connection: Connection, keys: Keys, address: str) -> None:
    """Let mail go to a normalised address again, at its owner's own word.

    What the paper itself has blocked stays blocked.
    """
    mine = suppressions.c.key == keys.suppression_key(address)
    own = suppressions.c.reason != Reason.MANUAL
    connection.execute(delete(suppressions).where(mine, own))
