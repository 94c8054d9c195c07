"""A bucket in memory whose signatures are judged by botocore, Amazon's own library."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import unquote

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from newsletter.model.hosting import Host, HostKind

KEY_ID, SECRET, REGION = "AKIDPAPER", "wJalrXUtnFEMI/bPxRfiCY+paper", "cn-north-1"
SECRETS = {"ID": KEY_ID, "SECRET": SECRET}


@dataclass(slots=True)
class JudgingBucket:
    """What came, and how the signatures were."""

    host: Host
    files: dict[str, bytes] = field(default_factory=dict)
    is_read_only: bool = False
    refused: int = 0


def expected(method: str, url: str, headers: dict[str, str], body: bytes) -> str:
    """Have botocore sign the same request: method, address, signed headers, body."""
    names = headers["authorization"].partition("SignedHeaders=")[2].split(",")[0]
    signed = {name: headers[name] for name in names.split(";")}
    request = AWSRequest(method=method, url=url, data=body, headers=signed)
    request.context["timestamp"] = headers["x-amz-date"]
    request.context["signing"] = {"disableDoubleEncoding": True}
    judge = S3SigV4Auth(Credentials(KEY_ID, SECRET), "s3", REGION)
    canonical = judge.canonical_request(request)
    return str(judge.signature(judge.string_to_sign(request, canonical), request))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    bucket: JudgingBucket

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        status, said = self.judged(body)
        if not status:
            status, said = self.answered(unquote(self.path), body)
        self.send_response(status)
        self.send_header("content-length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def do_PUT(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        self.do_GET()

    def judged(self, body: bytes) -> tuple[int, bytes]:
        headers = {name.lower(): value for name, value in self.headers.items()}
        url = f"http://{headers['host']}{self.path}"
        signature = headers["authorization"].rpartition("Signature=")[2]
        digest = hashlib.sha256(body).hexdigest()
        if (
            signature != expected(self.command, url, headers, body)
            or headers["x-amz-content-sha256"] != digest
        ):
            self.bucket.refused += 1
            return 403, fault("SignatureDoesNotMatch")
        return 0, b""

    def answered(self, path: str, body: bytes) -> tuple[int, bytes]:
        _, name, key = path.split("/", 2)
        if name != "paper":
            return 404, fault("NoSuchBucket")
        if self.command == "GET":
            found = self.bucket.files.get(key)
            return (404, fault("NoSuchKey")) if found is None else (200, found)
        if self.bucket.is_read_only:
            return 403, fault("AccessDenied")
        wanted = self.headers.get("content-md5")
        if wanted and base64.b64decode(wanted) != md5(body):
            return 400, fault("BadDigest")
        if self.command == "PUT":
            self.bucket.files[key] = body
            return 200, b""
        self.bucket.files.pop(key, None)
        return 204, b""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def a_judging_bucket() -> Iterator[JudgingBucket]:
    """Run the bucket."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    bucket = JudgingBucket(
        Host(
            name="cloud",
            kind=HostKind.S3,
            endpoint=f"http://127.0.0.1:{server.server_port}",
            bucket="paper",
            region=REGION,
            access_key="ID",
            secret_key="SECRET",  # noqa: S106  (the name of a variable)
            attempts=1,
        )
    )
    _Handler.bucket = bucket
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield bucket
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def md5(body: bytes) -> bytes:
    """Digest a body as the header ``Content-MD5`` does."""
    return hashlib.md5(body, usedforsecurity=False).digest()


def fault(code: str) -> bytes:
    """Say no as S3 does."""
    return f"<Error><Code>{code}</Code></Error>".encode()
