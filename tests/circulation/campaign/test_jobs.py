"""Workers that take their chunks as jobs of Procrastinate, on a real PostgreSQL."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from newsletter.circulation.campaign.campaigns import by_id
from newsletter.circulation.campaign.jobs import post, prepare
from newsletter.circulation.campaign.protocol import Stage, State
from newsletter.circulation.store import open_store
from tests.circulation.campaign.paper import (
    begun,
    killed,
    readers,
    states,
    waited_for,
)
from tests.circulation.campaign.sink import Sink, listening
from tests.circulation.postgres import Server


def a_job_worker(url: str, port: int, folder: Path) -> subprocess.Popen[bytes]:
    """Start a worker that takes jobs."""
    script = Path(__file__).with_name("process.py")
    return subprocess.Popen(
        [sys.executable, script, url, str(port), folder, "jobs"],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )


def test_jobs_reach_everybody_though_a_worker_dies_and_the_database_restarts(
    postgres_server: Server, postgres_url: str, tmp_path: Path
) -> None:
    with open_store(postgres_url) as store, listening(Sink()) as sink:
        readers(store, 3_000)
        campaign = begun(store)
        prepare(store)
        posted = post(store)
        workers = [a_job_worker(postgres_url, sink.port, tmp_path) for _ in range(2)]

        began = waited_for(lambda: len(sink.taken) > 300)
        killed(workers[0])
        postgres_server.stop()
        postgres_server.start()
        ended = waited_for(lambda: by_id(store, campaign.id).stage is Stage.FINISHED)
        workers[1].send_signal(signal.SIGTERM)
        code = workers[1].wait(60)

        assert (began, ended, posted, code) == (True, True, 6, 0)
        assert len(sink.counts) == 3_000
        assert sum(n - 1 for n in sink.counts.values()) <= 4
        assert states(store) == {State.SENT: 3_000}


def test_a_chunk_gets_one_job_however_often_it_is_posted(postgres_url: str) -> None:
    with open_store(postgres_url) as store:
        readers(store, 1_200)
        begun(store)
        prepare(store)
        prepare(store)

        assert (post(store), post(store)) == (3, 0)
