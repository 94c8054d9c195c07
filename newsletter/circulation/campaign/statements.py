"""The hot statements of the ledger, in the two dialects.

Constant text, with one JSON argument where a list is asked about: parameters that
grow with the batch would cost more than the statements themselves.
"""

from dataclasses import dataclass

from sqlalchemy import TextClause, text

_OPEN = "(0, 3)"
"""``protocol.OPEN`` as SQL writes it."""

_NUMBERS_SQLITE = 'SELECT value AS "row" FROM json_each(:rows)'
_NUMBERS_POSTGRESQL = (
    'SELECT CAST(v AS integer) AS "row" '
    "FROM json_array_elements_text(CAST(:rows AS json)) AS v"
)
_ENTRIES = (
    'SELECT * FROM json_to_recordset(CAST(:rows AS json)) AS v("row" integer, '
    "state smallint, attempts smallint, next_at bigint, answer text)"
)
_RECORD_SQLITE = (
    "UPDATE deliveries SET state = :state, attempts = :attempts, next_at = :next_at, "
    'answer = :answer WHERE campaign_id = :campaign AND "row" = :row'
)
_RECORD_POSTGRESQL = (
    "UPDATE deliveries d SET state = e.state, attempts = e.attempts, "  # noqa: S608
    f"next_at = e.next_at, answer = e.answer FROM ({_ENTRIES}) e "
    'WHERE d.campaign_id = :campaign AND d."row" = e."row"'
)
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
    """Outcomes and intents of a step.  In PostgreSQL one statement for them all, in
    SQLite, which would look for the rows the wrong way round, one for each."""

    taken: TextClause
    """The relay took these, whatever the ledger says."""

    unbegun: TextClause
    """Of a span that a dead worker had announced: all but these it had not begun."""

    rows: TextClause
    """What is still to be sent of a chunk."""

    due: TextClause
    """The next chunk, of whatever campaign is running; locked where that can be."""

    has_due: TextClause
    """The same, only looked at."""


def statements(dialect: str) -> Statements:
    """Choose the statements for ``sqlite`` or ``postgresql``."""
    is_sqlite = dialect == "sqlite"
    numbers = _NUMBERS_SQLITE if is_sqlite else _NUMBERS_POSTGRESQL
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
            # CROSS keeps SQLite from walking the deliveries and looking up the list.
            f"{'CROSS' if is_sqlite else ''} "
            'JOIN deliveries d ON d.campaign_id = :campaign AND d."row" = o."row" '
            "LEFT JOIN subscribers s ON s.id = d.subscriber_id "
            "LEFT JOIN suppressions x ON x.key = s.key "
            'AND (x."until" IS NULL OR x."until" > :now) '
            f"WHERE d.state IN {_OPEN}"
        ),
        record=text(_RECORD_SQLITE if is_sqlite else _RECORD_POSTGRESQL),
        taken=text(
            "UPDATE deliveries SET state = 2, next_at = NULL "  # noqa: S608
            f'WHERE campaign_id = :campaign AND "row" IN ({numbers}) '
            "AND state IN (0, 1, 3, 5)"
        ),
        unbegun=text(
            "UPDATE deliveries SET state = 0, next_at = NULL "  # noqa: S608
            'WHERE campaign_id = :campaign AND "row" BETWEEN :first AND :last '
            f'AND state = 1 AND "row" NOT IN ({numbers})'
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
