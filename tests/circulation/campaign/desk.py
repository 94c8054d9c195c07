"""A paper at the command line, with readers and a sink for a relay."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from newsletter.cli import run
from tests.circulation.campaign.sink import Sink

DAY = "2021-11-23"
SECRET = "a secret that only the tests of this paper know"  # noqa: S105


@dataclass
class Desk:
    """A paper with an issue, readers and a relay."""

    folder: Path
    sink: Sink
    capfd: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> tuple[int, dict[str, Any]]:
        """Run a command with ``--json``."""
        self.capfd.readouterr()
        code = run(["--project", str(self.folder), *words, "--json"])
        return code, json.loads(self.capfd.readouterr().out)

    def said(self, *words: str) -> tuple[int, str]:
        """Run a command for people."""
        self.capfd.readouterr()
        code = run(["--project", str(self.folder), *words])
        return code, self.capfd.readouterr().err

    def add(self, *lines: str) -> None:
        """Write more into ``publication.yaml``."""
        with (self.folder / "issues" / "publication.yaml").open("a") as file:
            file.writelines(f"{line}\n" for line in lines)

    def build(self) -> None:
        """Build what mail leads to."""
        code, _ = self("build", DAY, "--only", "email,web")
        assert code == 0
