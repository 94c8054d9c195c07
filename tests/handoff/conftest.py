from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.handoff.shops import SshShop, ssh_shop


@pytest.fixture
def shop(program: Callable[[str], str], tmp_path: Path) -> Iterator[SshShop]:
    home = tmp_path / "shop"
    home.mkdir()
    program("ssh-keygen")
    with ssh_shop(program("sshd"), home) as running:
        yield running
