"""The one place that makes an engine, and the store that the rest works with."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import sleep
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Transaction, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError

from newsletter.circulation.store.failure import StoreAwayError, StoreError
from newsletter.circulation.store.migrate import bring_up_to_date
from newsletter.errors import Text

_PATIENCE = 30_000
"""Milliseconds that SQLite waits for another writer."""

_PAUSE = 20

_LINE = {
    "connect_timeout": "10",
    "keepalives_idle": "20",
    "keepalives_interval": "5",
    "keepalives_count": "4",
    "tcp_user_timeout": "40000",
}
"""How soon PostgreSQL's client sees that the network is cut (libpq's names)."""

_AWAY = ("08", "57P0", "53300", "40001", "40P01")
"""Beginnings of SQLSTATE that pass by themselves: connection, restart, too many of
them, deadlock."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open database; close it, or use it as a context manager."""

    engine: Engine

    @property
    def is_sqlite(self) -> bool:
        """Whether this is one file on this machine."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Begin a transaction that may write; it ends as one whole, or not at all.

        On SQLite it holds the only write lock from its first moment, so keep it
        short.

        Raises:
            StoreError: the database cannot be reached, or is full.
        """
        with _explained(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Begin a transaction that only reads, and sees one moment throughout.

        Raises:
            StoreError: the database cannot be reached.
        """
        with _explained(), self.engine.connect() as plain:
            level = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
            connection = plain.execution_options(only_reads=True, **level)
            with connection.begin():
                yield connection

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """Keep one connection, for a table of its own and several transactions.

        Transactions that it begins only read; ``locked`` begins one that may write.

        Raises:
            StoreError: the database cannot be reached.
        """
        with _explained(), self.engine.connect() as connection:
            yield connection.execution_options(only_reads=True)

    @contextmanager
    def locked(self, connection: Connection) -> Iterator[Transaction]:
        """Begin a transaction that may write, on a connection that is kept.

        The caller may roll it back.

        Raises:
            StoreError: the database cannot be reached, or is full.
        """
        with _explained():
            connection.execution_options(only_reads=False)
            transaction = connection.begin()
            try:
                yield transaction
                if transaction.is_active:
                    transaction.commit()
            except BaseException:
                transaction.rollback()
                raise
            finally:
                connection.execution_options(only_reads=True)

    def close(self) -> None:
        """Let every connection go."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        """Be used as a context manager."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        del kind, error, trace
        self.close()


def open_store(url: str) -> Store:
    """Open the database; make it, or bring its tables up to date, as need be.

    Args:
        url: ``sqlite:///circulation.db``, ``postgresql://user@host/name``.

    Raises:
        StoreError: the address makes no sense, nothing answers there, or a newer
            version has been at work.
    """
    engine = _engine(_read(url))
    try:
        with _explained():
            bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)


def _read(url: str) -> URL:
    try:
        read = make_url(url)
    except ArgumentError:
        raise _not_an_address(url) from None
    kind = read.get_backend_name()
    if kind == "postgresql":
        line = {name: value for name, value in _LINE.items() if name not in read.query}
        return read.set(drivername="postgresql+psycopg").update_query_dict(line)
    if kind == "sqlite":
        return read.set(drivername="sqlite")
    raise _not_an_address(read.render_as_string())


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": _PATIENCE / 1000})
    event.listen(engine, "connect", _prepared)
    event.listen(engine, "begin", _begun)
    return engine


def _prepared(connection: sqlite3.Connection, record: object) -> None:
    """Set up a connection: we begin transactions, Python's module does not."""
    del record
    connection.isolation_level = None
    _write_ahead(connection)
    for pragma in (
        f"busy_timeout = {_PATIENCE}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",  # whoever is forgotten leaves no trace in free pages
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Set WAL, which a file keeps; SQLite itself does not wait for others here."""
    for waited in range(0, _PATIENCE + 1, _PAUSE):
        try:
            connection.execute("PRAGMA journal_mode = WAL").close()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or waited == _PATIENCE:
                raise
            sleep(_PAUSE / 1000)
        else:
            return


def _begun(connection: Connection) -> None:
    reads = connection.get_execution_options().get("only_reads")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise _failed(error) from error


def _failed(error: DBAPIError) -> StoreError:
    lines: Any = str(error.orig).strip().splitlines()
    reason = lines[0] if lines else type(error.orig).__name__
    kind = StoreAwayError if _is_away(error) else StoreError
    return kind(
        Text(f"数据库出错：{reason}", f"the database failed: {reason}"),
        Text(
            "检查数据库是否在运行、磁盘是否已满、地址和权限是否正确",
            "see that it runs, that the disk is not full, and that address and "
            "permissions are right",
        ),
    )


def _is_away(error: DBAPIError) -> bool:
    if isinstance(error.orig, sqlite3.Error):
        return False
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return isinstance(error, OperationalError | InterfaceError)
    return str(state).startswith(_AWAY)


def _not_an_address(url: str) -> StoreError:
    return StoreError(
        Text(f"不能用的数据库地址：{url}", f"no usable address of a database: {url}"),
        Text(
            "写成 sqlite:///circulation.db 或 postgresql://用户@主机/库名",
            "write sqlite:///circulation.db or postgresql://user@host/name",
        ),
    )
