"""Chunks as jobs of Procrastinate, run by workers on many machines.

The only module that knows Procrastinate.  A job says no more than "take this chunk":
it may come twice or be lost with its worker, because the ledger alone says whether
the chunk is open and which of its rows are sent.  Whatever is open, due and without a
job gets one every few seconds.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from time import time
from typing import Any

from procrastinate import App, PsycopgConnector, SyncPsycopgConnector
from procrastinate.exceptions import ProcrastinateException
from psycopg import OperationalError
from sqlalchemy import Connection, inspect, text

from newsletter.circulation.campaign.refusals import HaltError
from newsletter.circulation.campaign.worker import Worker
from newsletter.circulation.store import Store, StoreAwayError, StoreError
from newsletter.errors import InputError, LayoutError, NewsletterError, Text

_QUEUE = "newsletter"
_TASK = "newsletter.chunk"
_POST, _SCHEMA = 0x6E657774, 0x6E657775
"""Advisory locks: one poster at a time, one that makes the tables."""

_ROUND = 2.0
"""Seconds between two looks for chunks without a job."""

_STALLED = 30
"""Seconds after which a job of a worker that does not beat goes to another one."""

Tell = Callable[[NewsletterError], None]
"""Hears why a campaign was paused."""


def prepare(store: Store) -> None:
    """Make Procrastinate's tables, once."""
    with store.writing() as ledger:
        ledger.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _SCHEMA})
        if inspect(ledger).has_table("procrastinate_jobs"):
            return
        with App(
            connector=SyncPsycopgConnector(conninfo=_address(store))
        ).open() as app:
            app.schema_manager.apply_schema()


def post(store: Store) -> int:
    """Give each chunk that is open, due and without a job one; tell how many."""
    connector = SyncPsycopgConnector(conninfo=_address(store))
    with App(connector=connector).open() as app, store.writing() as ledger:
        chunks = _without_job(ledger)
        if chunks:
            jobs: list[dict[str, Any]] = [{"chunk": chunk} for chunk in chunks]
            app.configure_task(_TASK, queue=_QUEUE).batch_defer(*jobs)
        return len(chunks)


def run(store: Store, worker: Worker, tell: Tell) -> None:
    """Work on jobs until the worker is told to end.

    Args:
        store: on PostgreSQL.
        worker: who takes the chunks.
        tell: hears why a campaign was paused; the others go on.

    Raises:
        StoreError: the database failed, and not only for a while.
        OSError: the journal cannot be written.
    """
    while not worker.is_stopping:
        try:
            asyncio.run(_run(store, worker, tell))
        except StoreAwayError:
            worker.rest(_ROUND)
        except ProcrastinateException as error:
            if not isinstance(error.__cause__, OperationalError):
                raise _failed(error) from error
            worker.rest(_ROUND)
        if not worker.is_stopping:
            worker.patience.through(partial(_knock, store))


def _knock(store: Store) -> None:
    with store.reading() as ledger:
        ledger.execute(text("SELECT 1"))


def _failed(error: ProcrastinateException) -> StoreError:
    return StoreError(
        Text(f"任务队列出错：{error}", f"the queue of jobs failed: {error}"),
        Text("检查 PostgreSQL 是否在运行", "see that PostgreSQL runs"),
    )


async def _run(store: Store, worker: Worker, tell: Tell) -> None:
    app = App(connector=PsycopgConnector(conninfo=_address(store)))
    broken: list[Exception] = []

    @app.task(name=_TASK, queue=_QUEUE)
    def send_chunk(chunk: int) -> None:
        try:
            worker.take(chunk)
        except (HaltError, InputError, LayoutError) as error:
            tell(error)
        except Exception as error:
            broken.append(error)
            worker.stop()
            raise

    async with app.open_async():
        runner = asyncio.create_task(
            app.run_worker_async(
                queues=[_QUEUE],
                concurrency=1,
                install_signal_handlers=False,
                delete_jobs="always",
                fetch_job_polling_interval=_ROUND,
            )
        )
        try:
            await _tend(app, store, worker, runner)
        finally:
            runner.cancel()
            await asyncio.gather(runner, return_exceptions=True)
    if broken:
        raise broken[0]


async def _tend(
    app: App, store: Store, worker: Worker, runner: asyncio.Task[None]
) -> None:
    """Beat, post what lacks a job, and free the jobs of the dead."""
    while not worker.is_stopping and not runner.done():
        await asyncio.to_thread(worker.beat)
        await asyncio.to_thread(post, store)
        stalled = await app.job_manager.get_stalled_jobs(
            queue=_QUEUE, seconds_since_heartbeat=_STALLED
        )
        for job in stalled:
            await app.job_manager.retry_job(job)
        await asyncio.sleep(_ROUND)
    if runner.done() and not worker.is_stopping:
        runner.result()


def _without_job(ledger: Connection) -> list[int]:
    if not ledger.scalar(text("SELECT pg_try_advisory_xact_lock(:n)"), {"n": _POST}):
        return []
    found = ledger.scalars(
        text(
            "SELECT c.id FROM chunks c JOIN campaigns k ON k.id = c.campaign_id "
            "WHERE k.state = 'running' AND c.state = 'open' "
            "AND (c.due_at IS NULL OR c.due_at <= :now OR c.due_at > :far) "
            "AND NOT EXISTS (SELECT 1 FROM procrastinate_jobs j "
            "WHERE j.task_name = :task AND j.status = 'todo' "
            "AND j.args ->> 'chunk' = CAST(c.id AS text)) "
            "ORDER BY c.first_row, c.id"
        ),
        {"now": int(time()), "far": int(time()) + 2 * 86_400, "task": _TASK},
    )
    return list(found)


def _address(store: Store) -> str:
    url = store.engine.url.set(drivername="postgresql")
    return url.render_as_string(hide_password=False)
