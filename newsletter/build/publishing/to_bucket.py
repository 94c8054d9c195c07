"""A web root in a bucket, by the few requests of S3 that a site needs."""

import http.client
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from threading import local
from types import MappingProxyType
from typing import Final, TypeVar
from urllib.parse import urlsplit

from newsletter.build.publishing.media_types import media_type
from newsletter.build.publishing.plan import SiteFile
from newsletter.build.publishing.record import MARKER
from newsletter.build.publishing.signature import (
    Credentials,
    key_path,
    signed_headers,
)
from newsletter.build.publishing.webroot import Removed, Sent, WebRoot, denied
from newsletter.model.hosting import Host
from newsletter.press.handoff.refusals import broken

_T = TypeVar("_T")
_LANES: Final = 8
"""Requests at the same time; each file is one."""

_BUSY: Final = (429, 500, 502, 503, 504)
_CUT_OFF: Final = ("RequestTimeout", "IncompleteBody", "HTTP 400")
"""What a service says that has not got all of a request."""

_NO_SUCH_FILE: Final = ("NoSuchKey", "HTTP 404", "AccessDenied")

_PROBE: Final = f"{MARKER}.probe"
_DIGEST_OF_NOTHING: Final = "1B2M2Y8AsgTpgAmY7PhCfg=="

_FAULT: Final = re.compile(r"<(Code|Message)>([^<]*)</")


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes

    @property
    def fault(self) -> str:
        """What S3 says of a refusal: code and message."""
        said = dict(_FAULT.findall(self.body.decode("utf-8", "replace")))
        words = (said.get("Code", ""), unescape(said.get("Message", "")))
        return " ".join(filter(None, words)) or f"HTTP {self.status}"


@contextmanager
def bucket_root(
    host: Host, credentials: Credentials, clock: Callable[[], datetime]
) -> Iterator[WebRoot]:
    """Open a bucket.

    Args:
        host: Of kind S3.
        credentials: Who asks.
        clock: Tells the moment, with time zone.
    """
    pool = ThreadPoolExecutor(_LANES, thread_name_prefix="s3")
    root = _BucketRoot(host, credentials, clock, pool)
    try:
        yield root
    finally:
        pool.shutdown(cancel_futures=True)
        root.hang_up()


class _BucketRoot:
    """Keys of a bucket as a web root."""

    def __init__(
        self,
        host: Host,
        credentials: Credentials,
        clock: Callable[[], datetime],
        pool: ThreadPoolExecutor,
    ) -> None:
        self._host = host
        self._credentials = credentials
        self._clock = clock
        self._pool = pool
        self._lane = local()
        self._lines: list[http.client.HTTPConnection] = []
        is_in_name = "{bucket}" in host.endpoint
        self._root = urlsplit(host.endpoint.replace("{bucket}", host.bucket))
        self._bucket = "" if is_in_name else host.bucket

    def probe(self) -> None:
        self.read(MARKER)
        # A body against its digest is judged after the rights, and never kept.
        answer = self._ask("PUT", _PROBE, b"?", {"content-md5": _DIGEST_OF_NOTHING})
        if answer.status == http.client.OK:
            self._delete(_PROBE)
        elif not answer.fault.startswith("BadDigest"):
            raise denied(self._host.where, answer.fault)

    def read(self, path: str) -> bytes | None:
        answer = self._ask("GET", path)
        if answer.status == http.client.OK:
            return answer.body
        # Who may not list a bucket is told of a missing key that it is forbidden.
        if answer.fault.startswith(_NO_SUCH_FILE):
            return None
        raise denied(self._host.where, answer.fault)

    def write(self, path: str, data: bytes) -> None:
        answer = self._ask("PUT", path, data)
        if answer.status != http.client.OK:
            raise denied(self._host.where, answer.fault)

    def put(self, files: Sequence[SiteFile], sent: Sent) -> None:
        def one(file: SiteFile) -> None:
            self.write(file.path, file.place.read_bytes())

        self._all(one, files, sent)

    def remove(self, paths: Sequence[str], removed: Removed) -> None:
        self._all(self._delete, paths, removed)

    def hang_up(self) -> None:
        """Close every connection."""
        for line in self._lines:
            line.close()

    def _delete(self, path: str) -> None:
        answer = self._ask("DELETE", path)
        if answer.status not in (200, 204, 404):
            raise denied(self._host.where, answer.fault)

    def _all(
        self,
        act: Callable[[_T], None],
        things: Sequence[_T],
        done: Callable[[_T], None],
    ) -> None:
        """Act on all at once; tell of each that worked, even when another fails."""
        running: dict[Future[None], _T] = {
            self._pool.submit(act, one): one for one in things
        }
        failed: BaseException | None = None
        for future in as_completed(running):
            if future.cancelled():
                continue
            if error := future.exception():
                failed = failed or error
                for other in running:
                    other.cancel()
            else:
                done(running[future])
        if failed:
            raise failed

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        more: Mapping[str, str] = MappingProxyType({}),
    ) -> _Answer:
        place = key_path(self._bucket, self._host.folder, path)
        headers = {"host": self._root.netloc, **more}
        if method == "PUT":
            headers["content-type"] = media_type(path)
        every = signed_headers(
            self._credentials, method, place, headers, body, self._clock()
        )
        try:
            answer = self._exchange(method, place, body, every)
        except (OSError, http.client.HTTPException) as error:
            reason = str(error) or type(error).__name__
            raise broken(self._host.where, reason) from error
        if answer.status in _BUSY or answer.fault.startswith(_CUT_OFF):
            raise broken(self._host.where, answer.fault)
        return answer

    def _exchange(
        self, method: str, place: str, body: bytes, headers: dict[str, str]
    ) -> _Answer:
        line = self._line()
        was_open = line.sock is not None
        try:
            line.request(method, place, body or None, headers)
            answer = line.getresponse()
            return _Answer(answer.status, answer.read())
        except (OSError, http.client.HTTPException):
            line.close()
            if not was_open:
                raise
        # Services close a connection that has been idle: ask once more on a new one.
        return self._exchange(method, place, body, headers)

    def _line(self) -> http.client.HTTPConnection:
        """Give each thread a connection of its own, and keep it."""
        line: http.client.HTTPConnection | None = getattr(self._lane, "line", None)
        if line is None:
            secure = self._root.scheme == "https"
            kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
            line = kind(self._root.netloc, timeout=self._host.timeout)
            self._lane.line = line
            self._lines.append(line)
        return line
