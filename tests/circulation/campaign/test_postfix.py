"""Postfix as the relay: its own log settles what killed workers left in doubt."""

import os
import re
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsletter.circulation.campaign.campaigns import by_id
from newsletter.circulation.campaign.journal import read_journal
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
from tests.mail.test_delivery import postfix

COUNT = 240
_ID = re.compile(rb"(?im)^Message-ID:\s*<([^>]+)>")


def journalled(folder: Path) -> int:
    """Count what workers have noted as taken so far."""
    count = 0
    for path in folder.rglob("*.journal"):
        with suppress(FileNotFoundError):  # its worker has just been put away
            count += len(read_journal(path).taken)
    return count


def arrived(box: Path) -> Counter[bytes]:
    """Count the mails in the readers' box by Message-ID."""
    return Counter(_ID.search(file.read_bytes()).group(1) for file in box.glob("*"))  # type: ignore[union-attr]


def all_arrived(box: Path, count: int) -> bool:
    """Wait until Postfix has delivered so many different mails."""
    for _ in range(600):
        if len(arrived(box)) >= count:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can start a mail server")
def test_held_mail_is_settled_by_the_log_of_a_real_relay(
    store: Store, url: str, tmp_path: Path, program: Callable[[str], str]
) -> None:
    readers(store, COUNT)
    campaign = begun(store, Policy.HOLD)

    with postfix(program("postfix")) as (port, box):
        for wanted in (20, 60):
            process = a_process(url, port, tmp_path, connections=4)
            while journalled(tmp_path) < wanted and process.poll() is None:
                time.sleep(0.001)
            killed(process)
        worked(store, a_relay(port), tmp_path)
        held = states(store).get(State.HELD, 0)
        with (box.parents[2] / "log").open() as lines:
            log = RelayLog.read(lines, datetime.now(UTC).astimezone())
        settled = reconcile(store, campaign, log, message_name, is_whole=True)
        worked(store, a_relay(port), tmp_path)
        is_whole = all_arrived(box, COUNT)
        found = arrived(box)

    assert is_whole
    assert len(settled.sent) + len(settled.queued) == held
    assert set(found.values()) == {1}
    assert states(store) == {State.SENT: COUNT}
    assert by_id(store, campaign.id).stage is Stage.FINISHED
