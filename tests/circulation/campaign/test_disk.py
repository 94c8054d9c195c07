"""A disk that is full in the middle of a campaign."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from newsletter.circulation.campaign.protocol import Policy, State
from newsletter.circulation.store import StoreError, open_store
from tests.circulation.campaign.paper import a_relay, begun, readers, states, worked
from tests.circulation.campaign.sink import Sink, listening

SIZE = 12 << 20


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Have a disk of a few megabytes."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], check=False
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.parametrize("policy", Policy)
def test_a_full_disk_stops_the_campaign_and_costs_nobody_a_mail(
    small_disk: Path, policy: Policy
) -> None:
    url = f"sqlite:///{small_disk}/circulation.db"
    with open_store(url) as store:
        readers(store, 2_000)
        begun(store, policy)
    ballast = small_disk / "ballast"

    def misdeed(moment: str, _: str) -> None:
        if moment == "taken" and len(sink.taken) == 200 and not ballast.exists():
            with suppress(OSError), ballast.open("wb", buffering=0) as file:
                while True:
                    file.write(b"x" * 4_096)

    sink = Sink(misdeed=misdeed)
    with listening(sink):
        with open_store(url) as store, pytest.raises(StoreError, match="full"):
            worked(store, a_relay(sink.port), small_disk)
        stopped = len(sink.taken)
        ballast.unlink()
        with open_store(url) as store:
            worked(store, a_relay(sink.port), small_disk)
            after = states(store)

    assert stopped < 2_000
    assert set(sink.counts.values()) == {1}
    assert len(sink.counts) == 2_000
    assert after == {State.SENT: 2_000}
