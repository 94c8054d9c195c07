"""Both stores: a test that asks for ``store`` or ``url`` runs once on each."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from newsletter.circulation.secrets import Keys
from newsletter.circulation.store import Store, open_store
from tests.circulation.postgres import Server, a_postgres, postgres_program

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """Start one server for all tests; without its programs, as ``program`` does."""
    initdb = postgres_program("initdb")
    if initdb is None and os.environ.get("CI"):
        pytest.fail("PostgreSQL is not installed; .ci/setup --tests gets it")
    if initdb is None:
        pytest.skip("PostgreSQL is not installed")
    with a_postgres(initdb) as server:
        yield server


@pytest.fixture(scope="session")
def postgres(postgres_server: Server) -> str:
    """Tell its address."""
    return postgres_server.address


@pytest.fixture
def postgres_url(postgres: str) -> str:
    """Make an empty database on it."""
    name = f"test{next(_numbers)}"
    home = postgres.format(name="postgres")
    with psycopg.connect(home, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    return postgres.format(name=name)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Name an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/circulation.db"
    address: str = request.getfixturevalue("postgres_url")
    return address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """Open it."""
    with open_store(url) as opened:
        yield opened


@pytest.fixture
def keys() -> Keys:
    """Have a secret, the same in every test."""
    return Keys(b"a secret that only the tests of this paper know")
