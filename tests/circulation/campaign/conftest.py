"""A paper whose campaigns are run from the command line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsletter.cli import run
from tests.circulation.campaign.desk import DAY, SECRET, Desk
from tests.circulation.campaign.sink import Sink, listening

LIST = """\
email,name,language,sections,digest
ann@example.org,Ann,en,,
ben@qq.com,,,livelihood,
eva@example.org,,,,weekly
"""


@pytest.fixture
def bare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Desk]:
    """Have a paper with readers, not yet built."""
    monkeypatch.setenv("NEWSLETTER_SECRET", SECRET)
    folder = tmp_path / "paper"
    assert run(["init", str(folder), "--date", DAY, "--language", "zh"]) == 0
    (tmp_path / "list.csv").write_text(LIST)
    with listening(Sink(keeps_messages=True)) as sink:
        desk = Desk(folder, sink, capfd)
        desk.add(
            f"relay: {{host: 127.0.0.1, port: {sink.port}, security: none, "
            "connections: 2, bounces: bounce@paper.example}"
        )
        taken = ("subscribers", "import", str(tmp_path / "list.csv"))
        assert desk(*taken, "--consent", "fair")[0] == 0
        yield desk


@pytest.fixture
def desk(bare: Desk) -> Desk:
    """Have it built."""
    bare.build()
    return bare
