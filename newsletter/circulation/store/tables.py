"""The tables of circulation, as SQLAlchemy Core knows them.

Times are whole seconds since 1970 in UTC.  No index holds a column that sending
changes, so that PostgreSQL can update rows in place (HOT) and a claim never walks
over what has been sent.  What stands here and what the migrations make is the same;
a test compares them.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

# SQLite numbers rows by itself only where the type is spelt INTEGER.
_Number = BigInteger().with_variant(Integer(), "sqlite")
_Time = BigInteger

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

subscribers = Table(
    "subscribers",
    METADATA,
    Column("id", _Number, primary_key=True),
    Column("address", Text, nullable=False, unique=True),
    Column("key", Text, nullable=False, comment="as in suppressions"),
    Column("name", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("sections", Text, comment="JSON list of slugs; null takes them all"),
    Column("attributes", JSON, nullable=False),
    Column("state", Text, nullable=False),
    Column("digest", Text, comment="weekly, or null for every issue"),
    Column("serial", Text, nullable=False, unique=True),
    Column("created_at", _Time, nullable=False),
    Column("updated_at", _Time, nullable=False),
    # A number is never given again, or an old link would open another's door.
    sqlite_autoincrement=True,
)

consents = Table(
    "consents",
    METADATA,
    Column("id", _Number, primary_key=True),
    Column("subscriber_id", _Number, index=True, comment="null once forgotten"),
    Column("at", _Time, nullable=False),
    Column("action", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("form_text", Text, nullable=False),
    Column("form_version", Text, nullable=False),
    Column("address_of_request", Text, nullable=False),
    Column("note", Text, nullable=False),
    sqlite_autoincrement=True,
)

suppressions = Table(
    "suppressions",
    METADATA,
    Column("key", Text, primary_key=True, comment="keyed hash of the address"),
    Column("at", _Time, nullable=False),
    Column("reason", Text, nullable=False),
    Column("until", _Time, comment="null: for good"),
)

imports = Table(
    "imports",
    METADATA,
    Column("id", _Number, primary_key=True),
    Column("at", _Time, nullable=False),
    Column("file", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("counts", JSON, nullable=False),
    Column("undone_at", _Time),
    sqlite_autoincrement=True,
)

imported = Table(
    "imported",
    METADATA,
    Column(
        "import_id", _Number, ForeignKey("imports.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("subscriber_id", _Number, primary_key=True, index=True),
    Column("before", JSON(none_as_null=True), comment="null: was new"),
)  # fmt: skip

requests = Table(
    "requests",
    METADATA,
    Column("id", _Number, primary_key=True),
    Column("at", _Time, nullable=False),
    Column("kind", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("choice", JSON, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("language", Text, nullable=False),
    Column("answer", Text, comment="null: the list has not been asked yet"),
    Column("subscriber_id", _Number),
    Column("next_at", _Time, nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    Column("source", Text, index=True, comment="household; null: not known"),
    sqlite_autoincrement=True,
)

campaigns = Table(
    "campaigns",
    METADATA,
    Column("id", _Number, primary_key=True),
    Column("issue", Text, nullable=False, comment="2021-11-23"),
    Column("ordinal", Integer, nullable=False),
    Column("audience", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("policy", Text, nullable=False),
    Column("scheduled_at", _Time),
    Column("started_at", _Time),
    Column("finished_at", _Time),
    Column("settings", JSON, nullable=False),
    UniqueConstraint("issue", "ordinal"),
    sqlite_autoincrement=True,
)

chunks = Table(
    "chunks",
    METADATA,
    Column("id", _Number, primary_key=True),
    Column("campaign_id", _Number, ForeignKey("campaigns.id"), nullable=False),
    Column("first_row", Integer, nullable=False),
    Column("last_row", Integer, nullable=False),
    Column("worker_id", Text),
    Column("state", Text, nullable=False),
    Column("due_at", _Time, comment="null: at once"),
    Index(None, "campaign_id", "first_row"),
)

deliveries = Table(
    "deliveries",
    METADATA,
    Column("campaign_id", _Number, ForeignKey("campaigns.id"), primary_key=True),
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("subscriber_id", _Number, nullable=False),
    Column("address", Text, nullable=False),
    Column("choice", Text, comment="as sections of the subscriber"),
    Column("language", Text, nullable=False),
    Column("state", SmallInteger, nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    Column("next_at", _Time),
    Column("answer", Text),
    sqlite_with_rowid=False,
)

workers = Table(
    "workers",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("host", Text, nullable=False),
    Column("beat_at", _Time, nullable=False),
)

bounces = Table(
    "bounces",
    METADATA,
    Column("id", _Number, primary_key=True),
    Column("at", _Time, nullable=False),
    Column("subscriber_id", _Number, index=True),
    Column("campaign_id", _Number),
    Column("class", Text, key="kind", nullable=False),
    Column("code", Text, nullable=False),
    Column("provider", Text, nullable=False),
    Column("text_kept", Text, nullable=False),
    sqlite_autoincrement=True,
)

clicks = Table(
    "clicks",
    METADATA,
    Column("issue", Text, primary_key=True, comment="or week"),
    Column("link", Text, primary_key=True, comment="number in the address"),
    Column("section", Text, nullable=False, comment="slug, or empty"),
    Column("target", Text, nullable=False),
    Column("count", BigInteger, nullable=False),
)

settings = Table(
    "settings",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
