"""What stands around every page: headers, sizes, counts, and who asks."""

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from newsletter.circulation.service.desk import Desk

BODY_LIMIT: Final = 1 << 20
"""Bytes; a report of a provider is the biggest that comes."""

_SAFE: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)
_YEAR: Final = 31_536_000


class Guard:
    """Wraps the application."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        """Stand before an application."""
        self._app = app
        self._desk = desk
        self._is_https = desk.root.startswith("https://")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        peer = (scope.get("client") or ("", 0))[0]
        forwarded = ",".join(Headers(scope=scope).getlist("x-forwarded-for"))
        client = self._desk.proxies.client(_address(peer), forwarded)
        scope["state"] = {**scope.get("state", {}), "client": client}

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add_headers(MutableHeaders(scope=message))
                self._count(scope, message["status"])
            await send(message)

        await self._app(scope, _limited(scope, receive), guarded)

    def _add_headers(self, headers: MutableHeaders) -> None:
        for name, value in _SAFE:
            headers.setdefault(name, value)
        if self._is_https:
            headers["Strict-Transport-Security"] = f"max-age={_YEAR}"

    def _count(self, scope: Scope, status: int) -> None:
        endpoint = scope.get("endpoint")
        page = getattr(endpoint, "__name__", "archive")
        self._desk.metrics.count(
            "newsletter_requests_total", page=page, status=str(status)
        )


def _address(peer: str) -> str:
    """Take a peer's address; a socket file has none."""
    return peer if "." in peer or ":" in peer else ""


def _limited(scope: Scope, receive: Receive) -> Receive:
    """Refuse bodies that are too long, whatever length they claim."""
    seen = 0
    claimed = Headers(scope=scope).get("content-length", "0")

    async def limited() -> Message:
        nonlocal seen
        if claimed.isdigit() and int(claimed) > BODY_LIMIT:
            raise HTTPException(413)
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > BODY_LIMIT:
            raise HTTPException(413)
        return message

    return limited
