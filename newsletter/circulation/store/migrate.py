"""Bring the tables of a database to the form that this version knows."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from newsletter.circulation.store.failure import StoreError
from newsletter.errors import Text

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x6E657773
"""Any number that no one else on the same PostgreSQL is likely to lock."""


def bring_up_to_date(engine: Engine) -> None:
    """Make what tables are missing, each step once, however many processes ask.

    Raises:
        StoreError: the tables are those of a newer version.
    """
    with engine.connect() as connection, connection.begin():
        found = _revision(connection)
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    if found and found not in known:
        raise _newer(found)
    if found == scripts.get_current_head():
        return
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    # Alembic reads % as ConfigParser does.
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _revision(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return str(found or "")


def _newer(found: str) -> StoreError:
    return StoreError(
        Text(
            f"数据库由更新的版本建立（{found}），这个版本不认识",
            f"a newer version has made this database ({found}); this one does not "
            "know its form",
        ),
        Text("升级 newsletter", "upgrade newsletter"),
    )
