"""Serve the preview to browsers on this machine, and to nobody else.

Bound to loopback; a request must name a loopback host, so that no page of the open
web can reach it by a name that is made to point here (DNS rebinding).
"""

import json
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from newsletter.desk.preview.bench import Bench
from newsletter.desk.preview.desk_files import Answer, answer_to
from newsletter.errors import OutsideError, Text

_HERE: Final = "127.0.0.1"
_PATIENCE: Final = 10.0
"""Seconds without news after which a browser is told that we are still here."""

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class PortError(OutsideError):
    """The port cannot be had; says why and what to do."""

    def __init__(self, port: int, reason: str) -> None:
        """Name the port and the system's reason."""
        self.what = Text(f"不能使用端口 {port}：{reason}", f"port {port}: {reason}")
        self.cure = Text(
            "用 --port 换一个端口，或写 --port 0 由系统选",
            "choose another with --port, or let the system choose with --port 0",
        )
        super().__init__(f"{self.what.en}; {self.cure.en}")


class PreviewServer:
    """The bench behind an address of this machine; a context manager."""

    def __init__(self, bench: Bench, port: int) -> None:
        """Take the port; 0 lets the system choose.

        Raises:
            PortError: somebody has it, or it is not ours to take.
        """
        self._bench, self._stop = bench, Event()
        try:
            self._server = _Server((_HERE, port), _Handler)
        except (OSError, OverflowError) as error:
            raise PortError(
                port, getattr(error, "strerror", "") or str(error)
            ) from error
        self._server.bench, self._server.stop = bench, self._stop
        self._threads = (
            Thread(target=self._server.serve_forever, args=(0.1,), daemon=True),
            Thread(target=bench.run, args=(self._stop,), daemon=True),
        )

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{_HERE}:{self._server.server_port}/"

    def __enter__(self) -> "PreviewServer":
        """Begin to watch and to serve."""
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Let every thread and the painter end."""
        self._stop.set()
        self._server.shutdown()
        self._server.server_close()
        for thread in self._threads:
            thread.join()

    def wait(self) -> None:
        """Wait for as long as the server runs."""
        self._stop.wait()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    bench: Bench
    stop: Event

    @property
    def hosts(self) -> tuple[str, ...]:
        names = (_HERE, "localhost", "[::1]")
        return tuple(f"{name}:{self.server_port}" for name in names)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "newsletter"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer, or send events for as long as the browser listens."""
        try:
            self._answer()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the browser has gone elsewhere

    do_HEAD = do_GET  # noqa: N815  (the standard library's spelling)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the terminal is the editor's."""

    def _answer(self) -> None:
        if self.headers.get("Host", "") not in self.server.hosts:
            self._send(Answer(b"wrong host\n", "text/plain", HTTPStatus.FORBIDDEN))
            return
        parts = urlsplit(self.path)
        if parts.path == "/events":
            self._send_events()
            return
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self._send(answer_to(unquote(parts.path), query, self.server.bench))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _send_events(self) -> None:
        """Send the state at once, then every new one (server-sent events, HTML 9.2)."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        revision = 0
        self.wfile.write(b"retry: 500\n\n")
        while self.command != "HEAD" and not self.server.stop.is_set():
            state = self.server.bench.state_after(revision, _PATIENCE)
            if state is None:
                self.wfile.write(b": still here\n\n")
                continue
            revision = state["revision"]
            data = json.dumps(state, ensure_ascii=False)
            self.wfile.write(f"id: {revision}\ndata: {data}\n\n".encode())
