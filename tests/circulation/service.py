"""A real service at a real port, and a reader who asks by HTTP."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from queue import Queue
from urllib.parse import urlencode, urlsplit

from newsletter.circulation.secrets import Keys
from newsletter.circulation.service.clerk import Clerk
from newsletter.circulation.service.desk import Desk
from newsletter.circulation.service.hooks import Hook
from newsletter.circulation.service.post import Handed
from newsletter.circulation.service.serving import Service
from newsletter.circulation.store import Store
from newsletter.layout import load_layout
from newsletter.model.circulation import Circulation, Digest
from newsletter.model.publication import Publication
from tests.builders import a_publication

_clients = count(1)


class Postbox:
    """A post that keeps what it is given."""

    def __init__(self) -> None:
        self.mails: Queue[tuple[str, EmailMessage]] = Queue()
        self.answers: list[Handed] = []
        self.seen: list[bytes] = []

    def send(self, recipient: str, message: bytes) -> Handed:
        self.seen.append(message)
        answer = self.answers.pop(0) if self.answers else Handed.TAKEN
        if answer is Handed.TAKEN:
            read = message_from_bytes(message, policy=policy.SMTP)
            assert isinstance(read, EmailMessage)
            self.mails.put((recipient, read))
        return answer

    def next(self) -> tuple[str, EmailMessage]:
        """Wait for a mail."""
        return self.mails.get(timeout=60)

    def link(self) -> str:
        """Wait for a mail, and take the path of the link in it."""
        _, mail = self.next()
        found = re.search(r"https?://\S+", str(mail.get_content()))
        assert found
        parts = urlsplit(found[0])
        return f"{parts.path}?{parts.query}"

    @property
    def is_empty(self) -> bool:
        return self.mails.empty()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Clock:
    """Real time, and what a test adds to it."""

    ahead: float = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@dataclass
class Running:
    """A service that runs, seen from outside."""

    desk: Desk
    post: Postbox
    clock: Clock
    clerk: Clerk
    port: int
    client: str = field(default_factory=lambda: f"198.51.100.{next(_clients) % 250}")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        path: str,
        form: dict[str, str | list[str]] | None = None,
        *,
        method: str = "",
        body: bytes | None = None,
        **headers: str,
    ) -> Answer:
        """Ask for a path of the service; a form makes it a POST."""
        sent = {"X-Forwarded-For": self.client}
        if form is not None:
            body = urlencode(form, doseq=True).encode()
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, value in sent.items() if value}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        verb = method or ("GET" if body is None else "POST")
        connection.request(verb, path, body, sent)
        answer = connection.getresponse()
        read = Answer(
            answer.status,
            {name.lower(): value for name, value in answer.getheaders()},
            answer.read(),
        )
        connection.close()
        return read

    def sign_up(self, address: str, /, **fields: str | list[str]) -> Answer:
        every = [section.slug for section in self.desk.publication.sections]
        given: dict[str, str | list[str]] = {"address": address, "sections": every}
        return self.ask("/subscribe", given | fields)

    def confirmed(self, address: str) -> int:
        """Bring a reader onto the list by form and link; gives their number."""
        self.sign_up(address)
        path = self.post.link()
        assert self.ask(path, {"token": path.partition("=")[2]}).status == 200
        reader = self.desk.readers.find_address(address)
        assert reader
        return reader.id


def a_paper(**fields: object) -> Publication:
    circulation = Circulation(digest=Digest.WEEKLY, proxies=("127.0.0.1",))
    return a_publication(**{"circulation": circulation, **fields})  # type: ignore[arg-type]


@contextmanager
def running(
    store: Store,
    keys: Keys,
    paper: Publication | None = None,
    *,
    site: Path | None = None,
    hooks: tuple[Hook, ...] = (),
) -> Iterator[Running]:
    """Serve in a thread."""
    paper = paper or a_paper()
    post, clock, ports = Postbox(), Clock(), Queue[int]()
    clerk = Clerk(post)
    desk = Desk(
        publication=paper,
        layout=load_layout(paper),
        store=store,
        keys=keys,
        clock=clock,
        site=site,
        hooks=hooks,
        wake=clerk.wake,
    )
    service = Service(desk, clerk, "127.0.0.1", 0)
    thread = threading.Thread(target=service.run, args=(ports.put,))
    thread.start()
    try:
        yield Running(desk, post, clock, clerk, ports.get(timeout=60))
    finally:
        service.stop()
        thread.join()
