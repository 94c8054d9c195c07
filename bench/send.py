"""Measure a campaign: freeze, send to a local sink, memory; beside two peers.

``bench/send.py [READERS] [WORKERS…] [--whole] [--no-peers]``: 5,000 readers and one
worker when nothing is said.  SQLite first, then a PostgreSQL of its own where its
programs are installed, both with every commit on disk.  Readers take one short section,
or with ``--whole`` the sample issue.  The sink is Postfix's ``smtp-sink``.  Beside it,
to the same sink with messages of the same size, Postfix's own generator
``smtp-source``, which only repeats one message, and Django's ``send_mass_mail``, which
is fetched into an environment of its own.
"""

import argparse
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import insert

from newsletter.build import issue as build
from newsletter.circulation.campaign.campaigns import books_of, by_id, draft, start
from newsletter.circulation.campaign.letters import Letters
from newsletter.circulation.campaign.orders import Audience, Order
from newsletter.circulation.campaign.protocol import Policy, State
from newsletter.circulation.campaign.worker import Means, at_work
from newsletter.circulation.secrets import Keys
from newsletter.circulation.store import Store, open_store
from newsletter.circulation.store.tables import subscribers
from newsletter.layout import load_layout
from newsletter.model.delivery import Security
from newsletter.model.relay import Relay

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.circulation.postgres import a_postgres, postgres_program  # noqa: E402

ISSUE = "2021-11-23"
KEYS = Keys(b"a secret of this measurement, and of nothing else")
CONNECTIONS = 10


def letters(_: str = ISSUE) -> Letters:
    """Make the sample issue's letters."""
    issue = build.load_issue(ROOT / "issues" / ISSUE)
    return Letters(issue=issue, layout=load_layout(issue.publication))


def short_choice() -> str:
    """Choose the section with the shortest letter."""
    made = letters()
    slugs = {group.section.slug for group in made.issue.groups if group.articles}
    sizes = {slug: size_of(made, frozenset({slug})) for slug in slugs}
    return f'["{min(sizes, key=sizes.__getitem__)}"]'


def size_of(made: Letters, choice: frozenset[str] | None) -> int:
    """Count the bytes of a letter before a reader is put in."""
    template = made.template(choice)
    if template is None:
        return 0
    return sum(map(len, template.body)) + sum(map(len, template.fields))


def enter(store: Store, count: int, choice: str | None) -> float:
    """Put readers on the list; tell the seconds."""
    began = time.perf_counter()
    with store.writing() as ledger:
        for first in range(0, count, 10_000):
            rows = [
                a_reader(n, choice) for n in range(first, min(first + 10_000, count))
            ]
            ledger.execute(insert(subscribers), rows)
    return time.perf_counter() - began


def a_reader(number: int, choice: str | None) -> dict[str, object]:
    """Make a reader."""
    return {
        "address": f"r{number}@example{number % 100}.net", "key": f"k{number}",
        "name": "", "language": "", "sections": choice, "attributes": {},
        "state": "confirmed", "digest": None, "serial": f"s{number}",
        "created_at": 0, "updated_at": 0,
    }  # fmt: skip


def freeze(store: Store) -> tuple[int, float]:
    """Fix the recipients; tell the campaign and the seconds."""
    order = Order(
        issue=ISSUE,
        audience=Audience.READERS,
        policy=Policy.RESEND,
        edition=letters().edition,
    )
    campaign = draft(store, order)
    began = time.perf_counter()
    start(store, campaign, order, int(time.time()))
    return campaign.id, time.perf_counter() - began


def work(url: str, port: int, folder: Path) -> None:
    """Be one worker, until nothing is left."""
    relay = Relay(
        host="127.0.0.1", port=port, security=Security.NONE, connections=CONNECTIONS
    )
    with open_store(url) as store:
        means = Means(
            store=store,
            keys=KEYS,
            relay=relay,
            journals=folder / "journals",
            load=letters,
        )
        with at_work(means) as worker:
            worker.work(lambda: True)


