"""The hot statements of the ledger, in the two dialects.

Constant text with one JSON argument: lists of parameters that grow with the batch
would cost more than the statements themselves.
"""

from dataclasses import dataclass

from sqlalchemy import TextClause, text

_OPEN = "(0, 3)"
"""``protocol.OPEN`` as SQL writes it."""

_DUE = (
    "SELECT c.id FROM chunks c JOIN campaigns k ON k.id = c.campaign_id "
    "WHERE k.state = 'running' AND c.state = 'open' "
    "AND (c.due_at IS NULL OR c.due_at <= :now OR c.due_at > :far) "
    "ORDER BY coalesce(c.due_at, 0), c.first_row, c.id LIMIT 1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """What a worker says to the ledger over and over."""

    stage: TextClause
    """State of a campaign; nothing when the worker was declared dead."""

    consent: TextClause
    """For rows that want to go out: what their readers say now."""

    record: TextClause
    """Outcomes and intents, one statement for all rows of a step."""

    taken: TextClause
    """The relay took these, whatever the ledger says."""

    rows: TextClause
    """What is still to be sent of a chunk."""

    due: TextClause
    """The next chunk, of whatever campaign is running; locked where that can be."""

    has_due: TextClause
    """The same, only looked at."""


def statements(dialect: str) -> Statements:
    """Choose the statements for ``sqlite`` or ``postgresql``."""
    is_sqlite = dialect == "sqlite"
    rows = _of_json if is_sqlite else _of_json_array
    entries = rows(
        ('"row"', "integer"), ("state", "smallint"), ("attempts", "smallint"),
        ("next_at", "bigint"), ("answer", "text"),
    )  # fmt: skip
    numbers = rows(('"row"', "integer"))
    share, skip = ("", "") if is_sqlite else ("FOR SHARE OF w", "FOR UPDATE OF c")
    skip += " SKIP LOCKED" if skip else ""
    return Statements(
        stage=text(
            "SELECT k.state FROM workers w, campaigns k "  # noqa: S608
            f"WHERE w.id = :worker AND k.id = :campaign {share}"
        ),
        consent=text(
            'SELECT d."row", s.state, s.address, x.key '  # noqa: S608
            f"FROM ({numbers}) o "
            'JOIN deliveries d ON d.campaign_id = :campaign AND d."row" = o."row" '
            "LEFT JOIN subscribers s ON s.id = d.subscriber_id "
            "LEFT JOIN suppressions x ON x.key = s.key "
            'AND (x."until" IS NULL OR x."until" > :now) '
            f"WHERE d.state IN {_OPEN}"
        ),
        record=text(
            "UPDATE deliveries SET state = o.state, attempts = o.attempts, "  # noqa: S608
            f"next_at = o.next_at, answer = o.answer FROM ({entries}) o "
            "WHERE deliveries.campaign_id = :campaign "
            'AND deliveries."row" = o."row"'
        ),
        taken=text(
            "UPDATE deliveries SET state = 2, next_at = NULL "  # noqa: S608
            f"FROM ({numbers}) o WHERE deliveries.campaign_id = :campaign "
            'AND deliveries."row" = o."row" AND deliveries.state IN (0, 1, 3, 5)'
        ),
        rows=text(
            'SELECT d."row", d.subscriber_id, s.address, s.name, s.serial, '  # noqa: S608
            "d.choice, d.language, d.attempts, d.next_at FROM deliveries d "
            "LEFT JOIN subscribers s ON s.id = d.subscriber_id "
            'WHERE d.campaign_id = :campaign AND d."row" BETWEEN :first AND :last '
            f'AND d.state IN {_OPEN} ORDER BY d."row"'
        ),
        due=text(f"{_DUE} {skip}"),
        has_due=text(_DUE),
    )


def _of_json(*columns: tuple[str, str]) -> str:
    """Read an array of arrays as SQLite does; it needs no types."""
    cells = (
        f"json_extract(value, '$[{n}]') AS {c}" for n, (c, _) in enumerate(columns)
    )
    return f"SELECT {', '.join(cells)} FROM json_each(:rows)"  # noqa: S608


def _of_json_array(*columns: tuple[str, str]) -> str:
    """Read an array of arrays as PostgreSQL does."""
    cells = (f"CAST(v ->> {n} AS {t}) AS {c}" for n, (c, t) in enumerate(columns))
    return (
        f"SELECT {', '.join(cells)} "  # noqa: S608
        "FROM json_array_elements(CAST(:rows AS json)) AS v"
    )
