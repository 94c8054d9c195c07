"""Settle what is held from the relay's log, so that nothing is lost or doubled."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, text

from newsletter.circulation.campaign.campaigns import reopen
from newsletter.circulation.campaign.closing import locked_stage
from newsletter.circulation.campaign.orders import Campaign
from newsletter.circulation.campaign.protocol import State, settled
from newsletter.circulation.campaign.relay_log import RelayLog
from newsletter.circulation.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What the log has settled."""

    sent: tuple[str, ...]
    """Addresses whose mail the relay had taken."""

    queued: tuple[str, ...]
    """Addresses whose mail it had not: they get it now."""

    held: tuple[str, ...]
    """Addresses of which the log does not tell: it does not cover the time."""


def reconcile(
    store: Store,
    campaign: Campaign,
    log: RelayLog,
    name_of: Callable[[int], str],
    *,
    is_whole: bool = False,
) -> Reconciled:
    """Settle the held rows of a campaign.

    Args:
        store: the ledger's.
        campaign: whose rows they are.
        log: of the relay; if it was taken over several machines, of all of them.
        name_of: writes the Message-ID of a subscriber's mail.
        is_whole: the operator says that the log covers everything, whatever its
            times say.
    """
    with store.writing() as ledger:
        locked_stage(ledger, campaign.id)
        held = _held(ledger, campaign.id)
        begin = campaign.started_at or 0
        # A mail sent again bears its first Message-ID, which an older line may name.
        since = begin if campaign.ordinal else 0
        fates: dict[State, list[tuple[int, str]]] = {state: [] for state in State}
        for row, subscriber, address, moment in held:
            state = settled(
                State.HELD,
                is_in_log=log.took(name_of(subscriber), since),
                is_log_whole=is_whole or log.covers(begin, moment or 0),
            )
            fates[state].append((row, address))
        for state in (State.SENT, State.QUEUED):
            _move(ledger, campaign.id, [row for row, _ in fates[state]], state)
        reopen(ledger, campaign.id, [row for row, _ in fates[State.QUEUED]])
    return Reconciled(
        sent=tuple(address for _, address in fates[State.SENT]),
        queued=tuple(address for _, address in fates[State.QUEUED]),
        held=tuple(address for _, address in fates[State.HELD]),
    )


_ARRAY = (
    "SELECT CAST(v AS integer) FROM json_array_elements_text(CAST(:rows AS json)) v"
)


def _held(ledger: Connection, campaign: int) -> list[tuple[int, int, str, int | None]]:
    found = ledger.execute(
        text(
            'SELECT "row", subscriber_id, address, next_at FROM deliveries '
            'WHERE campaign_id = :id AND state = 5 ORDER BY "row"'
        ),
        {"id": campaign},
    )
    return [(row, subscriber, address, at) for row, subscriber, address, at in found]


def _move(ledger: Connection, campaign: int, rows: list[int], state: State) -> None:
    is_sqlite = ledger.dialect.name == "sqlite"
    listed = "SELECT value FROM json_each(:rows)" if is_sqlite else _ARRAY
    ledger.execute(
        text(
            "UPDATE deliveries SET state = :state, next_at = NULL "  # noqa: S608
            f'WHERE campaign_id = :id AND state = 5 AND "row" IN ({listed})'
        ),
        {"state": int(state), "id": campaign, "rows": json.dumps(rows)},
    )
