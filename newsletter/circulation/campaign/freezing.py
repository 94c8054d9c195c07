"""The audience of a campaign, fixed: a row for each recipient, in chunks."""

import json

from sqlalchemy import Connection, text

from newsletter.circulation.campaign.orders import Audience, Order
from newsletter.circulation.store import Store
from newsletter.circulation.weeks import is_week

CHUNK = 500
"""Rows that a worker takes at a time."""


def choices_of(
    store: Store, issue: str, audience: Audience, now: int
) -> tuple[tuple[str | None, str, int], ...]:
    """Count whom a campaign would go to by choice of sections and language.

    Returns:
        (choice as the store writes it, language, readers) of each.
    """
    asked = {"issue": issue, "campaign": 0, "now": now}
    with store.reading() as ledger:
        found = ledger.execute(
            text(
                "SELECT s.sections, s.language, count(*) "
                f"{_readers(issue, audience)} "
                "GROUP BY s.sections, s.language ORDER BY s.sections, s.language"
            ),
            asked,
        )
        return tuple((choice, language, n) for choice, language, n in found)


_MAY = (
    "s.state = 'confirmed' AND NOT EXISTS (SELECT 1 FROM suppressions x "
    'WHERE x.key = s.key AND (x."until" IS NULL OR x."until" > :now))'
)
"""Whoever mail may go to."""

_DIGEST = {True: "s.digest = 'weekly'", False: "s.digest IS NULL"}
_OF_ISSUE = (
    "SELECT DISTINCT d.subscriber_id AS id FROM deliveries d JOIN campaigns k "
    "ON k.id = d.campaign_id WHERE k.issue = :issue AND k.id <> :campaign"
)
_JOINS = {
    Audience.READERS: "",
    Audience.WEEKLY: "",
    Audience.ALL: "",
    # Those in doubt are not among the missed: they may have it.
    Audience.MISSED: f"LEFT JOIN ({_OF_ISSUE} AND d.state IN (0, 1, 2, 3, 5)) m "
    "ON m.id = s.id",
    Audience.FAILED: f"JOIN ({_OF_ISSUE} AND d.state = 4) m ON m.id = s.id "
    f"LEFT JOIN ({_OF_ISSUE} AND d.state IN (0, 1, 2, 3, 5)) h ON h.id = s.id",
}
_WHERE = {Audience.MISSED: "AND m.id IS NULL", Audience.FAILED: "AND h.id IS NULL"}


def _readers(issue: str, audience: Audience) -> str:
    """Write where recipients come from; a week's digest has readers of its own."""
    return (
        f"FROM subscribers s {_JOINS[audience]} WHERE {_MAY} "
        f"AND {_DIGEST[is_week(issue)]} {_WHERE.get(audience, '')}"
    )


def freeze(ledger: Connection, campaign: int, order: Order, now: int) -> int:
    """Write a row for each recipient; rows that are there stay as they are."""
    is_sqlite = ledger.dialect.name == "sqlite"
    listed = "json_each(:empty)" if is_sqlite else "json_array_elements_text(:empty)"
    if not is_sqlite:
        listed = "json_array_elements_text(CAST(:empty AS json)) AS value"
    ledger.execute(
        text(
            'INSERT INTO deliveries (campaign_id, "row", subscriber_id, address, '  # noqa: S608
            "choice, language, state, attempts) "
            "SELECT CAST(:campaign AS bigint), row_number() OVER (ORDER BY s.id), "
            "s.id, s.address, s.sections, s.language, 0, 0 "
            f"{_readers(order.issue, order.audience)} AND (s.sections IS NULL "
            f"OR s.sections NOT IN (SELECT value FROM {listed})) "
            "ON CONFLICT DO NOTHING"
        ),
        {
            "campaign": campaign,
            "issue": order.issue,
            "empty": json.dumps(order.empty),
            "now": now,
        },
    )
    count = ledger.scalar(
        text("SELECT count(*) FROM deliveries WHERE campaign_id = :id"),
        {"id": campaign},
    )
    _cut(ledger, campaign, int(count or 0))
    return int(count or 0)


def _cut(ledger: Connection, campaign: int, rows: int) -> None:
    """Cut the rows into chunks."""
    spans = [
        {"campaign": campaign, "first": first, "last": min(first + CHUNK - 1, rows)}
        for first in range(1, rows + 1, CHUNK)
    ]
    if spans:
        ledger.execute(
            text(
                "INSERT INTO chunks (campaign_id, first_row, last_row, state) "
                "VALUES (:campaign, :first, :last, 'open')"
            ),
            spans,
        )
