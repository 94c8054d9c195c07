"""A worker as a process: works until every campaign is at its end."""

import sys
from pathlib import Path

from sqlalchemy import text

from newsletter.circulation.store import open_store
from tests.circulation.campaign.paper import a_relay, a_worker, value_of


def main() -> None:
    url, port, folder, *settings = sys.argv[1:]
    relay = a_relay(
        int(port), **{one.partition("=")[0]: value_of(one) for one in settings}
    )
    with open_store(url) as store:

        def is_done() -> bool:
            with store.reading() as ledger:
                running = "SELECT count(*) FROM campaigns WHERE state = 'running'"
                return not ledger.scalar(text(running))

        with a_worker(store, relay, Path(folder)) as worker:
            worker.work(is_done)


if __name__ == "__main__":
    main()
