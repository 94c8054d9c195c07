"""A campaign and what it is to be, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from newsletter.circulation.campaign.protocol import (
    Policy,
    Stage,
)
from newsletter.errors import Text


class Audience(Enum):
    """Who a campaign goes to."""

    READERS = "readers"
    """Everyone who takes each issue."""

    WEEKLY = "weekly"
    """Everyone who takes the weekly digest."""

    MISSED = "missed"
    """Readers whom no campaign of the issue has reached: new, failed, cancelled."""

    FAILED = "failed"
    """Readers whom it failed to reach."""

    ALL = "all"
    """Every reader again, those who have it too."""


AGAIN = (Audience.MISSED, Audience.FAILED, Audience.ALL)
"""What ``--again`` may name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """One sending of one issue."""

    id: int
    issue: str
    """Date of the issue; of a digest its week: ``2021-W47``."""

    ordinal: int
    """0 for the first, counting up with ``--again``."""

    audience: Audience
    stage: Stage
    policy: Policy
    scheduled_at: int | None
    started_at: int | None
    finished_at: int | None
    settings: Mapping[str, Any]

    @property
    def frozen(self) -> int:
        """Rows of the ledger that were made for it."""
        return int(self.settings.get("frozen", 0))

    @property
    def reason(self) -> str:
        """Why it stands still, if it does not by anyone's wish."""
        return str(self.settings.get("reason", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a campaign is to be."""

    issue: str
    audience: Audience
    policy: Policy
    edition: str
    """Fingerprint of what is sent: a worker with another one must not send."""

    empty: tuple[str, ...] = ()
    """Choices of sections, as the store writes them, without anything in this issue."""

    expect: int | None = None
    """Recipients that there must be."""

    scheduled_at: int | None = None


def scheduled_order(campaign: Campaign) -> Order:
    """Find what a scheduled campaign is to be."""
    settings = campaign.settings
    return Order(
        issue=campaign.issue,
        audience=campaign.audience,
        policy=campaign.policy,
        edition=settings["edition"],
        empty=tuple(settings["empty"]),
        expect=settings["expect"],
    )


def read_campaign(row: Mapping[Any, Any]) -> Campaign:
    """Read a campaign as it stands in its table."""
    return Campaign(
        id=row["id"],
        issue=row["issue"],
        ordinal=row["ordinal"],
        audience=Audience(row["audience"]),
        stage=Stage(row["state"]),
        policy=Policy(row["policy"]),
        scheduled_at=row["scheduled_at"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        settings=row["settings"],
    )


STAGES = {
    Stage.DRAFT: Text("草稿", "a draft"),
    Stage.SCHEDULED: Text("已定时", "scheduled"),
    Stage.RUNNING: Text("发送中", "running"),
    Stage.PAUSED: Text("已暂停", "paused"),
    Stage.FINISHED: Text("已发完", "finished"),
    Stage.CANCELLED: Text("已取消", "cancelled"),
}
"""Names of the states."""
