"""Hand-offs killed at any moment: no half file under a final name, nothing twice."""

import json
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from newsletter.model.delivery import Delivery, DeliveryKind
from tests.handoff.paper import DAY, a_printer, built, handed_off, page
from tests.handoff.shops import SshShop

PAGES = 4
SIZE = 400_000
KILLS = 40

SENDER = """
import sys, time
from pathlib import Path
from newsletter.model.delivery import Delivery, DeliveryKind
from tests.handoff.paper import a_printer, built, handed_off
from tests.handoff.test_soak import numbered

folder, port, home, hot, first = sys.argv[1:]
delivery = (
    Delivery(kind=DeliveryKind.SFTP, host="127.0.0.1", port=int(port), folder=hot,
             user=home.partition(":")[0], key=Path(home.partition(":")[2]) / "client",
             known_hosts=Path(home.partition(":")[2]) / "known_hosts")
    if port != "0" else Delivery(kind=DeliveryKind.FOLDER, folder=hot)
)
print("ready", flush=True)
for number in range(int(first), int(first) + 1000):
    # Two pages change each time, the others stay.
    pages = [numbered(n, number if n in (number % 4, 0) else 0) for n in range(4)]
    handed_off(built(Path(folder), a_printer(delivery), *pages))
"""


def numbered(number: int, edition: int) -> bytes:
    """Make a page that tells whether it is whole."""
    seed = number * 1_000_000 + edition
    return f"{seed}\n".encode() + page(seed, SIZE)


def is_whole(data: bytes) -> bool:
    seed, _, rest = data.partition(b"\n")
    return seed.isdigit() and rest == page(int(seed), SIZE)


class HotFolder:
    """A shop that looks into its folder again and again, and takes what it finds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.taken: list[str] = []
        self.pages: dict[str, list[tuple[int, bytes]]] = defaultdict(list)
        self.faults: list[str] = []

    def look(self) -> None:
        for path in sorted(self.folder.iterdir()):
            if not path.name.startswith("."):
                self._take(path.name, path.read_bytes())
                path.unlink()

    def _take(self, name: str, data: bytes) -> None:
        if name in self.taken:
            self.faults.append(f"{name} came twice")
        self.taken.append(name)
        if match := re.fullmatch(rf"hewan-{DAY}-(\d\d)-v(\d+)\.pdf", name):
            self.pages[match[1]].append((int(match[2]), data))
            if not is_whole(data):
                self.faults.append(f"{name} is not whole")
        elif name.endswith(".json"):
            json.loads(data)
        elif name.endswith(".xjdf"):
            ET.fromstring(data)  # noqa: S314  (our own)

    @contextmanager
    def open(self) -> Iterator[None]:
        closed = threading.Event()

        def watch() -> None:
            moments = random.Random(2)  # noqa: S311  (repeatable, not secret)
            while not closed.wait(moments.uniform(0.0, 0.05)):
                self.look()

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            yield
        finally:
            closed.set()
            watcher.join()


def kill_at_random(tmp_path: Path, hot: HotFolder, *server: str) -> None:
    moments = random.Random(1)  # noqa: S311  (repeatable, not secret)
    arguments = [str(tmp_path), *server, str(hot.folder)]
    for number in range(KILLS):
        first = str(1 + number * 1000)
        with subprocess.Popen(
            [sys.executable, "-c", SENDER, *arguments, first], stdout=subprocess.PIPE
        ) as sender:
            assert sender.stdout
            sender.stdout.readline()
            time.sleep(moments.uniform(0.05, 1.0))
            sender.send_signal(signal.SIGKILL)


def assert_each_version_came_once(hot: HotFolder) -> None:
    assert hot.faults == []
    assert len(hot.pages) == PAGES
    for versions in hot.pages.values():
        numbers = [number for number, _ in versions]
        contents = [data for _, data in versions]
        assert numbers == list(range(1, len(numbers) + 1))
        assert all(one != two for one, two in pairwise(contents))


def finish(tmp_path: Path, hot: HotFolder, delivery: Delivery) -> None:
    """Run once to the end: the shop then has the last version of every page."""
    pages = [numbered(number, 9) for number in range(PAGES)]
    for _ in range(2):
        handed_off(built(tmp_path, a_printer(delivery), *pages))
        hot.look()
    assert [versions[-1][1] for _, versions in sorted(hot.pages.items())] == pages


@pytest.mark.soak
def test_killed_hand_offs_to_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "hot"
    folder.mkdir()
    hot = HotFolder(folder)

    with hot.open():
        kill_at_random(tmp_path, hot, "0", "-")

    delivery = Delivery(kind=DeliveryKind.FOLDER, folder=str(folder))
    finish(tmp_path, hot, delivery)
    assert_each_version_came_once(hot)


@pytest.mark.soak
def test_killed_hand_offs_by_sftp(shop: SshShop, tmp_path: Path) -> None:
    delivery = shop.delivery()
    hot = HotFolder(shop.folder)

    with hot.open():
        kill_at_random(tmp_path, hot, str(shop.port), f"{delivery.user}:{shop.home}")
        time.sleep(0.5)  # what the server still had in hand

    finish(tmp_path, hot, delivery)
    assert_each_version_came_once(hot)
