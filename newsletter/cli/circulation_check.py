"""The doctor's look at the database of subscribers."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from newsletter.circulation.store import StoreError, database_url, open_store
from newsletter.desk.examined import Finding, wrong
from newsletter.errors import InputError, Text
from newsletter.manifest import load_publication

_SQLITE = "sqlite:///"


def circulation_findings(
    project: Path, environment: Mapping[str, str]
) -> Iterator[Finding]:
    """Open the database, if there is one; a file of SQLite is not made.

    Args:
        project: The publication's folder.
        environment: May name the database.
    """
    try:
        publication = load_publication(project)
    except InputError:
        return  # the publication's own finding tells it
    url = database_url(publication, "", environment)
    name, where = Text("订户数据库", "database of subscribers"), _without_secret(url)
    if url.startswith(_SQLITE) and not Path(url.removeprefix(_SQLITE)).exists():
        yield Finding(name=name, found=Text("还没有订户", "no subscribers yet"))
        return
    try:
        with open_store(url) as store, store.reading():
            yield Finding(name=name, found=where)
    except StoreError as error:
        yield wrong(name, error.what, error.cure)


def _without_secret(url: str) -> str:
    """Leave out user and password, which may stand in an address."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
