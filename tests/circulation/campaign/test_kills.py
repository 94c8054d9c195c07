"""Workers killed at any moment, against a sink whose log is the truth."""

import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsletter.circulation.campaign.campaigns import books_of, by_id
from newsletter.circulation.campaign.protocol import Policy, Stage, State
from newsletter.circulation.campaign.reconcile import reconcile
from newsletter.circulation.campaign.relay_log import RelayLog
from newsletter.circulation.store import Store
from tests.circulation.campaign.paper import (
    a_process,
    a_relay,
    begun,
    killed,
    message_name,
    readers,
    states,
    worked,
)
from tests.circulation.campaign.sink import Sink, listening

CONNECTIONS = 4


def lines_of(sink: Sink) -> list[str]:
    """Write what the sink has taken as Postfix would."""
    lines = ["Nov  1 00:00:00 mx postfix/qmgr[1]: 4AAAAA0: removed"]
    for number, (address, name) in enumerate(sink.taken):
        head = "Nov 24 12:00:00 mx postfix"
        queue = f"4B{number:06}"
        lines += [
            f"{head}/cleanup[7]: {queue}: message-id=<{name}>",
            f"{head}/qmgr[8]: {queue}: from=<b@x>, size=1, nrcpt=1 (queue active)",
            f"{head}/smtp[9]: {queue}: to=<{address}>, relay=x, status=sent (250)",
        ]
    return lines


def log_of(sink: Sink) -> RelayLog:
    """Read that."""
    return RelayLog.read(lines_of(sink), datetime(2026, 11, 25, tzinfo=UTC))


@dataclass
class Killing:
    """Kills workers at moments that nobody chose, until so many have died."""

    url: str
    sink: Sink
    folder: Path
    chance: random.Random

    def run(self, store: Store, campaign: int, kills: int) -> int:
        """Kill so many, or until the campaign is done; tell how many died at work."""
        done = 0
        while done < kills and by_id(store, campaign).stage is Stage.RUNNING:
            before = len(self.sink.taken)
            process = a_process(
                self.url, self.sink.port, self.folder, connections=CONNECTIONS
            )
            wanted = before + self.chance.randrange(1, 160)
            while len(self.sink.taken) < wanted and process.poll() is None:
                time.sleep(0.001)
            killed(process)
            done += 1
        return done


def campaign_under_fire(
    store: Store, url: str, folder: Path, policy: Policy, kills: int
) -> tuple[Sink, int, int]:
    """Send to as many readers as it takes to die so often; then let it end."""
    readers(store, kills * 250)
    campaign = begun(store, policy)
    with listening(Sink()) as sink:
        killing = Killing(url, sink, folder, random.Random(kills))  # noqa: S311
        died = killing.run(store, campaign.id, kills)
        worked(store, a_relay(sink.port), folder)
        if policy is Policy.HOLD:
            held = states(store).get(State.HELD, 0)
            settled = reconcile(
                store, campaign, log_of(sink), message_name, is_whole=True
            )
            assert len(settled.sent) + len(settled.queued) == held
            worked(store, a_relay(sink.port), folder)
    assert by_id(store, campaign.id).stage is Stage.FINISHED
    assert books_of(store, by_id(store, campaign.id)).are_closed
    return sink, died, kills * 250


def nothing_is_lost(store: Store, url: str, folder: Path, kills: int) -> None:
    sink, died, count = campaign_under_fire(store, url, folder, Policy.RESEND, kills)

    doubled = sum(n - 1 for n in sink.counts.values())
    assert died == kills
    assert len(sink.counts) == count
    assert doubled <= kills * CONNECTIONS
    assert states(store) == {State.SENT: count}


def nothing_is_doubled(store: Store, url: str, folder: Path, kills: int) -> None:
    sink, died, count = campaign_under_fire(store, url, folder, Policy.HOLD, kills)

    assert died == kills
    assert len(sink.counts) == count
    assert set(sink.counts.values()) == {1}
    assert states(store) == {State.SENT: count}


def test_resending_loses_nothing_whenever_a_worker_dies(
    store: Store, url: str, tmp_path: Path
) -> None:
    nothing_is_lost(store, url, tmp_path, kills=3)


def test_holding_and_reconciling_neither_loses_nor_doubles(
    store: Store, url: str, tmp_path: Path
) -> None:
    nothing_is_doubled(store, url, tmp_path, kills=3)


@pytest.mark.soak
def test_a_hundred_kills_lose_nothing(store: Store, url: str, tmp_path: Path) -> None:
    nothing_is_lost(store, url, tmp_path, kills=100)


@pytest.mark.soak
def test_a_hundred_kills_double_nothing_when_held(
    store: Store, url: str, tmp_path: Path
) -> None:
    nothing_is_doubled(store, url, tmp_path, kills=100)
