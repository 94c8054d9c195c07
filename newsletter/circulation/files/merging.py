"""Rows of an import about readers who are on the list already."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, bindparam, insert, text, update

from newsletter.circulation.files.values import ALL
from newsletter.circulation.store.tables import consents, imported, subscribers
from newsletter.circulation.subscriber import Action, State

_PAGE = 2_000
_KNOWN: Final = """
SELECT i.line, i.name AS new_name, i.language AS new_language,
    i.sections AS new_sections, i.attributes AS new_attributes, i.state AS new_state,
    i.digest AS new_digest, i.source, i.note, p.id, p.name, p.language, p.sections,
    p.attributes, p.state, p.digest, p.updated_at
FROM incoming i JOIN subscribers p ON p.address = i.address
WHERE i.line > :after ORDER BY i.line LIMIT :page
"""
_HELD = ("name", "language", "sections", "attributes", "state", "digest")


@dataclass(slots=True)
class Merged:
    """How many known readers got something new."""

    changed: int = 0
    unchanged: int = 0


def merge_known(connection: Connection, number: int, at: int) -> Merged:
    """Bring the file's word to readers on the list; what it does not tell stays.

    A reader who has unsubscribed is left alone, and one whom the file calls
    unsubscribed becomes so.

    Args:
        connection: holds ``incoming``.
        number: of the import.
        at: epoch seconds.
    """
    merged = Merged()
    for page in _pages(connection):
        changes = [(row, new) for row in page if (new := _new(row)) != _held(row)]
        merged.changed += len(changes)
        merged.unchanged += len(page) - len(changes)
        if changes:
            _write(connection, changes, number, at)
    return merged


def _pages(connection: Connection) -> Iterator[Sequence[RowMapping]]:
    held = " FOR UPDATE OF p" if connection.dialect.name == "postgresql" else ""
    after = 0
    while page := (
        connection.execute(text(_KNOWN + held), {"after": after, "page": _PAGE})
        .mappings()
        .all()
    ):
        yield page
        after = page[-1]["line"]


def _held(row: RowMapping) -> dict[str, Any]:
    held = {name: row[name] for name in _HELD}
    return {**held, "attributes": _attributes(row["attributes"])}


def _new(row: RowMapping) -> dict[str, Any]:
    held = _held(row)
    if row["state"] == State.UNSUBSCRIBED:
        return held
    told = {name: row[f"new_{name}"] for name in _HELD}
    given = {name: value for name, value in told.items() if value is not None}
    new = held | given
    if "sections" in given and new["sections"] == ALL:
        new["sections"] = None
    if "digest" in given:
        new["digest"] = given["digest"] or None
    new["attributes"] = held["attributes"] | _attributes(told["attributes"])
    new["state"] = _state(row["state"], row["new_state"])
    return new


def _attributes(value: Any) -> dict[str, Any]:
    """Read a JSON column, which SQLite gives as text."""
    read = json.loads(value) if isinstance(value, str) else value
    return dict(read or {})


def _state(held: str, told: str) -> str:
    """A yes counts, a no counts more, and a "not yet" takes nothing away."""
    return held if told == State.UNCONFIRMED else told


def _write(
    connection: Connection,
    changes: list[tuple[RowMapping, dict[str, Any]]],
    number: int,
    at: int,
) -> None:
    connection.execute(
        update(subscribers)
        .where(subscribers.c.id == bindparam("number"))
        .values({name: bindparam(f"new_{name}") for name in _HELD})
        .values(updated_at=at),
        [
            {"number": row["id"], **{f"new_{name}": v for name, v in new.items()}}
            for row, new in changes
        ],
    )
    connection.execute(
        insert(imported),
        [
            {
                "import_id": number,
                "subscriber_id": row["id"],
                "before": {**_held(row), "updated_at": row["updated_at"]},
            }
            for row, _ in changes
        ],
    )
    connection.execute(
        insert(consents),
        [
            {
                "subscriber_id": row["id"],
                "at": at,
                "action": _action(new["state"]),
                "source": row["source"],
                "form_text": "",
                "form_version": "",
                "address_of_request": "",
                "note": row["note"],
            }
            for row, new in changes
        ],
    )


def _action(state: str) -> Action:
    return Action.WITHDRAWN if state == State.UNSUBSCRIBED else Action.IMPORTED
