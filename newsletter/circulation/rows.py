"""Rows of subscribers and their consent trail, in a transaction of the caller's."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from newsletter.circulation.secrets import Keys
from newsletter.circulation.store.tables import consents, subscribers
from newsletter.circulation.subscriber import (
    Action,
    Choice,
    Evidence,
    State,
    Subscriber,
    new_serial,
    read_sections,
    written_sections,
)

_INSERTS: dict[str, Callable[..., Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


def as_subscriber(row: RowMapping) -> Subscriber:
    """Make the value of a row of ``subscribers``."""
    return Subscriber(
        id=row["id"],
        address=row["address"],
        state=State(row["state"]),
        choice=Choice(
            name=row["name"],
            language=row["language"],
            sections=read_sections(row["sections"]),
            digest=row["digest"],
            attributes=row["attributes"],
        ),
        serial=row["serial"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )


def by_number(connection: Connection, number: int) -> Subscriber | None:
    """Find a subscriber; where the transaction writes, hold the row until it ends."""
    return _found(connection, subscribers.c.id == number)


def by_address(connection: Connection, address: str) -> Subscriber | None:
    """Find a subscriber by normalised address, and hold the row likewise."""
    return _found(connection, subscribers.c.address == address)


def _found(connection: Connection, where: ColumnElement[bool]) -> Subscriber | None:
    wanted = select(subscribers).where(where)
    if not connection.get_execution_options().get("only_reads"):
        wanted = wanted.with_for_update()
    row = connection.execute(wanted).mappings().first()
    return as_subscriber(row) if row else None


def columns_of(choice: Choice) -> dict[str, Any]:
    """Write a choice as columns of ``subscribers``."""
    return {
        "name": choice.name,
        "language": choice.language,
        "sections": written_sections(choice.sections),
        "digest": choice.digest,
        "attributes": dict(choice.attributes),
    }


def change(connection: Connection, number: int, at: int, **columns: Any) -> None:
    """Change columns of one subscriber."""
    connection.execute(
        update(subscribers)
        .where(subscribers.c.id == number)
        .values(updated_at=at, **columns)
    )


def note(
    connection: Connection,
    number: int | None,
    action: Action,
    evidence: Evidence,
    at: int,
) -> None:
    """Add a line to the consent trail."""
    connection.execute(
        insert(consents).values(
            subscriber_id=number,
            at=at,
            action=action,
            source=evidence.source,
            form_text=evidence.form_text,
            form_version=evidence.form_version,
            address_of_request=evidence.address,
            note=evidence.note,
        )
    )


def is_asking(connection: Connection, number: int) -> bool:
    """Tell whether the last word of a reader is a wish that waits for its yes."""
    last = select(func.max(consents.c.id)).where(
        consents.c.subscriber_id == number,
        consents.c.action.in_([Action.ASKED, Action.WITHDRAWN]),
    )
    action = connection.scalar(
        select(consents.c.action).where(consents.c.id == last.scalar_subquery())
    )
    return action == Action.ASKED


def enter(
    connection: Connection,
    keys: Keys,
    address: str,
    choice: Choice,
    state: State,
    at: int,
) -> int:
    """Enter a new subscriber; one who has come in the same moment stays as they are.

    Returns:
        Their number.
    """
    row = {
        "address": address,
        "key": keys.suppression_key(address),
        "state": state,
        "serial": new_serial(),
        "created_at": at,
        "updated_at": at,
        **columns_of(choice),
    }
    adding = _INSERTS[connection.dialect.name](subscribers).values(row)
    connection.execute(adding.on_conflict_do_nothing(index_elements=["address"]))
    wanted = select(subscribers.c.id).where(subscribers.c.address == address)
    return int(connection.execute(wanted).scalar_one())
