"""What commands of circulation share: the paper, its database and its secret."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click

from newsletter.circulation.secrets import Keys, hold_to, keys_of
from newsletter.circulation.store import Store, database_url, open_store
from newsletter.cli.session import Session
from newsletter.cli.shape import Option
from newsletter.errors import Text
from newsletter.manifest import load_publication
from newsletter.model.publication import Publication


@dataclass(frozen=True, slots=True)
class Office:
    """A paper's open books."""

    publication: Publication
    store: Store
    keys: Keys
    at: int
    """Now, in epoch seconds."""


@contextmanager
def office(session: Session, database: str) -> Iterator[Office]:
    """Open the paper's database with its secret.

    Args:
        session: of this call.
        database: as ``--database`` said; empty for the paper's own.

    Raises:
        InputError: ``publication.yaml`` has problems.
        SecretError: the secret is missing.
        StoreError: the database cannot be used, or belongs to another secret.
    """
    publication = load_publication(session.project)
    keys = keys_of(os.environ, publication.slug)
    with open_store(database_url(publication, database, os.environ)) as store:
        keys = hold_to(store, keys)
        at = int(session.clock().timestamp())
        yield Office(publication, store, keys, at)


def database_option() -> click.Option:
    """Make ``--database``."""
    return Option(
        ["--database"],
        Text(
            "数据库地址（默认：NEWSLETTER_DATABASE，或 publication.yaml 的 "
            "circulation.database，或报纸文件夹里的 circulation.db）",
            "Address of the database; NEWSLETTER_DATABASE, circulation.database of "
            "publication.yaml or circulation.db in the paper's folder when left out.",
        ),
        default="",
        metavar="URL",
    )
