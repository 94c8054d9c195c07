"""Chromium, driven over its DevTools protocol through a pair of pipes."""

import base64
import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any, Self

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)


class Browser:
    """One window; a context manager."""

    def __init__(self, program: str, profile: Path, size: str = "1500,1000") -> None:
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()
        # Chromium reads commands at descriptor 3 and answers at 4.
        shuffle = f'exec {program} "$@" 3<&{theirs_in} 4>&{theirs_out}'
        self._job = subprocess.Popen(
            ["bash", "-c", shuffle, "chromium", *_FLAGS, f"--window-size={size}",
             f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(theirs_in, theirs_out),
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(theirs_in)
        os.close(theirs_out)
        self._read, self._write = os.fdopen(ours_in, "rb"), os.fdopen(ours_out, "wb")
        self._number, self._buffer, self._session = 0, b"", ""
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(one for one in targets if one["type"] == "page")
        attached = {"targetId": page["targetId"], "flatten": True}
        self._session = self.call("Target.attachToTarget", **attached)["sessionId"]
        self.call("Page.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._write.close()
        self._read.close()
        self._job.terminate()
        self._job.wait(20)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a method of the protocol and wait for its answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._write.write(json.dumps(message).encode() + b"\0")
        self._write.flush()
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            piece = os.read(self._read.fileno(), 1 << 16)
            assert piece, "chromium has gone"
            self._buffer += piece
        message, _, self._buffer = self._buffer.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer

    def open(self, address: str) -> None:
        self.call("Page.navigate", url=address)

    def run(self, script: str) -> Any:
        """Give the value of a JavaScript expression; waits for promises."""
        answer = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait_until(self, script: str, seconds: float = 30.0) -> float:
        """Wait for an expression to become true; tell the seconds it took.

        One that throws is not true yet: the page may still be loading.
        """
        attempt = f"(() => {{ try {{ return Boolean({script}) }} catch {{}} }})()"
        start = time.monotonic()
        while not self.run(attempt):
            assert time.monotonic() - start < seconds, f"never true: {script}"
            time.sleep(0.02)
        return time.monotonic() - start

    def click(self, selector: str) -> None:
        self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def picture(self, path: Path) -> None:
        """Save what the window shows."""
        data = self.call("Page.captureScreenshot")["data"]
        path.write_bytes(base64.b64decode(data))
