"""A relay of our own, whose log is the truth; it may stall, drop, throttle and lie."""

import asyncio
import base64
import re
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_ID = re.compile(rb"(?im)^Message-ID:\s*<([^>]+)>")

Misdeed = Callable[[str, str], str | None]
"""(moment, recipient) -> what to say or do instead: an answer, ``drop``, ``stall``.

Moments: ``greeting``, ``mail``, ``rcpt``, ``data``, ``body`` (in the middle of the
message), ``dot`` (before it is taken) and ``taken`` (after, before the answer).
"""


def behaves(moment: str, recipient: str) -> str | None:
    """Do nothing amiss."""
    del moment, recipient


@dataclass
class Sink:
    """A server in a thread of its own."""

    misdeed: Misdeed = behaves
    tls: ssl.SSLContext | None = None
    is_piped: bool = True
    is_implicit: bool = False
    login: tuple[str, str] | None = None
    keeps_messages: bool = False
    taken: list[tuple[str, str]] = field(default_factory=list)
    """(recipient, Message-ID) of all that was taken, in order."""

    senders: list[str] = field(default_factory=list)
    messages: list[bytes] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    @property
    def counts(self) -> Counter[str]:
        """How often each recipient's mail was taken."""
        return Counter(recipient for recipient, _ in self.taken)

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Hold one dialogue."""
        self.connections += 1
        try:
            await _Dialogue(self, reader, writer).hold()
        except (OSError, asyncio.IncompleteReadError, _GoneError):
            pass
        finally:
            writer.close()


class _GoneError(Exception):
    pass


class _Dialogue:
    def __init__(
        self, sink: Sink, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.sink, self.reader, self.writer = sink, reader, writer
        self.sender = self.recipient = ""

    async def say(self, words: str) -> None:
        self.writer.write(words.encode() + b"\r\n")
        await self.writer.drain()

    async def misdeed(self, moment: str) -> bool:
        done = self.sink.misdeed(moment, self.recipient)
        if done is None:
            return False
        if done == "drop":
            self.writer.transport.abort()
            raise _GoneError
        if done == "stall":
            await asyncio.sleep(3600)
        await self.say(done)
        if done.startswith("421"):
            raise _GoneError
        return True

    async def hold(self) -> None:
        if await self.misdeed("greeting"):
            return
        await self.say("220 sink.example ESMTP")
        while line := await self.reader.readline():
            verb, _, rest = line.decode().strip().partition(" ")
            handler = getattr(self, f"on_{verb.lower()}", None)
            if handler is None:
                await self.say("502 what?")
            elif await handler(rest):
                return

    async def on_ehlo(self, rest: str) -> None:
        del rest
        lines = ["sink.example", "8BITMIME"]
        lines += ["PIPELINING"] if self.sink.is_piped else []
        is_open = self.writer.get_extra_info("ssl_object") is None
        lines += ["STARTTLS"] if self.sink.tls and is_open else []
        lines += ["AUTH PLAIN"] if self.sink.login and not is_open else []
        for line in lines[:-1]:
            await self.say(f"250-{line}")
        await self.say(f"250 {lines[-1]}")

    async def on_starttls(self, rest: str) -> None:
        del rest
        assert self.sink.tls
        await self.say("220 go")
        await self.writer.start_tls(self.sink.tls)

    async def on_auth(self, rest: str) -> None:
        said = base64.b64decode(rest.rsplit(maxsplit=1)[-1]).decode()
        _, user, word = said.split("\0")
        fits = (user, word) == self.sink.login
        await self.say("235 welcome" if fits else "535 5.7.8 no")

    async def on_mail(self, rest: str) -> None:
        self.sender = rest.partition("<")[2].partition(">")[0]
        if await self.misdeed("mail"):
            self.sender = ""
        else:
            await self.say("250 ok")

    async def on_rcpt(self, rest: str) -> None:
        self.recipient = rest.partition("<")[2].partition(">")[0]
        if not self.sender:
            self.recipient = ""
            await self.say("503 who are you?")
        elif await self.misdeed("rcpt"):
            self.recipient = ""
        else:
            await self.say("250 ok")

    async def on_rset(self, rest: str) -> None:
        del rest
        self.sender = self.recipient = ""
        await self.say("250 ok")

    async def on_quit(self, rest: str) -> bool:
        del rest
        await self.say("221 bye")
        return True

    async def on_data(self, rest: str) -> None:
        del rest
        if not self.recipient:
            await self.say("554 no recipients")
            return
        if await self.misdeed("data"):
            return
        await self.say("354 go on")
        if self.sink.misdeed("body", self.recipient) == "drop":
            await self.reader.read(100)
            self.writer.transport.abort()
            raise _GoneError
        message = await self.reader.readuntil(b"\r\n.\r\n")
        if await self.misdeed("dot"):
            return
        found = _ID.search(message)
        name = found.group(1).decode() if found else ""
        self.sink.taken.append((self.recipient, name))
        self.sink.senders.append(self.sender)
        if self.sink.keeps_messages:
            self.sink.messages.append(message[:-3])
        if not await self.misdeed("taken"):
            await self.say(f"250 taken as {len(self.sink.taken)}")


@contextmanager
def listening(sink: Sink, port: int = 0) -> Iterator[Sink]:
    """Run a sink until the end."""
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    ends = asyncio.Event()

    async def serve() -> None:
        tls = sink.tls if sink.is_implicit else None
        server = await asyncio.start_server(
            sink.serve, "127.0.0.1", port, limit=1 << 24, ssl=tls
        )
        sink.port = server.sockets[0].getsockname()[1]
        ready.set()
        await ends.wait()
        server.close()
        others = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    assert ready.wait(30)
    try:
        yield sink
    finally:
        loop.call_soon_threadsafe(ends.set)
        thread.join()
        loop.close()
