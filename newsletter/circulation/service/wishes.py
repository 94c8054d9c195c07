"""What readers have asked of the service and a mail must answer, kept until it has."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    delete,
    func,
    insert,
    select,
    true,
    update,
)

from newsletter.circulation.service.clients import household
from newsletter.circulation.store import Store
from newsletter.circulation.store.tables import consents, requests, subscribers
from newsletter.circulation.subscriber import Choice, Evidence, State

_PATIENCE = 120
"""Seconds that a wish is in one worker's hands before another may take it."""

_DELAYS = (60, 300, 900, 3600, 4 * 3600, 12 * 3600)

_OF_SOURCE, _IN_ALL = 100, 50_000
"""Wishes that wait at most, of one household and together."""

OLDEST = 2 * 86_400
"""Seconds after which a wish that nobody has answered is erased."""


class Kind(StrEnum):
    """What was asked."""

    SUBSCRIBE = "subscribe"
    PREFERENCES = "preferences"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One request that a mail will answer."""

    id: int
    kind: Kind
    address: str
    choice: Choice
    evidence: Evidence
    language: str
    answer: str | None
    subscriber_id: int | None
    attempts: int


def keep(
    store: Store, kind: Kind, address: str, choice: Choice, evidence: Evidence, at: int
) -> bool:
    """Keep a wish; takes as long for a known address as for any other.

    Returns:
        Whether there was room: so many wait, of one household and together, at most.
    """
    source = household(evidence.address or "") or None
    row = {
        "source": source,
        "at": at,
        "kind": kind,
        "address": address,
        "choice": _plain(choice),
        "evidence": asdict(evidence),
        "language": choice.language,
        "next_at": at,
        "attempts": 0,
    }
    with store.writing() as connection:
        if not _has_room(connection, source):
            return False
        connection.execute(insert(requests).values(row))
    return True


def _has_room(connection: Connection, source: str | None) -> bool:
    mine = requests.c.source == source
    for where, most in ((mine, _OF_SOURCE), (true(), _IN_ALL)):
        last = select(requests.c.id).where(where).offset(most - 1).limit(1)
        if connection.scalar(last) is not None and (source or where is not mine):
            return False
    return True


def due(store: Store, at: int, most: int = 20) -> list[Wish]:
    """Take wishes whose time has come; nobody else gets them for a while."""
    wanted = (
        select(requests)
        .where(requests.c.next_at <= at)
        .order_by(requests.c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    with store.writing() as connection:
        rows = connection.execute(wanted).mappings().all()
        if rows:
            numbers = [row["id"] for row in rows]
            connection.execute(
                update(requests)
                .where(requests.c.id.in_(numbers))
                .values(next_at=at + _PATIENCE)
            )
    return [_wish(row) for row in rows]


def note_answer(store: Store, wish: Wish, answer: str, subscriber_id: int) -> None:
    """Remember what the list said, so that it is not asked again."""
    with store.writing() as connection:
        connection.execute(
            update(requests)
            .where(requests.c.id == wish.id)
            .values(answer=answer, subscriber_id=subscriber_id)
        )


def done(store: Store, wish: Wish) -> None:
    """Let a wish go, and all that it held."""
    with store.writing() as connection:
        connection.execute(delete(requests).where(requests.c.id == wish.id))


def put_off(store: Store, wish: Wish, at: int) -> bool:
    """Try again later; after a day or so give up.

    Returns:
        Whether there will be another time.
    """
    if wish.attempts >= len(_DELAYS):
        done(store, wish)
        return False
    next_at = at + _DELAYS[wish.attempts]
    with store.writing() as connection:
        connection.execute(
            update(requests)
            .where(requests.c.id == wish.id)
            .values(next_at=next_at, attempts=wish.attempts + 1)
        )
    return True


def waiting(store: Store) -> int:
    """Count wishes that no mail has answered."""
    with store.reading() as connection:
        count = connection.scalar(select(func.count()).select_from(requests))
    return int(count or 0)


def drop_old(store: Store, before: int) -> int:
    """Erase wishes that were made before a moment, and all that they held.

    Returns:
        How many.
    """
    with store.writing() as connection:
        return connection.execute(
            delete(requests).where(requests.c.at < before)
        ).rowcount


def drop_stale(store: Store, before: int) -> int:
    """Erase readers who never confirmed, and have not asked since a moment.

    Returns:
        How many.
    """
    stale = select(subscribers.c.id).where(
        subscribers.c.state == State.UNCONFIRMED, subscribers.c.updated_at < before
    )
    with store.writing() as connection:
        connection.execute(delete(consents).where(consents.c.subscriber_id.in_(stale)))
        gone = connection.execute(
            delete(subscribers).where(
                subscribers.c.state == State.UNCONFIRMED,
                subscribers.c.updated_at < before,
            )
        )
    return gone.rowcount


def _plain(choice: Choice) -> dict[str, Any]:
    whole = asdict(choice)
    return {**whole, "sections": list(choice.sections) if choice.sections else None}


def _wish(row: RowMapping) -> Wish:
    choice = _mapping(row["choice"])
    sections = choice.pop("sections")
    return Wish(
        id=row["id"],
        kind=Kind(row["kind"]),
        address=row["address"],
        choice=Choice(**choice, sections=tuple(sections) if sections else None),
        evidence=Evidence(**_mapping(row["evidence"])),
        language=row["language"],
        answer=row["answer"],
        subscriber_id=row["subscriber_id"],
        attempts=row["attempts"],
    )


def _mapping(value: Any) -> dict[str, Any]:
    read: Mapping[str, Any] = json.loads(value) if isinstance(value, str) else value
    return dict(read)
