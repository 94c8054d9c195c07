"""Ends of chunks and campaigns, in a transaction of the caller's."""

from sqlalchemy import Connection, text

from newsletter.circulation.campaign.protocol import (
    Stage,
)


def close_chunk(
    ledger: Connection, campaign: int, chunk: int, now: int, due: int | None
) -> None:
    """Put a chunk back: done, or open for what is left; end the campaign with it."""
    stage = locked_stage(ledger, campaign)
    of_chunk = {"campaign": campaign, "chunk": chunk}
    if stage is Stage.CANCELLED:
        ledger.execute(text(f"{_CANCEL} {_OF_CHUNK}"), of_chunk)
    left, soonest = ledger.execute(text(_LEFT), of_chunk).one()
    state = "open" if left else "done"
    moment = max(due or 0, soonest or 0) or None
    ledger.execute(
        text(
            "UPDATE chunks SET state = :state, worker_id = NULL, due_at = :due "
            "WHERE id = :chunk"
        ),
        {"state": state, "due": moment if left else None, "chunk": chunk},
    )
    finish(ledger, campaign, now)


def locked_stage(ledger: Connection, campaign: int) -> Stage:
    """Read a campaign's state, and let nobody else change it before we are done."""
    lock = "" if ledger.dialect.name == "sqlite" else " FOR UPDATE"
    found = ledger.scalar(
        text(f"SELECT state FROM campaigns WHERE id = :id{lock}"),  # noqa: S608
        {"id": campaign},
    )
    return Stage(found)


def finish(ledger: Connection, campaign: int, now: int) -> None:
    """End a running campaign when nothing of it is left to do."""
    ledger.execute(
        text(
            "UPDATE campaigns SET state = 'finished', finished_at = :now "
            "WHERE id = :id AND state = 'running' AND NOT EXISTS (SELECT 1 FROM chunks "
            "WHERE campaign_id = :id AND state <> 'done')"
        ),
        {"id": campaign, "now": now},
    )


_OF_CHUNK = (
    'AND "row" BETWEEN (SELECT first_row FROM chunks WHERE id = :chunk) '
    "AND (SELECT last_row FROM chunks WHERE id = :chunk)"
)
_CANCEL = (
    "UPDATE deliveries SET state = 7, next_at = NULL "
    "WHERE campaign_id = :campaign AND state IN (0, 3)"
)
_LEFT = (
    "SELECT count(*), min(coalesce(next_at, 0)) FROM deliveries "  # noqa: S608
    f"WHERE campaign_id = :campaign AND state IN (0, 3) {_OF_CHUNK}"
)
