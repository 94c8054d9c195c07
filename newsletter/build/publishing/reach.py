"""Try the way to a host without publishing anything."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from newsletter.build.publishing.routes import opened
from newsletter.model.hosting import Host


def reach_host(
    host: Host,
    site: Path,
    environment: Mapping[str, str],
    clock: Callable[[], datetime],
) -> None:
    """Go to a host, log in, and see that it could be written; nothing there changes.

    A bucket is asked to keep a file whose digest is wrong.  A server is asked for its
    folder, and for the right to write our marker once there is one; through rsync
    only for the folder.

    Args:
        host: Where it is.
        site: The web root here, which need not be built.
        environment: Holds the secrets that hosts name.
        clock: Tells the moment, with time zone.

    Raises:
        OutsideError: whatever would stop a publishing.
    """
    with opened(host, site, environment, clock) as web_root:
        web_root.probe()
