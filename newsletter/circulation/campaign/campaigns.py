"""Campaigns as the operator sees them: begun, frozen, paused, counted, closed."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select, text, update

from newsletter.circulation.campaign.closing import finish, locked_stage
from newsletter.circulation.campaign.freezing import freeze
from newsletter.circulation.campaign.orders import (
    AGAIN,
    STAGES,
    Campaign,
    Order,
    read_campaign,
)
from newsletter.circulation.campaign.protocol import (
    MOVES,
    Books,
    Stage,
    State,
)
from newsletter.circulation.campaign.refusals import CampaignError
from newsletter.circulation.store import Store
from newsletter.circulation.store.tables import campaigns
from newsletter.errors import Text


def campaigns_of(store: Store, issue: str) -> tuple[Campaign, ...]:
    """List the campaigns of an issue, the first one first."""
    wanted = select(campaigns).where(campaigns.c.issue == issue)
    with store.reading() as ledger:
        found = ledger.execute(wanted.order_by(campaigns.c.ordinal)).mappings().all()
    return tuple(read_campaign(row) for row in found)


def the_campaign(store: Store, issue: str) -> Campaign:
    """Find the latest campaign of an issue.

    Raises:
        CampaignError: there is none.
    """
    known = campaigns_of(store, issue)
    if not known:
        raise CampaignError(
            Text(f"{issue} 还没有发送过", f"there is no campaign of {issue}"),
            Text(f"newsletter send {issue}", f"newsletter send {issue}"),
        )
    return known[-1]


def by_id(store: Store, campaign: int) -> Campaign:
    """Find a campaign by its number, which must be there."""
    with store.reading() as ledger:
        return _by_id(ledger, campaign)


def draft(store: Store, order: Order) -> Campaign:
    """Begin a campaign, or find the draft that an earlier attempt left.

    Raises:
        CampaignError: the issue has a campaign, and ``--again`` was not said.
    """
    known = campaigns_of(store, order.issue)
    if (
        known
        and known[-1].stage is Stage.DRAFT
        and known[-1].audience is order.audience
    ):
        return known[-1]
    if known and order.audience not in AGAIN:
        raise _twice(known[-1])
    if not known and order.audience in AGAIN:
        raise _not_yet(order.issue)
    if known and known[-1].stage not in (Stage.FINISHED, Stage.CANCELLED):
        raise _twice(known[-1])
    return _drafted(store, order, len(known))


def _drafted(store: Store, order: Order, ordinal: int) -> Campaign:
    row = {
        "issue": order.issue,
        "ordinal": ordinal,
        "audience": order.audience.value,
        "state": Stage.DRAFT.value,
        "policy": order.policy.value,
    }
    with store.writing() as ledger:
        made = ledger.execute(
            text(
                "INSERT INTO campaigns (issue, ordinal, audience, state, policy, "
                "settings) VALUES (:issue, :ordinal, :audience, :state, :policy, '{}') "
                "ON CONFLICT DO NOTHING"
            ),
            row,
        )
    if not made.rowcount:  # somebody else was quicker
        raise _twice(the_campaign(store, order.issue))
    return the_campaign(store, order.issue)


def schedule(store: Store, campaign: Campaign, order: Order) -> Campaign:
    """Set the time at which a draft begins; its audience is fixed then."""
    values = {
        "state": Stage.SCHEDULED.value,
        "scheduled_at": order.scheduled_at,
        "policy": order.policy.value,
        "settings": {
            "edition": order.edition,
            "empty": list(order.empty),
            "expect": order.expect,
        },
    }
    with store.writing() as ledger:
        _check(locked_stage(ledger, campaign.id), Stage.SCHEDULED, campaign.issue)
        ledger.execute(
            update(campaigns).where(campaigns.c.id == campaign.id).values(values)
        )
    return by_id(store, campaign.id)


def start(store: Store, campaign: Campaign, order: Order, now: int) -> Campaign:
    """Fix the audience and begin; one transaction, which may be tried again.

    Raises:
        CampaignError: not as many recipients as expected; nothing has begun.
    """
    with store.writing() as ledger:
        _check(locked_stage(ledger, campaign.id), Stage.RUNNING, campaign.issue)
        frozen = freeze(ledger, campaign.id, order, now)
        if order.expect is not None and frozen != order.expect:
            raise _unexpected(order.expect, frozen)
        values = {
            "state": Stage.RUNNING.value,
            "policy": order.policy.value,
            "started_at": now,
            "settings": {"edition": order.edition, "frozen": frozen},
        }
        ledger.execute(
            update(campaigns).where(campaigns.c.id == campaign.id).values(values)
        )
        finish(ledger, campaign.id, now)
    if not store.is_sqlite:
        with store.writing() as ledger:
            # Without statistics PostgreSQL would walk the whole table for each step.
            ledger.execute(text("ANALYZE deliveries"))
    return by_id(store, campaign.id)


def move(
    store: Store, campaign: Campaign, stage: Stage, now: int, reason: str = ""
) -> Campaign:
    """Pause, resume or cancel.

    Raises:
        CampaignError: it cannot go there from where it is.
    """
    with store.writing() as ledger:
        current = locked_stage(ledger, campaign.id)
        if current is not stage:
            _check(current, stage, campaign.issue)
        settings = {**_by_id(ledger, campaign.id).settings, "reason": reason}
        values: dict[str, Any] = {"state": stage.value, "settings": settings}
        if stage is Stage.CANCELLED:
            values["finished_at"] = now
            _cancel(ledger, campaign.id)
        ledger.execute(
            update(campaigns).where(campaigns.c.id == campaign.id).values(values)
        )
        finish(ledger, campaign.id, now)
    return by_id(store, campaign.id)


def resumed_stage(campaign: Campaign) -> Stage:
    """Say where a paused campaign goes on: one not yet begun waits for its time."""
    return Stage.SCHEDULED if campaign.started_at is None else Stage.RUNNING


def books_of(store: Store, campaign: Campaign) -> Books:
    """Count the rows of a campaign by state."""
    with store.reading() as ledger:
        found = ledger.execute(
            text(
                "SELECT state, count(*) FROM deliveries WHERE campaign_id = :id "
                "GROUP BY state"
            ),
            {"id": campaign.id},
        )
        counts = {State(state): count for state, count in found}
    return Books(frozen=campaign.frozen, counts=counts)


def _cancel(ledger: Connection, campaign: int) -> None:
    """Cancel what no worker has in hand; workers cancel the rest as they stop."""
    of_campaign = {"campaign": campaign}
    ledger.execute(
        text(
            "UPDATE deliveries SET state = 7, next_at = NULL "
            "WHERE campaign_id = :campaign AND state IN (0, 3) AND NOT EXISTS "
            "(SELECT 1 FROM chunks c WHERE c.campaign_id = :campaign "
            "AND c.state = 'taken' "
            'AND deliveries."row" BETWEEN c.first_row AND c.last_row)'
        ),
        of_campaign,
    )
    ledger.execute(
        text(
            "UPDATE chunks SET state = 'done', due_at = NULL "
            "WHERE campaign_id = :campaign AND state = 'open'"
        ),
        of_campaign,
    )


def reopen(ledger: Connection, campaign: int, rows: Collection[int]) -> None:
    """Open the chunks of rows that are queued again, and the campaign with them."""
    for row in rows:
        ledger.execute(
            text(
                "UPDATE chunks SET state = 'open', due_at = NULL "
                "WHERE campaign_id = :campaign AND state = 'done' "
                "AND :row BETWEEN first_row AND last_row"
            ),
            {"campaign": campaign, "row": row},
        )
    if rows:
        ledger.execute(
            text(
                "UPDATE campaigns SET state = 'running', finished_at = NULL "
                "WHERE id = :campaign AND state = 'finished'"
            ),
            {"campaign": campaign},
        )


def _by_id(ledger: Connection, campaign: int) -> Campaign:
    wanted = select(campaigns).where(campaigns.c.id == campaign)
    return read_campaign(ledger.execute(wanted).mappings().one())


def _check(current: Stage, wanted: Stage, issue: str) -> None:
    if wanted not in MOVES[current]:
        here, there = STAGES[current], STAGES[wanted]
        raise CampaignError(
            Text(
                f"{issue} 现在{here.zh}，不能变为{there.zh}",
                f"{issue} is {here.en}; it cannot become {there.en}",
            ),
            Text(f"newsletter status {issue}", f"newsletter status {issue}"),
        )


def _twice(known: Campaign) -> CampaignError:
    state = STAGES[known.stage]
    return CampaignError(
        Text(
            f"{known.issue} 已有一次发送（{state.zh}），不会再发一遍",
            f"{known.issue} has a campaign, which is {state.en}: it is not sent twice",
        ),
        Text(
            f"看进度：newsletter status {known.issue}；接着发：newsletter resume "
            f"{known.issue}；补发给没收到的：--again missed",
            f"see newsletter status {known.issue}; go on with newsletter resume "
            f"{known.issue}; reach those it missed with --again missed",
        ),
    )


def _not_yet(issue: str) -> CampaignError:
    return CampaignError(
        Text(f"{issue} 还没有发过，谈不上补发", f"{issue} has not been sent at all"),
        Text("去掉 --again", "leave --again out"),
    )


def _unexpected(expected: int, found: int) -> CampaignError:
    return CampaignError(
        Text(
            f"收件人有 {found} 位，不是 {expected} 位；没有开始发送",
            f"there are {found} recipients, not {expected}; nothing was sent",
        ),
        Text(
            "用 --dry-run 看是哪些人，再改 --expect",
            "see who they are with --dry-run, then change --expect",
        ),
    )
