"""All that is held of one person: shown whole, or erased whole."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, delete, func, select, update

from newsletter.circulation.addresses import normalised
from newsletter.circulation.rows import by_address, note
from newsletter.circulation.secrets import Keys
from newsletter.circulation.store import Store
from newsletter.circulation.store.tables import (
    bounces,
    consents,
    deliveries,
    imported,
    requests,
    subscribers,
    suppressions,
)
from newsletter.circulation.subscriber import Action, Evidence, Reason
from newsletter.circulation.suppressions import reason_of, suppress

_ABOUT = {
    "consents": consents,
    "deliveries": deliveries,
    "bounces": bounces,
    "imports": imported,
}


def dossier(store: Store, keys: Keys, address: str, at: int) -> dict[str, Any]:
    """Gather all that is held about an address.

    Args:
        store: open.
        keys: of the publication's secret.
        address: in any spelling.
        at: epoch seconds; suppressions that have ended by then are not told.

    Returns:
        ``address``, ``subscriber`` (None if there is none), ``suppressed`` (the
        reason, or None), and the rows of ``requests``, ``consents``, ``deliveries``,
        ``bounces`` and ``imports`` as mappings.

    Raises:
        AddressError: it is no address.
    """
    address = normalised(address)
    with store.reading() as connection:
        row = (
            connection.execute(
                select(subscribers).where(subscribers.c.address == address)
            )
            .mappings()
            .first()
        )
        number = row["id"] if row else None
        return {
            "address": address,
            "subscriber": dict(row) if row else None,
            "suppressed": reason_of(connection, keys, address, at),
            **{
                name: _rows(connection, table, number) for name, table in _ABOUT.items()
            },
        }


def _waiting(connection: Connection, address: str) -> list[dict[str, Any]]:
    wanted = select(requests).where(requests.c.address == address)
    return [dict(row) for row in connection.execute(wanted).mappings()]


def _rows(
    connection: Connection, table: Table, number: int | None
) -> list[Mapping[str, Any]]:
    if number is None:
        return []
    wanted = select(table).where(table.c.subscriber_id == number)
    wanted = wanted.order_by(*table.primary_key)
    return [dict(row) for row in connection.execute(wanted).mappings()]


def forget(store: Store, keys: Keys, address: str, evidence: Evidence, at: int) -> bool:
    """Erase a person: name, address, choices, consent trail, what came back.

    What stays is a keyed hash among the suppressions, so that no import brings them
    back, a line that somebody was forgotten and when, and of each mail that was sent
    to them that it was sent.

    Returns:
        Whether anything was held.

    Raises:
        AddressError: it is no address.
    """
    address = normalised(address)
    with store.writing() as connection:
        connection.execute(delete(requests).where(requests.c.address == address))
        known = by_address(connection, address)
        if known is None:
            return False
        for table in (consents, bounces, imported):
            connection.execute(delete(table).where(table.c.subscriber_id == known.id))
        connection.execute(
            update(deliveries)
            .where(deliveries.c.subscriber_id == known.id)
            .values(address="", answer=None)
        )
        connection.execute(delete(subscribers).where(subscribers.c.id == known.id))
        if reason_of(connection, keys, address, at) is not Reason.MANUAL:
            suppress(connection, keys, address, Reason.FORGOTTEN, at)
        note(connection, None, Action.FORGOTTEN, evidence, at)
    return True


def stats(store: Store, at: int) -> dict[str, dict[str, int]]:
    """Count subscribers by state and language, and suppressions by reason."""
    live = suppressions.c.until.is_(None) | (suppressions.c.until > at)
    with store.reading() as connection:
        return {
            "states": _counted(connection, select(subscribers.c.state, func.count())),
            "languages": _counted(
                connection, select(subscribers.c.language, func.count())
            ),
            "digests": _counted(connection, select(subscribers.c.digest, func.count())),
            "suppressions": _counted(
                connection, select(suppressions.c.reason, func.count()).where(live)
            ),
        }


def _counted(connection: Connection, wanted: Any) -> dict[str, int]:
    column = wanted.selected_columns[0]
    rows = connection.execute(wanted.group_by(column).order_by(column))
    return {name or "": count for name, count in rows}
