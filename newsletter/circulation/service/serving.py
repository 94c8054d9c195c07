"""Run the service until it is told to stop."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from newsletter.circulation.service.app import service_app
from newsletter.circulation.service.clerk import Clerk
from newsletter.circulation.service.desk import Desk
from newsletter.errors import ExplainedError, OutsideError, Text

_GRACE = 10
"""Seconds that open requests are given at the end."""

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class ListenError(ExplainedError, OutsideError):
    """The address cannot be listened at; says why, in both languages."""


class _Server(uvicorn.Server):
    """Tells at which port it listens, once it does."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[int], None]) -> None:
        super().__init__(config)
        self._ready = ready

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take signals as a wish to end, and let the caller end in its own way."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {one: signal.signal(one, self.handle_exit) for one in _SIGNALS}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            listening = self.servers[0].sockets[0].getsockname()
            self._ready(listening[1] if isinstance(listening, tuple) else 0)


class Service:
    """The service of one paper, at one address of this machine."""

    def __init__(self, desk: Desk, clerk: Clerk, host: str, port: int) -> None:
        """Make ready.

        Args:
            desk: of the service.
            clerk: answers by mail; ends with the service.
            host: address to listen at.
            port: 0 lets the system choose.
        """
        self._desk = desk
        self._clerk = clerk
        self._where = f"{host}:{port}"
        self._config = uvicorn.Config(
            service_app(desk),
            host=host,
            port=port,
            # We believe proxies by our own list, and tell nobody what we run on.
            proxy_headers=False,
            server_header=False,
            access_log=False,
            log_level="warning",
            timeout_graceful_shutdown=_GRACE,
            lifespan="off",
            ws="none",
        )
        self._server: _Server | None = None

    def run(self, ready: Callable[[int], None]) -> None:
        """Serve until ``stop``, or until the process is asked to end (SIGTERM).

        Args:
            ready: is told the port, once requests are taken.

        Raises:
            ListenError: the address is taken, or not this machine's.
        """
        self._server = _Server(self._config, ready)
        self._clerk.start(self._desk)
        try:
            self._server.run()
        except SystemExit:
            # This is how uvicorn says that it could not listen.
            raise _cannot_listen(self._where) from None
        finally:
            self._clerk.stop()

    def stop(self) -> None:
        """End, from another thread, after the requests in hand."""
        if self._server:
            self._server.should_exit = True


def _cannot_listen(where: str) -> ListenError:
    return ListenError(
        Text(f"不能在 {where} 上监听", f"cannot listen at {where}"),
        Text(
            "端口可能已被占用：用 --port 换一个",
            "the port may be taken: choose another with --port",
        ),
    )
