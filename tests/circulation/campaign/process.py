"""A worker as a process: works until every campaign is at its end, or on jobs."""

import sys
from pathlib import Path

from sqlalchemy import text

from newsletter.circulation.campaign.jobs import run
from newsletter.circulation.store import Store, open_store
from newsletter.cli.campaign_run import ended_gently
from tests.circulation.campaign.paper import a_relay, a_worker, value_of


def is_done(store: Store) -> bool:
    """Tell whether nothing is left to send, now or at its time."""
    with store.reading() as ledger:
        open_ones = (
            "SELECT count(*) FROM campaigns WHERE state IN ('running', 'scheduled')"
        )
        return not ledger.scalar(text(open_ones))


def main() -> None:
    url, port, folder, *words = sys.argv[1:]
    settings = [one for one in words if "=" in one]
    relay = a_relay(
        int(port), **{one.partition("=")[0]: value_of(one) for one in settings}
    )
    with open_store(url) as store, a_worker(store, relay, Path(folder)) as worker:
        if "jobs" in words:
            with ended_gently(worker):
                run(store, worker, lambda error: sys.stderr.write(f"{error}\n"))
        else:
            worker.work(lambda: is_done(store))


if __name__ == "__main__":
    main()
