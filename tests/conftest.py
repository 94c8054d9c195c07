"""What every test starts from: no one's language, no one's settings."""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# Machines are shared and slow: a test fails for what it finds, not for its seconds.
settings.register_profile("steady", deadline=None, database=None, derandomize=True)
# `HYPOTHESIS_PROFILE=roaming make test` looks for examples nobody has tried yet.
settings.register_profile("roaming", deadline=None, database=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# A shell lets what it starts in the background ignore Ctrl-C, and every program that
# a test starts would inherit that: tests of Ctrl-C would wait in vain.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEWSLETTER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture(scope="session")
def node_package() -> Callable[[str], Path]:
    """Find a Node package that set-up installs; without it, as ``program``."""

    def find(name: str) -> Path:
        path = Path(sys.prefix, "node", "node_modules", name)
        if not path.exists() and os.environ.get("CI"):
            pytest.fail(f"{name} is not installed; .ci/setup --tests gets it")
        if not path.exists():
            pytest.skip(f"{name} is not installed")
        return path

    return find


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Find an outside program; without it, skip here and fail where CI is set."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None and os.environ.get("CI"):
            pytest.fail(f"{name} is not installed; .ci/setup --tests gets it")
        if path is None:
            pytest.skip(f"{name} is not installed")
        return path

    return find
