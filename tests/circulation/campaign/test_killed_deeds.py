"""``send`` killed while it fixes the recipients, ``reconcile`` while it settles."""

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from newsletter.circulation.campaign.campaigns import books_of, the_campaign
from newsletter.circulation.campaign.protocol import Policy, Stage, State
from newsletter.circulation.store import Store
from tests.circulation.campaign.deeds import begin, settle
from tests.circulation.campaign.paper import a_relay, readers, states, worked
from tests.circulation.campaign.sink import Sink, listening
from tests.circulation.campaign.test_kills import lines_of

COUNT = 24


@contextmanager
def an_operator(url: str, log: Path) -> Iterator[subprocess.Popen[str]]:
    """Have somebody who is killed at each deed."""
    script = Path(__file__).with_name("deeds.py")
    process = subprocess.Popen(
        [sys.executable, script, url, log],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.communicate()


def killed_at(
    operator: subprocess.Popen[str], deed: str, issue: str, seconds: float
) -> str:
    """Have it begin a deed, and die."""
    assert operator.stdin
    assert operator.stdout
    operator.stdin.write(f"{deed} {issue} {seconds}\n")
    operator.stdin.flush()
    return operator.stdout.readline().strip()


def cut_off() -> "_Numbered":
    """Make a relay that breaks off in the middle of some dialogues, each once."""
    cut: set[tuple[int, str]] = set()

    def misdeed(moment: str, reader: str) -> str | None:
        if moment not in ("dot", "taken") or not reader:
            return None
        number = int(reader.partition("@")[0].removeprefix("reader"))
        wanted = {0: "taken", 1: "dot"}.get(number % 4)
        mark = (sink.issue, reader)
        if moment != wanted or mark in cut:
            return None
        cut.add(mark)
        return "drop"

    sink = _Numbered(misdeed=misdeed)
    return sink


class _Numbered(Sink):
    issue = 0


def nothing_is_lost_or_doubled(
    store: Store, url: str, folder: Path, kills: int
) -> Counter[tuple[str, str]]:
    """Run a campaign for each kill; tell which deeds were killed and which done."""
    chance = random.Random(kills)  # noqa: S311
    fates: Counter[tuple[str, str]] = Counter()
    log = folder / "mail.log"
    readers(store, COUNT)
    sink = cut_off()
    with listening(sink), an_operator(url, log) as operator:
        for number in range(kills):
            sink.issue = number
            sink.taken.clear()
            issue = str(date(2021, 1, 1) + timedelta(days=number))
            fate = killed_at(operator, "start", issue, chance.random() / 10)
            fates["start", fate] += 1
            if not (fate == "done" or is_begun(store, issue)):
                begin(store, issue)
            worked(store, a_relay(sink.port), folder)
            held = states(store, the_campaign(store, issue)).get(State.HELD, 0)
            log.write_text("\n".join(lines_of(sink)))
            fate = killed_at(operator, "reconcile", issue, chance.random() / 10)
            fates["reconcile", fate] += 1
            settle(store, issue, log)
            worked(store, a_relay(sink.port), folder)

            campaign = the_campaign(store, issue)
            assert held == COUNT // 2
            assert campaign.stage is Stage.FINISHED
            assert campaign.policy is Policy.HOLD
            assert books_of(store, campaign).are_closed
            assert states(store, campaign) == {State.SENT: COUNT}
            assert len(sink.counts) == COUNT
            assert set(sink.counts.values()) == {1}
    return fates


def is_begun(store: Store, issue: str) -> bool:
    """Tell whether a killed start went through; then all of it did."""
    with store.reading() as ledger:
        found = ledger.exec_driver_sql(
            f"SELECT state FROM campaigns WHERE issue = '{issue}'"  # noqa: S608
        ).scalar()
    return found == "running"


def test_whoever_is_killed_while_starting_or_reconciling_may_do_it_again(
    store: Store, url: str, tmp_path: Path
) -> None:
    nothing_is_lost_or_doubled(store, url, tmp_path, kills=10)


@pytest.mark.soak
def test_a_hundred_kills_while_starting_and_reconciling(
    store: Store, url: str, tmp_path: Path
) -> None:
    fates = nothing_is_lost_or_doubled(store, url, tmp_path, kills=100)

    assert fates["start", "killed"] >= 10
    assert fates["reconcile", "killed"] >= 10
