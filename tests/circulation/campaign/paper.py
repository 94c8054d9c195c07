"""A list of readers, an issue, and workers that send it to a sink."""

import os
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import insert, text

from newsletter.circulation.campaign.campaigns import draft, start
from newsletter.circulation.campaign.journal import Memory
from newsletter.circulation.campaign.ledger import Ledger
from newsletter.circulation.campaign.letters import Letters
from newsletter.circulation.campaign.orders import Audience, Campaign, Order
from newsletter.circulation.campaign.protocol import Policy, State
from newsletter.circulation.campaign.worker import Means, Worker, at_work
from newsletter.circulation.secrets import Keys
from newsletter.circulation.store import Store
from newsletter.circulation.store.tables import subscribers
from newsletter.circulation.tokens import Tokens
from newsletter.layout import load_layout
from newsletter.model.delivery import Security
from newsletter.model.relay import Relay
from tests.builders import an_issue
from tests.circulation.campaign.sink import Sink

KEYS = Keys(b"a secret that only the tests of this paper know")
ISSUE = "2021-11-23"
NOW = 1_700_000_000


def a_reader(number: int, **fields: object) -> dict[str, object]:
    """Make a confirmed reader of everything."""
    given: dict[str, object] = {
        "address": f"reader{number}@example.net",
        "name": "",
        "language": "",
        "sections": None,
        "attributes": {},
        "state": "confirmed",
        "digest": None,
        "serial": f"serial{number}",
        "created_at": NOW,
        "updated_at": NOW,
    }
    made = given | fields
    return {"key": KEYS.suppression_key(str(made["address"]))} | made


def subscribed(store: Store, readers: Iterable[dict[str, object]]) -> None:
    """Put readers on the list."""
    rows = list(readers)
    with store.writing() as ledger:
        for at in range(0, len(rows), 5_000):
            ledger.execute(insert(subscribers), rows[at : at + 5_000])


def readers(store: Store, count: int) -> None:
    """Put so many plain readers on the list."""
    subscribed(store, (a_reader(n) for n in range(count)))


@cache
def letters() -> Letters:
    """Make the issue that every test sends."""
    issue = an_issue()
    return Letters(issue=issue, layout=load_layout(issue.publication))


def load(issue: str) -> Letters:
    """Find it as a worker does."""
    del issue
    return letters()


def an_order(**fields: object) -> Order:
    """Order the issue for everybody."""
    given: dict[str, object] = {
        "issue": ISSUE,
        "audience": Audience.READERS,
        "policy": Policy.RESEND,
        "edition": letters().edition,
    }
    return Order(**given | fields)  # type: ignore[arg-type]


def begun(store: Store, policy: Policy = Policy.RESEND, issue: str = ISSUE) -> Campaign:
    """Begin the campaign."""
    order = an_order(policy=policy, issue=issue)
    return start(store, draft(store, order), order, NOW)


def a_relay(port: int, **fields: object) -> Relay:
    """Name the sink."""
    given: dict[str, object] = {
        "host": "127.0.0.1",
        "port": port,
        "security": Security.NONE,
        "connections": 4,
        "timeout": 20.0,
        "patience": 20.0,
    }
    return Relay(**given | fields)  # type: ignore[arg-type]


def means(store: Store, relay: Relay, folder: Path, **fields: object) -> Means:
    """Give a worker what it needs."""
    given: dict[str, object] = {
        "store": store,
        "keys": KEYS,
        "relay": relay,
        "journals": folder / "journals",
        "load": load,
    }
    return Means(**given | fields)  # type: ignore[arg-type]


@contextmanager
def a_worker(
    store: Store, relay: Relay, folder: Path, **more: object
) -> Iterator[Worker]:
    """Be a worker in this process."""
    with at_work(means(store, relay, folder, **more)) as worker:
        yield worker


def worked(store: Store, relay: Relay, folder: Path, **more: object) -> None:
    """Work until nothing is due."""
    with a_worker(store, relay, folder, **more) as worker:
        worker.work(lambda: True)


def burying(store: Store, sink: Sink) -> list[str]:
    """Give the one worker up for dead once ten are taken; its name is told then."""
    buried: list[str] = []

    def misdeed(moment: str, _: str) -> None:
        if moment == "taken" and len(sink.taken) == 10 and not buried:
            other = Ledger(store, "other")
            (name,) = other.beats()
            buried.append(name)
            other.give_back(name, Memory(), NOW)

    sink.misdeed = misdeed
    return buried


def states(store: Store, campaign: Campaign | None = None) -> dict[State, int]:
    """Count rows of one campaign, or of all, by state."""
    where = "" if campaign is None else f"WHERE campaign_id = {campaign.id}"
    with store.reading() as ledger:
        found = ledger.execute(
            text(f"SELECT state, count(*) FROM deliveries {where} GROUP BY state")  # noqa: S608
        )
        return {State(state): count for state, count in found}


def a_process(
    url: str,
    port: int,
    folder: Path,
    under: Mapping[str, str] = MappingProxyType({}),
    **relay: object,
) -> subprocess.Popen[bytes]:
    """Start a worker in a process of its own, to be killed.

    Args:
        url: of the store.
        port: of the relay.
        folder: for journals.
        under: more environment.
        relay: settings.
    """
    script = Path(__file__).with_name("process.py")
    settings = [f"{name}={value}" for name, value in relay.items()]
    return subprocess.Popen(
        [sys.executable, script, url, str(port), folder, *settings],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3]), **under},
    )


def waited_for(is_so: Callable[[], bool]) -> bool:
    """Wait for a condition; a minute or two is for machines that are very busy."""
    for _ in range(2_400):
        if is_so():
            return True
        time.sleep(0.05)
    return False


def killed(process: subprocess.Popen[bytes]) -> None:
    """End it as a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def value_of(written: str) -> object:
    """Read one setting of a relay as the command line has it."""
    name, _, value = written.partition("=")
    return tomllib.loads(f"{name} = {value}")[name]


def message_name(subscriber: int) -> str:
    """Write the Message-ID of a reader's mail."""
    return letters().message_name(Tokens(KEYS).reader(subscriber, letters().issue.date))
