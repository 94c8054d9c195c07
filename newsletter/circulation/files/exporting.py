"""The list as CSV or JSON Lines, in a form that imports take back unchanged."""

import csv
import json
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from sqlalchemy import Connection, select

from newsletter.circulation.files.values import ALL
from newsletter.circulation.store import Store
from newsletter.circulation.store.tables import consents, subscribers
from newsletter.circulation.subscriber import Action, State, read_sections

_PAGE = 2_000
_YES = (Action.ASKED, Action.CONFIRMED, Action.IMPORTED)
COLUMNS = (
    "address", "name", "language", "sections", "state", "digest", "attributes",
    "consent_source", "consented_at",
)  # fmt: skip


def export_people(
    store: Store, stream: TextIO, *, as_json: bool, state: State | None = None
) -> int:
    """Write every subscriber, or those of one state, in the order they came.

    Args:
        store: open.
        stream: takes the text.
        as_json: JSON Lines instead of CSV (RFC 4180).
        state: of those that are wanted.

    Returns:
        How many were written.

    Raises:
        StoreError: the database fails.
        OSError: the stream takes no more.
    """
    count = 0
    write = _json_writer(stream) if as_json else _csv_writer(stream)
    with store.reading() as connection:
        for row in _rows(connection, state):
            write(row)
            count += 1
    return count


def _rows(connection: Connection, state: State | None) -> Iterator[dict[str, Any]]:
    wanted = select(subscribers).order_by(subscribers.c.id).limit(_PAGE)
    if state:
        wanted = wanted.where(subscribers.c.state == state)
    after = 0
    while page := (
        connection.execute(wanted.where(subscribers.c.id > after)).mappings().all()
    ):
        agreed = _agreed(connection, page[0]["id"], page[-1]["id"])
        for row in page:
            source, at = agreed.get(row["id"], ("", None))
            sections = read_sections(row["sections"])
            yield {
                "address": row["address"],
                "name": row["name"],
                "language": row["language"],
                "sections": ALL if sections is None else list(sections),
                "state": row["state"],
                "digest": row["digest"] or "none",
                "attributes": row["attributes"],
                "consent_source": source,
                "consented_at": at,
            }
        after = page[-1]["id"]


def _agreed(
    connection: Connection, first: int, last: int
) -> Mapping[int, tuple[str, int]]:
    """Find where and when each reader of a run of numbers last said yes."""
    wanted = (
        select(consents.c.subscriber_id, consents.c.source, consents.c.at)
        .where(
            consents.c.subscriber_id.between(first, last),
            consents.c.action.in_(_YES),
        )
        .order_by(consents.c.id)
    )
    return {number: (source, at) for number, source, at in connection.execute(wanted)}


def _json_writer(stream: TextIO) -> Any:
    def write(row: dict[str, Any]) -> None:
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")

    return write


def _csv_writer(stream: TextIO) -> Any:
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)

    def write(row: dict[str, Any]) -> None:
        sections, attributes = row["sections"], row["attributes"]
        told = {
            **row,
            "sections": sections if sections == ALL else ";".join(sections),
            "attributes": json.dumps(attributes, ensure_ascii=False)
            if attributes
            else "",
        }
        writer.writerow([told[name] for name in COLUMNS])

    return write
