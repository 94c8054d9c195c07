"""Measure a cold build of the sample issue: wall seconds, CPU seconds, peak memory.

Each round is a fresh process, so that imports and fonts count.  Machines are
noisy: read the median, and compare only figures of one run.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
ISSUE = "2021-11-23"
EDITIONS = ("print", "email", "feeds", "web")


def build(only: tuple[str, ...]) -> tuple[float, float, float]:
    """Build a copy of the sample in a new process.

    Returns:
        Wall seconds, CPU seconds of that process, its peak memory in MiB.
    """
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch)
        shutil.copytree(ROOT / "issues", project / "issues")
        command = [
            *(sys.executable, "-m", "newsletter", "--project", str(project), "build"),
            *(ISSUE, "--only", ",".join(only)),
        ]
        started = time.perf_counter()
        process = subprocess.run(
            [sys.executable, "-c", _MEASURED, *command],
            capture_output=True,
            text=True,
            check=True,
        )
        wall = time.perf_counter() - started
    cpu, peak = json.loads(process.stdout.splitlines()[-1])
    return wall, cpu, peak / 1024


_MEASURED = """
import json, resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""


def main() -> None:
    """Print one line for the whole build and one for each edition."""
    for only in (EDITIONS, *((edition,) for edition in EDITIONS)):
        rounds = [build(only) for _ in range(ROUNDS)]
        wall, cpu, peak = (
            statistics.median(column) for column in zip(*rounds, strict=True)
        )
        name = "all" if only == EDITIONS else only[0]
        print(f"{name:>6}: {wall:5.2f} s wall  {cpu:5.2f} s CPU  {peak:4.0f} MiB peak")


if __name__ == "__main__":
    main()
