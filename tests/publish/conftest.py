"""Hosts, one after another."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsletter.model.hosting import Host, HostKind
from tests.handoff.shops import ssh_shop
from tests.publish.places import Place, a_bucket, ssh_host


@pytest.fixture(params=list(HostKind), ids=lambda kind: kind.value)
def place(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    program: Callable[[str], str],
    node_package: Callable[[str], Path],
) -> Iterator[Place]:
    """Run a host of each kind."""
    kind: HostKind = request.param
    home = tmp_path / "host"
    home.mkdir()
    if kind is HostKind.FOLDER:
        yield Place(host=Host(name="main", kind=kind, folder=str(home)), disk=home)
    elif kind is HostKind.S3:
        with a_bucket(node_package("s3rver"), home) as one:
            yield one
    else:
        program("rsync")
        program("ssh-keygen")
        with ssh_shop(program("sshd"), home) as shop:
            yield Place(host=ssh_host(shop, kind), disk=shop.folder)
