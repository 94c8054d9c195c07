"""One store on two databases."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, insert, select, text

from newsletter.circulation.secrets import Keys, SecretError, hold_to, keys_of
from newsletter.circulation.store import Store, StoreError, database_url, open_store
from newsletter.circulation.store.tables import METADATA, settings
from newsletter.model.circulation import Circulation
from tests.builders import a_publication


def test_migrations_make_the_tables_that_the_code_knows(store: Store) -> None:
    with store.writing() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        difference = compare_metadata(context, METADATA)

    assert difference == []


def test_a_store_can_be_opened_again_with_what_is_in_it(url: str) -> None:
    with open_store(url) as store, store.writing() as connection:
        connection.execute(insert(settings).values(name="colour", value="blue"))

    with open_store(url) as store, store.reading() as connection:
        kept = connection.scalar(select(settings.c.value))

    assert kept == "blue"


def test_many_may_open_a_new_store_at_once(url: str) -> None:
    together = Barrier(4)

    def visit(name: int) -> None:
        together.wait()
        with open_store(url) as store, store.writing() as connection:
            connection.execute(insert(settings).values(name=str(name), value=""))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(visit, range(4)))

    with open_store(url) as store, store.reading() as connection:
        count = connection.scalar(select(func.count()).select_from(settings))
    assert count == 4


def test_tables_of_a_newer_version_are_refused(url: str) -> None:
    with open_store(url) as store, store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreError, match=r"newer version .*9999"):
        open_store(url)


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    row = insert(settings).values(name="colour", value="blue")

    def write_twice() -> None:
        with store.writing() as connection:
            connection.execute(row)
            connection.execute(row)

    with pytest.raises(StoreError):
        write_twice()

    with store.reading() as connection:
        assert connection.execute(select(settings)).all() == []


def test_readers_do_not_wait_for_a_writer(store: Store) -> None:
    with store.writing() as writing, store.reading() as reading:
        writing.execute(insert(settings).values(name="colour", value="blue"))

        seen = reading.execute(select(settings)).all()

    assert seen == []


@pytest.mark.parametrize(
    "address",
    [
        "mysql://host/name",
        "nonsense",
        "sqlite:////no/such/folder/at/all.db",
        "postgresql://paper@/x?host=/no/such/folder",
    ],
)
def test_an_address_that_leads_nowhere_is_explained(address: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(address)

    assert caught.value.what.zh
    assert caught.value.cure.zh


def test_a_file_that_is_no_database_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "circulation.db"
    path.write_text("谁是谁\n" * 1000)

    with pytest.raises(StoreError, match="not a database"):
        open_store(f"sqlite:///{path}")


@pytest.mark.parametrize(
    ("given", "environment", "named", "expected"),
    [
        ("", {}, "", "sqlite:////paper/circulation.db"),
        ("", {}, "sqlite:///data/x.db", "sqlite:////paper/data/x.db"),
        ("", {}, "sqlite:////var/x.db", "sqlite:////var/x.db"),
        ("", {"NEWSLETTER_DATABASE": "postgresql://h/n"}, "sqlite:///x.db",
         "postgresql://h/n"),
        ("postgresql://h/m", {"NEWSLETTER_DATABASE": "postgresql://h/n"}, "",
         "postgresql://h/m"),
    ],
)  # fmt: skip
def test_the_nearest_word_chooses_the_database(
    given: str, environment: dict[str, str], named: str, expected: str
) -> None:
    paper = a_publication(Path("/paper"), circulation=Circulation(database=named))

    assert database_url(paper, given, environment) == expected


def test_a_database_stays_with_its_secret(store: Store, keys: Keys) -> None:
    hold_to(store, keys)
    hold_to(store, keys)

    with pytest.raises(StoreError, match="not the one"):
        hold_to(store, Keys(b"another secret, of the same paper"))


@pytest.mark.parametrize("secret", ["", "short"])
def test_without_a_good_secret_nothing_is_begun(secret: str) -> None:
    with pytest.raises(SecretError) as caught:
        keys_of({"NEWSLETTER_SECRET": secret})

    assert "openssl rand" in caught.value.cure.zh


def test_a_secret_is_never_shown(keys: Keys) -> None:
    assert "secret that" not in repr(keys)
