"""Real servers on this machine, and a wire that breaks."""

import contextlib
import getpass
import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsletter.model.delivery import Delivery, DeliveryKind

HERE = "127.0.0.1"


def free_port() -> int:
    """Find a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """Tell whether something answers at a port."""
    try:
        socket.create_connection((HERE, port), 0.5).close()
    except OSError:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class SshShop:
    """A print shop with an OpenSSH server."""

    home: Path
    port: int

    @property
    def folder(self) -> Path:
        """What a paper may write."""
        return self.home / "in"

    @property
    def host_key(self) -> str:
        """Type and key, as a line of ``known_hosts`` has them."""
        kind, key, *_ = (self.home / "host.pub").read_text().split()
        return f"{kind} {key}"

    def knows(self, *ports: int, key: str = "") -> Path:
        """Write a ``known_hosts`` for this server, reached at these ports."""
        path = self.home / "known_hosts"
        lines = (f"[{HERE}]:{port} {key or self.host_key}\n" for port in ports)
        path.write_text("".join(lines))
        return path

    def delivery(self, **fields: object) -> Delivery:
        """Make the way to this shop."""
        port = fields.get("port", self.port)
        given: dict[str, object] = {
            "kind": DeliveryKind.SFTP,
            "host": HERE,
            "port": port,
            "user": getpass.getuser(),
            "folder": str(self.folder),
            "key": self.home / "client",
            "known_hosts": self.knows(int(str(port))),
            "timeout": 10.0,
        }
        return Delivery(**given | fields)  # type: ignore[arg-type]


def a_key(path: Path, *more: str) -> None:
    """Make a key pair."""
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-f", str(path), *more]
    if "-N" not in more:
        command += ["-N", ""]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


@contextlib.contextmanager
def ssh_shop(sshd: str, home: Path) -> Iterator[SshShop]:
    """Run OpenSSH's server with a configuration of its own."""
    for key in ("host", "client"):
        a_key(home / key)
    shop = SshShop(home=home, port=free_port())
    shop.folder.mkdir()
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where root's server gives up rights
    (home / "sshd_config").write_text(
        f"Port {shop.port}\nListenAddress {HERE}\nHostKey {home}/host\n"
        f"AuthorizedKeysFile {home}/client.pub\nStrictModes no\nPidFile none\n"
        "PasswordAuthentication no\nKbdInteractiveAuthentication no\nUsePAM no\n"
        "Subsystem sftp internal-sftp\nLogLevel ERROR\nMaxStartups 100\n"
    )
    with (
        (home / "log").open("wb") as log,
        subprocess.Popen(
            [sshd, "-D", "-e", "-f", str(home / "sshd_config")], stderr=log
        ) as server,
    ):
        try:
            for _ in range(100):
                if listens(shop.port):
                    break
                time.sleep(0.05)
            yield shop
        finally:
            server.terminate()


class BreakingWire:
    """Passes connections on to a port, and cuts the first ones after some bytes."""

    def __init__(self, target: int, *cuts: int) -> None:
        """Name the port behind, and the bytes after which each connection is cut."""
        self._target = target
        self._cuts = list(cuts)
        self._listener = socket.create_server((HERE, 0))
        self.port = int(self._listener.getsockname()[1])
        self.connections = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def mend(self) -> None:
        """Cut no more."""
        self._cuts.clear()

    def close(self) -> None:
        """Take no more connections."""
        self._listener.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self.connections += 1
                room = self._cuts.pop(0) if self._cuts else 1 << 40
                server = socket.create_connection((HERE, self._target))
                threading.Thread(
                    target=_connect, args=(client, server, room), daemon=True
                ).start()


def _connect(client: socket.socket, server: socket.socket, room: int) -> None:
    with client, server:
        there = threading.Thread(target=_pass, args=(client, server, room))
        there.start()
        _pass(server, client, 1 << 40)
        with contextlib.suppress(OSError):
            client.shutdown(socket.SHUT_RD)
        there.join()


def _pass(source: socket.socket, sink: socket.socket, room: int) -> None:
    with contextlib.suppress(OSError):
        while room > 0 and (data := source.recv(min(room, 16_384))):
            sink.sendall(data)
            room -= len(data)
    # What has passed arrives; nothing more does.
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
