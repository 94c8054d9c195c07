"""The web edition, served beside the service as a host of static files would."""

import re
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

_HEADERS = "_headers"


@dataclass(frozen=True, slots=True)
class Rule:
    """Headers that go with some paths."""

    path: re.Pattern[str]
    headers: tuple[tuple[str, str], ...]


class Archive:
    """Serves ``build/site``, with the headers that its own ``_headers`` names."""

    def __init__(self, folder: Path) -> None:
        """Serve a folder; it may be built anew while it is served."""
        self._folder = folder
        self._files = StaticFiles(directory=folder, html=True, check_dir=False)
        self._rules: tuple[Rule, ...] = ()
        self._read_at = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one file."""
        path = self._files.get_path(scope)
        rules = self._current()

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for rule in rules:
                    if rule.path.fullmatch(path):
                        headers.update(dict(rule.headers))
            await send(message)

        if Path(path).name == _HEADERS:
            raise HTTPException(404)
        await self._files(scope, receive, with_headers)

    def _current(self) -> tuple[Rule, ...]:
        file = self._folder / _HEADERS
        try:
            changed_at = file.stat().st_mtime_ns
        except OSError:
            return ()
        if changed_at != self._read_at:
            self._rules = read_headers(file.read_text(encoding="utf-8"))
            self._read_at = changed_at
        return self._rules


def read_headers(text: str) -> tuple[Rule, ...]:
    """Read a ``_headers`` file: a path, ``*`` for any, then indented fields."""
    rules: list[Rule] = []
    path, fields = "", []
    for line in [*text.splitlines(), "/"]:
        if line[:1].isspace() and ":" in line:
            name, _, value = line.partition(":")
            fields.append((name.strip().lower(), value.strip()))
        elif line.startswith("/"):
            if fields:
                rules.append(Rule(_pattern(path), tuple(fields)))
            path, fields = line.strip().lstrip("/"), []
    return tuple(rules)


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, path.split("*"))))
