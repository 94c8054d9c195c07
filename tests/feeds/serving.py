"""A host of static files, as feeds meet it: validators, types, conditional requests."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

TYPES = {"rss.xml": "application/rss+xml", "atom.xml": "application/atom+xml"}
CHANGED = formatdate(1637618400, usegmt=True)


class Host:
    """Files by path, and what was asked for."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/"
        self.files: dict[str, bytes] = {}
        self.answers: list[tuple[str, int]] = []

    def statuses(self, path: str) -> list[int]:
        """List the answers to requests for a path."""
        return [status for asked, status in self.answers if asked == path]


@contextmanager
def a_host() -> Iterator[Host]:
    """Serve files on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path[1:]
            data = host.files.get(path)
            tag = f'"{hashlib.sha256(data or b"").hexdigest()[:16]}"'
            same = self.headers.get("If-None-Match", "") == tag
            status = 404 if data is None else 304 if same else 200
            host.answers.append((path, status))
            self.send_response(status)
            if data is not None:
                self.send_header("ETag", tag)
                self.send_header("Last-Modified", CHANGED)
            body = data if data is not None and status == 200 else b""
            kind = TYPES.get(path.rpartition("/")[2], "application/feed+json")
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host = Host(server.server_port)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
