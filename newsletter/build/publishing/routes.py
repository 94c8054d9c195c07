"""The way to each kind of host."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from newsletter.build.publishing.signature import Credentials
from newsletter.build.publishing.to_bucket import bucket_root
from newsletter.build.publishing.to_folder import FolderRoot
from newsletter.build.publishing.to_rsync import RsyncRoot
from newsletter.build.publishing.to_sftp import sftp_root
from newsletter.build.publishing.webroot import WebRoot, no_secret
from newsletter.model.hosting import Host, HostKind


@contextmanager
def opened(
    host: Host,
    site: Path,
    environment: Mapping[str, str],
    clock: Callable[[], datetime],
) -> Iterator[WebRoot]:
    """Open the web root of a host.

    Args:
        host: Where it is.
        site: The web root here.
        environment: Holds the secrets that hosts name.
        clock: Tells the moment, with time zone.

    Raises:
        OutsideError: a secret is missing; the host is not reached, or refuses.
    """
    if host.kind is HostKind.FOLDER:
        yield FolderRoot(Path(host.folder))
    elif host.kind is HostKind.RSYNC:
        yield RsyncRoot(host, site)
    elif host.kind is HostKind.SFTP:
        secret = _secret(environment, host.password) if host.password else ""
        with sftp_root(host, secret) as web_root:
            yield web_root
    else:
        credentials = Credentials(
            key_id=_secret(environment, host.access_key),
            secret=_secret(environment, host.secret_key),
            region=host.region,
        )
        with bucket_root(host, credentials, clock) as web_root:
            yield web_root


def _secret(environment: Mapping[str, str], variable: str) -> str:
    value = environment.get(variable, "")
    if not value:
        raise no_secret(variable)
    return value
