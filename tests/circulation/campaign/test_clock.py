"""A running worker whose machine's clock is set forward and back."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from newsletter.circulation.campaign.campaigns import campaigns_of, draft, schedule
from newsletter.circulation.campaign.ledger import Ledger
from newsletter.circulation.campaign.protocol import Policy, Stage, State
from newsletter.circulation.store import open_store
from tests.circulation.campaign.paper import (
    ISSUE,
    a_process,
    an_order,
    killed,
    readers,
    states,
    waited_for,
)
from tests.circulation.campaign.sink import Sink, listening

COUNT = 80
LIBRARIES = "*/faketime/libfaketimeMT.so.1"


@pytest.fixture
def clock(program: Callable[[str], str], tmp_path: Path) -> dict[str, str]:
    """Have a clock that the file ``clock`` sets, for one process."""
    program("faketime")
    found = next(iter(Path("/usr/lib").glob(LIBRARIES)), None)
    if found is None:
        pytest.skip("libfaketime lies elsewhere here")
    (tmp_path / "clock").write_text("+0")
    return {
        "LD_PRELOAD": str(found),
        "FAKETIME_TIMESTAMP_FILE": str(tmp_path / "clock"),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }


def test_a_worker_begins_at_its_time_and_keeps_on_through_steps_of_its_clock(
    tmp_path: Path, clock: dict[str, str]
) -> None:
    steps = {20: "+3d", 40: "+12d", 60: "+0d"}
    put_off: set[str] = set()

    def step(offset: str) -> None:
        (tmp_path / "new").write_text(offset)
        (tmp_path / "new").rename(tmp_path / "clock")

    def misdeed(moment: str, reader: str) -> str | None:
        if moment == "taken" and (offset := steps.pop(len(sink.taken), "")):
            step(offset)
        is_late = reader.startswith(("reader0@", "reader45@"))
        if moment == "rcpt" and is_late and reader not in put_off:
            put_off.add(reader)
            return "451 4.3.0 later"
        return None

    url = f"sqlite:///{tmp_path}/circulation.db"
    store = open_store(url)
    readers(store, COUNT)
    begins = int(time.time()) + 5 * 86_400
    order = an_order(policy=Policy.HOLD, scheduled_at=begins)
    schedule(store, draft(store, order), order)
    with listening(Sink(misdeed=misdeed)) as sink:
        process = a_process(url, sink.port, tmp_path, clock)
        is_there = waited_for(lambda: bool(Ledger(store, "me").beats()))
        before = len(sink.taken)
        step("+6d")
        is_over = waited_for(lambda: process.poll() is not None)
        killed(process)

    (campaign,) = campaigns_of(store, ISSUE)
    assert (is_there, before, is_over, process.returncode) == (True, 0, True, 0)
    assert campaign.stage is Stage.FINISHED
    assert (campaign.started_at or 0) >= begins
    assert (steps, len(put_off)) == ({}, 2)
    assert set(sink.counts.values()) == {1}
    assert states(store) == {State.SENT: COUNT}
    store.close()
