"""Measure the list of readers: one million rows in, again, and out.

On SQLite, and on a PostgreSQL of its own where its programs are installed.  Each
database gets a process of its own, so that memory can be told apart; a number of rows
as argument measures less: ``bench/circulation.py 100000``.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from newsletter.circulation.files import Plan, export_people, import_people  # noqa: E402
from newsletter.circulation.secrets import Keys  # noqa: E402
from newsletter.circulation.store import open_store  # noqa: E402
from tests.circulation.postgres import a_postgres, postgres_program  # noqa: E402

T = TypeVar("T")
ROWS = 1_000_000
KEYS = Keys(b"a secret that only this bench knows, and it tells everybody")


def write_list(path: Path, rows: int) -> None:
    """Write a list with names, languages and a city."""
    with path.open("w", encoding="gb18030") as stream:
        stream.write("邮箱,姓名,语言,栏目,城市\n")
        for n in range(rows):
            section = ("", "news", "news;projects")[n % 3]
            language = ("zh-Hans", "en")[n % 2]
            stream.write(
                f"reader{n}@mail{n % 997}.example,读者{n},{language},{section},合肥\n"
            )


def timed(job: Callable[[], T]) -> tuple[float, T]:
    """Time a job once; what it gives is told too."""
    started = time.perf_counter()
    result = job()
    return time.perf_counter() - started, result


def measure(url: str, path: Path, rows: int) -> None:
    """Import twice, export once; print seconds and the most memory taken."""
    plan = Plan(
        path=path,
        consent="bench",
        sections={"news": "news", "projects": "projects"},
        language="zh-Hans",
    )
    out = path.with_suffix(".jsonl")
    with open_store(url) as store:
        first, done = timed(lambda: import_people(store, KEYS, plan, 1_637_640_000))
        again, same = timed(lambda: import_people(store, KEYS, plan, 1_637_640_060))
        if (done.added, same.unchanged) != (rows, rows):
            raise SystemExit(f"not all came in: {done} {same}")
        with out.open("w", encoding="utf-8") as stream:
            wrote, count = timed(lambda: export_people(store, stream, as_json=True))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    memory = usage.ru_maxrss / 1024
    kind = url.partition(":")[0]
    print(f"{kind:>10}: {rows:,} rows imported in {first:6.1f} s")
    print(f"{'':>10}  again, all unchanged  {again:6.1f} s")
    print(f"{'':>10}  {count:,} exported in    {wrote:6.1f} s")
    print(
        f"{'':>10}  most memory {memory:.0f} MiB; all three took "
        f"{usage.ru_utime + usage.ru_stime:.0f} s of this process's CPU",
        flush=True,
    )


def main() -> None:
    """Measure both databases, each in a process of its own."""
    if len(sys.argv) == 4:
        measure(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        write_list(path, rows)

        def run(url: str) -> None:
            command = [sys.executable, __file__, url, str(path), str(rows)]
            subprocess.run(command, check=True, env={**os.environ})

        run(f"sqlite:///{folder}/circulation.db")
        if initdb := postgres_program("initdb"):
            with a_postgres(initdb) as server:
                run(server.address.format(name="postgres"))


if __name__ == "__main__":
    main()
