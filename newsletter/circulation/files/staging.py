"""A table of this connection only, where an import waits for its verdict."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, text

from newsletter.circulation.files.values import Entry
from newsletter.circulation.secrets import Keys
from newsletter.circulation.subscriber import new_serial

_COLUMNS = (
    "line", "address", "key", "name", "language", "sections", "attributes", "state",
    "digest", "serial", "source", "note",
)  # fmt: skip
_TABLE = """
CREATE TEMPORARY TABLE incoming (
    line BIGINT PRIMARY KEY, address TEXT NOT NULL, key TEXT NOT NULL, name TEXT,
    language TEXT, sections TEXT, attributes JSON, state TEXT NOT NULL, digest TEXT,
    serial TEXT NOT NULL, source TEXT NOT NULL, note TEXT NOT NULL
)
"""
_INSERT = f"INSERT INTO incoming VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608
_ROOM = "PRAGMA cache_size = -65536"  # 64 MiB, for indexes of random text
_USUAL = "PRAGMA cache_size = -2000"


@contextmanager
def staged(connection: Connection) -> Iterator[None]:
    """Have an empty table ``incoming`` for as long as this lasts."""
    is_sqlite = connection.dialect.name == "sqlite"
    with connection.begin():
        if is_sqlite:
            connection.exec_driver_sql(_ROOM)
        connection.execute(text("DROP TABLE IF EXISTS incoming"))
        connection.execute(text(_TABLE))
    try:
        yield
    finally:
        if not connection.invalidated:
            connection.rollback()
            with connection.begin():
                connection.execute(text("DROP TABLE IF EXISTS incoming"))
                if is_sqlite:
                    connection.exec_driver_sql(_USUAL)


def stage(connection: Connection, entries: Sequence[Entry], keys: Keys) -> None:
    """Put entries into ``incoming``, by the fastest way that the database has."""
    rows = [_row(entry, keys) for entry in entries]
    cursor: Any = connection.connection.cursor()
    try:
        if connection.dialect.name == "sqlite":
            cursor.executemany(_INSERT, rows)
            return
        with cursor.copy(f"COPY incoming ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    finally:
        cursor.close()


def arrange(connection: Connection) -> None:
    """Make ready to look rows up by address, once all are there."""
    connection.execute(text("CREATE INDEX incoming_at ON incoming (address, line)"))
    if connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE incoming"))


def _row(entry: Entry, keys: Keys) -> tuple[object, ...]:
    return (
        entry.line,
        entry.address,
        keys.suppression_key(entry.address),
        entry.name,
        entry.language,
        entry.sections,
        entry.attributes,
        entry.state.value,
        entry.digest,
        new_serial(),
        entry.source,
        entry.note,
    )