def measure(
    url: str, count: int, workers: int, choice: str | None, port: int, best: float
) -> None:
    """Send to so many readers by so many workers; ``best`` is smtp-source's rate."""
    folder = Path(tempfile.mkdtemp(prefix="bench-send-"))
    with open_store(url) as store:
        entered = enter(store, count, choice)
        campaign, frozen = freeze(store)
        began = time.perf_counter()
        command = [sys.executable, __file__, "--work", url, str(port), str(folder)]
        processes = [subprocess.Popen(command) for _ in range(workers)]
        used = [os.wait4(one.pid, 0)[2] for one in processes]
        seconds = time.perf_counter() - began
        peak = max(one.ru_maxrss for one in used) / 1024
        cpu = sum(one.ru_utime + one.ru_stime for one in used) / count * 1e6
        books = books_of(store, by_id(store, campaign))
        closed = "books close" if books.are_closed else f"{books.counts}"
        sent = books.of(State.SENT)
        print(
            f"{store.engine.dialect.name:10} {workers} worker(s): {count:,} entered in "
            f"{entered:.1f} s, frozen in {frozen:.1f} s, {sent:,} sent in "
            f"{seconds:.1f} s = {sent / seconds:,.0f}/s = "
            f"{sent / seconds / best:.2f} of smtp-source, "
            f"{cpu:,.0f} µs of CPU each, {peak:.0f} MB a worker, {closed}",
            flush=True,
        )
    shutil.rmtree(folder)


def source(port: int, count: int, size: int) -> float:
    """Let Postfix's own generator send as much to the same sink; tell its rate."""
    command = [
        "smtp-source", "-d", "-s", str(CONNECTIONS), "-m", str(count), "-l", str(size),
        "-f", "a@example.net", "-t", "b@example.net", f"127.0.0.1:{port}",
    ]  # fmt: skip
    return told("smtp-source", command, count)


def told(name: str, command: list[str], count: int) -> float:
    """Let somebody else send, and print how fast it was."""
    began = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{name} failed")
    seconds = time.perf_counter() - began
    cpu = (used.ru_utime + used.ru_stime) / count * 1e6
    print(
        f"{name}: {count:,} in {seconds:.1f} s = {count / seconds:,.0f}/s, "
        f"{cpu:,.0f} µs of CPU each",
        flush=True,
    )
    return count / seconds


DJANGO = """
import sys
from django.conf import settings
port, count, size = map(int, sys.argv[1:])
settings.configure(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port)
from django.core.mail import send_mass_mail
text = ("x" * 74 + "\\n") * (size // 75)
send_mass_mail(("subject", text, "a@example.net", [f"r{n}@example.net"])
               for n in range(count))
"""


def mass_mail(port: int, count: int, size: int) -> None:
    """Let Django's ``send_mass_mail`` send as much over its one connection."""
    with tempfile.TemporaryDirectory() as scratch:
        python = Path(scratch) / "env" / "bin" / "python"
        for command in (
            (sys.executable, "-m", "venv", python.parent.parent),
            (python, "-m", "pip", "install", "--quiet", "Django>=5.2,<6"),
        ):
            if subprocess.run(command, check=False).returncode:
                print("Django cannot be fetched; not measured")
                return
        said = [str(one) for one in (port, count, size)]
        told("Django send_mass_mail", [str(python), "-c", DJANGO, *said], count)


def free_port() -> int:
    """Find a port."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def main() -> None:
    """Read the command line, and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("readers", nargs="?", type=int, default=5_000)
    parser.add_argument("workers", nargs="*", type=int, default=[1])
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--no-peers", action="store_true")
    said = parser.parse_args()
    choice = None if said.whole else short_choice()
    if not shutil.which("smtp-sink"):
        print("smtp-sink is not installed (Debian: postfix); nothing measured")
        return
    port = free_port()
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    sink = subprocess.Popen(["smtp-sink", *user, f"127.0.0.1:{port}", "1000"])
    made = letters()
    size = size_of(made, None if choice is None else frozenset({choice[2:-2]}))
    print(f"letter of {size:,} bytes, {CONNECTIONS} connections a worker")
    try:
        if not said.no_peers:
            mass_mail(port, min(said.readers, 5_000), size)
        best = source(port, min(said.readers, 20_000), size)

        def run(url: str, workers: int) -> None:
            measure(url, said.readers, workers, choice, port, best)

        for workers in said.workers:
            with tempfile.TemporaryDirectory() as folder:
                run(f"sqlite:///{folder}/{secrets.token_hex(4)}.db", workers)
        if initdb := postgres_program("initdb"):
            for workers in said.workers:
                with a_postgres(initdb, is_safe=True) as server:
                    run(server.address.format(name="postgres"), workers)
    finally:
        sink.terminate()
        sink.wait()


if __name__ == "__main__":
    if "--work" in sys.argv:
        work(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    else:
        main()
