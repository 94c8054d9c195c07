"""Builds that are killed at any moment never leave half an edition behind."""

import hashlib
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsletter.build.folder import BuildFolder

KILLS = 60

BUILDER = """
import sys
from dataclasses import replace
from pathlib import Path
from newsletter.build.issue import build_issue
from tests.build.fakes import quick_press
from tests.builders import a_publication, an_article, an_issue

folder = Path(sys.argv[1])
for number in range(10_000):
    article = an_article(headline=(f"第{number}稿",))
    issue = an_issue(article, publication=a_publication(folder), number=number)
    build_issue(issue, press=quick_press)
    if not number:
        print("ready", flush=True)  # a first edition stands; from here on it may die
"""


@pytest.mark.soak
def test_killed_builds_leave_whole_editions(tmp_path: Path) -> None:
    moments = random.Random(1)  # noqa: S311  (repeatable, not secret)

    for _ in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", BUILDER, str(tmp_path)], stdout=subprocess.PIPE
        ) as job:
            assert job.stdout
            job.stdout.readline()
            time.sleep(moments.uniform(0.0, 0.4))
            job.send_signal(signal.SIGKILL)
        with BuildFolder(tmp_path / "build").locked():
            pass

        _assert_whole(tmp_path / "build/2021-11-23")


def _assert_whole(folder: Path) -> None:
    """The reader's PDF, the press files and the sums are of one build."""
    title = (folder / "newspaper.pdf").read_bytes().split(b" ", 1)[1]
    for line in (folder / "press/SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        data = (folder / "press" / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest
        assert data.endswith(title)
    assert title.decode() in (folder / "email.txt").read_text()
