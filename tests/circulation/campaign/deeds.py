"""Deeds of an operator, killed at a moment that is given.

Reads lines from its standard input, such as ``start 2021-11-23 0.004``: forks, opens
the store, does the deed, and is killed so many seconds after the store was open.
"""

import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from newsletter.circulation.campaign.campaigns import draft, start, the_campaign
from newsletter.circulation.campaign.protocol import Policy
from newsletter.circulation.campaign.reconcile import reconcile
from newsletter.circulation.campaign.relay_log import RelayLog
from newsletter.circulation.store import Store, open_store
from tests.circulation.campaign.paper import NOW, an_order, message_name


def begin(store: Store, issue: str) -> None:
    """Fix the recipients."""
    order = an_order(issue=issue, policy=Policy.HOLD)
    start(store, draft(store, order), order, NOW)


def settle(store: Store, issue: str, log: Path) -> None:
    """Settle what is held."""
    campaign = the_campaign(store, issue)
    with log.open() as lines:
        read = RelayLog.read(lines, datetime(2026, 11, 25, tzinfo=UTC))
    reconcile(store, campaign, read, message_name, is_whole=True)


def child(url: str, log: Path, deed: str, issue: str, ready: int) -> None:
    """Do it, unless killed before."""
    with open_store(url) as store:
        os.write(ready, b".")
        if deed == "start":
            begin(store, issue)
        else:
            settle(store, issue, log)
    os._exit(0)


def main() -> None:
    url, log = sys.argv[1], Path(sys.argv[2])
    message_name(0)  # what all children need is made once
    for line in sys.stdin:
        deed, issue, seconds = line.split()
        hear, ready = os.pipe()
        number = os.fork()
        if number == 0:
            child(url, log, deed, issue, ready)
        os.close(ready)
        os.read(hear, 1)
        os.close(hear)
        time.sleep(float(seconds))
        os.kill(number, signal.SIGKILL)
        _, status = os.waitpid(number, 0)
        fate = "done" if os.WIFEXITED(status) else "killed"
        os.write(1, f"{fate}\n".encode())


if __name__ == "__main__":
    main()
