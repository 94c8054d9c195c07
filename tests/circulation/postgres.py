"""A real PostgreSQL of our own: a socket in a folder, no port, gone when done."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock

_CLUSTERS = Path("/usr/lib/postgresql")


def postgres_program(name: str) -> str | None:
    """Find a program of the server; Debian keeps them off the path."""
    found = sorted(_CLUSTERS.glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


@dataclass(frozen=True)
class Server:
    """A server that can be stopped and started."""

    address: str
    """Of its databases, to be filled with a name."""

    start: Callable[[], None]
    stop: Callable[[], None]
    """At once, as a crash would."""


@contextmanager
def a_postgres(initdb: str, *, is_safe: bool = False) -> Iterator[Server]:
    """Start a server.

    Args:
        initdb: program that makes its folder.
        is_safe: each commit is on disk before it is answered, as in earnest.

    The server refuses to run as root, so root becomes ``postgres``.
    """
    programs = Path(initdb).parent
    user = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
    # Sockets have short names, so not in pytest's folder.
    folder = Path(tempfile.mkdtemp(prefix="newsletter-pg-"))
    try:
        if user:
            shutil.chown(folder, **user)
        data = folder / "data"
        quick = () if is_safe else ("fsync=off", "full_page_writes=off")
        options = [
            f"-c{one}"
            for one in (
                *quick,
                "listen_addresses=",
                f"unix_socket_directories={folder}",
            )
        ]
        _run([initdb, "-D", data, "-A", "trust", "-U", "paper", "-E", "UTF8", "-N",
              "--locale=C.UTF-8"], user, folder)  # fmt: skip
        control = [programs / "pg_ctl", "-D", data, "-w", "-t", "120"]
        log = ["-l", str(folder / "log"), "-o", " ".join(options)]
        one_at_a_time = Lock()

        def controlled(*words: str) -> None:
            with one_at_a_time:
                _run([*control, *words], user, folder)

        server = Server(
            f"postgresql://paper@/{{name}}?host={folder}",
            partial(controlled, *log, "start"),
            partial(controlled, "-m", "immediate", "stop"),
        )
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str | Path], user: dict[str, str], folder: Path) -> None:
    subprocess.run(
        command,
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        **user,  # type: ignore[arg-type]
    )
