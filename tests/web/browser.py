"""A real browser, steered by the W3C WebDriver protocol over plain HTTP."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.request import Request, urlopen

_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
    "--disable-background-networking", "--hide-scrollbars",
)  # fmt: skip


class Browser:
    """One window of Chromium."""

    def __init__(self, address: str) -> None:
        self.address = address

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Send a command; a failing script raises HTTPError."""
        data = json.dumps(body or {}).encode() if method == "POST" else None
        request = Request(  # noqa: S310  (our own chromedriver)
            self.address + path,
            data,
            {"Content-Type": "application/json"},
            method=method,
        )
        with urlopen(request, timeout=120) as answer:  # noqa: S310
            return json.load(answer)["value"]

    def open(self, url: str) -> None:
        """Load a page."""
        self.ask("POST", "/url", {"url": url})

    def run(self, script: str, *given: Any) -> Any:
        """Run the body of a function and await what it returns."""
        body = "const done = arguments[arguments.length - 1]; const given = arguments;"
        body += f"(async () => {{ {script} }})().then(done, e => done('!' + e));"
        result = self.ask("POST", "/execute/async", {"script": body, "args": [*given]})
        assert not (isinstance(result, str) and result.startswith("!")), result
        return result

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        actions = [
            {"type": kind, "value": key}
            for key in keys
            for kind in ("keyDown", "keyUp")
        ]
        source = {"type": "key", "id": "keys", "actions": actions}
        self.ask("POST", "/actions", {"actions": [source]})

    def click(self, x: float, y: float) -> None:
        """Move the mouse to a point of the window and press its button."""
        steps: list[dict[str, Any]] = [
            {"type": "pointerMove", "duration": 0, "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        mouse = {"type": "pointer", "id": "mouse", "actions": steps}
        self.ask("POST", "/actions", {"actions": [mouse]})

    def show(self, width: int, *, dark: bool = False) -> None:
        """Choose the width of the window's contents, and light or dark."""
        for command, params in (
            (
                "Emulation.setDeviceMetricsOverride",
                {
                    "width": width,
                    "height": 900,
                    "deviceScaleFactor": 1,
                    "mobile": False,
                },
            ),
            (
                "Emulation.setEmulatedMedia",
                {
                    "features": [
                        {
                            "name": "prefers-color-scheme",
                            "value": "dark" if dark else "light",
                        }
                    ]
                },
            ),
        ):
            self.ask("POST", "/goog/cdp/execute", {"cmd": command, "params": params})


@contextmanager
def a_browser(chromedriver: str, chromium: str) -> Iterator[Browser]:
    """Start Chromium."""
    with subprocess.Popen(
        [chromedriver, "--port=0"], stdout=subprocess.PIPE, text=True
    ) as driver:
        assert driver.stdout
        try:
            port = next(
                found[1]
                for line in driver.stdout
                if (found := re.search(r"started successfully on port (\d+)", line))
            )
            options = {"binary": chromium, "args": list(_FLAGS)}
            wanted = {"alwaysMatch": {"goog:chromeOptions": options}}
            browser = Browser(f"http://127.0.0.1:{port}/session")
            session = browser.ask("POST", "", {"capabilities": wanted})
            browser.address += f"/{session['sessionId']}"
            browser.ask("POST", "/timeouts", {"script": 100_000})
            yield browser
            browser.ask("DELETE", "")
        finally:
            driver.terminate()
