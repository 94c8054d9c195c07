"""Where a publication keeps its subscribers."""

from collections.abc import Mapping
from pathlib import Path

from newsletter.model.publication import Publication

VARIABLE = "NEWSLETTER_DATABASE"
_FILE = "circulation.db"
_SQLITE = "sqlite:///"


def database_url(
    publication: Publication, given: str, environment: Mapping[str, str]
) -> str:
    """Choose the address of the database.

    Args:
        publication: names one as ``circulation.database``, or does not.
        given: as the operator typed it; empty for none.
        environment: may have ``NEWSLETTER_DATABASE``.

    Returns:
        What was given, else what the environment says, else the publication, else
        a file beside the publication.  A relative path of SQLite starts from the
        publication's folder.
    """
    named = publication.circulation.database
    url = given or environment.get(VARIABLE, "") or named or f"{_SQLITE}{_FILE}"
    path = url.removeprefix(_SQLITE)
    if path == url or not path or path.startswith(("/", ":memory:", "file:")):
        return url
    return f"{_SQLITE}{(publication.folder / Path(path)).absolute()}"
