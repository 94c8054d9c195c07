"""What a worker has in hand: a chunk, its rows, and what comes of them."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, text

from newsletter.circulation.campaign.protocol import (
    Policy,
    Stage,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Consecutive rows of a campaign, in one worker's hands."""

    id: int
    campaign: int
    issue: str
    audience: str
    policy: Policy
    edition: str
    """Fingerprint of what is sent."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One delivery that is still to be made."""

    row: int
    subscriber: int
    address: str
    """Empty when the reader has been forgotten."""

    name: str
    serial: str
    choice: frozenset[str] | None
    language: str
    attempts: int
    next_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """A permanent answer, kept for the bounce policy."""

    subscriber: int
    kind: str
    code: str
    provider: str
    text: str


@dataclass(frozen=True, slots=True)
class Leave:
    """What a step allows."""

    stage: Stage | None
    """Of the campaign; None when this worker counts as dead and must stop."""

    rows: frozenset[int] = frozenset()
    """Rows whose intent is on record: these may go out."""


def read_chunk(ledger: Connection, chunk: int) -> Chunk:
    """Read what a worker must know of a chunk that it has taken."""
    found = ledger.execute(
        text(
            "SELECT c.campaign_id, c.first_row, c.last_row, k.issue, k.audience, "
            "k.policy, k.settings FROM chunks c JOIN campaigns k "
            "ON k.id = c.campaign_id WHERE c.id = :id"
        ),
        {"id": chunk},
    ).one()
    campaign, first, last, issue, audience, policy, settings = found
    plain = json.loads(settings) if isinstance(settings, str) else settings
    return Chunk(
        id=chunk,
        campaign=campaign,
        issue=issue,
        audience=audience,
        policy=Policy(policy),
        edition=plain.get("edition", ""),
        first=first,
        last=last,
    )


def read_row(
    row: int,
    subscriber: int,
    address: str | None,
    name: str | None,
    serial: str | None,
    *more: Any,
) -> Row:
    """Read a row as ``statements`` selects it."""
    choice, language, attempts, next_at = more
    return Row(
        row=row,
        subscriber=subscriber,
        address=address or "",
        name=name or "",
        serial=serial or "",
        choice=choice_of(choice),
        language=language,
        attempts=attempts,
        next_at=next_at,
    )


@lru_cache(maxsize=4_096)
def choice_of(written: str | None) -> frozenset[str] | None:
    """Read a choice of sections as the store keeps it; None takes them all."""
    return None if written is None else frozenset(json.loads(written))
