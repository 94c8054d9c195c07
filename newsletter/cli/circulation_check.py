"""The doctor's look at the database of subscribers and at the relay."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from newsletter.circulation.campaign.passwords import password_of
from newsletter.circulation.campaign.refusals import HaltError
from newsletter.circulation.campaign.wire import Connection
from newsletter.circulation.store import StoreError, database_url, open_store
from newsletter.desk.examined import Finding, wrong
from newsletter.errors import InputError, Text
from newsletter.manifest import load_publication
from newsletter.model.publication import Publication
from newsletter.model.relay import Relay

_SQLITE = "sqlite:///"
_PATIENCE = 10.0
"""Seconds that the relay has to answer."""


def circulation_findings(
    project: Path, environment: Mapping[str, str]
) -> Iterator[Finding]:
    """Open the database, if there is one, and log in at the relay, if one is named.

    A file of SQLite is not made, and nothing is sent.

    Args:
        project: The publication's folder.
        environment: May name the database, and hold the relay's password.
    """
    try:
        publication = load_publication(project)
    except InputError:
        return  # the publication's own finding tells it
    yield _database(publication, environment)
    if publication.relay:
        yield _relay(publication.relay, environment)


def _database(publication: Publication, environment: Mapping[str, str]) -> Finding:
    url = database_url(publication, "", environment)
    name, where = Text("订户数据库", "database of subscribers"), _without_secret(url)
    if url.startswith(_SQLITE) and not Path(url.removeprefix(_SQLITE)).exists():
        return Finding(name=name, found=Text("还没有订户", "no subscribers yet"))
    try:
        with open_store(url) as store, store.reading():
            return Finding(name=name, found=where)
    except StoreError as error:
        return wrong(name, error.what, error.cure)


def _relay(relay: Relay, environment: Mapping[str, str]) -> Finding:
    name = Text("邮件中继", "mail relay")
    patient = replace(relay, timeout=min(relay.timeout, _PATIENCE))
    try:
        with Connection(patient, password_of(patient, environment)):
            return Finding(name=name, found=f"{relay.host}:{relay.server_port}")
    except HaltError as error:
        return wrong(name, error.what, error.cure)


def _without_secret(url: str) -> str:
    """Leave out user and password, which may stand in an address."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
