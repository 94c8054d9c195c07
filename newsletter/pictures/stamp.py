"""Which file a picture is: enough to tell that another has taken its place."""

import hashlib
from pathlib import Path


def stamp(path: Path) -> str:
    """Name a picture by file name, bytes and the first digits of its SHA-256.

    Returns:
        ``workers.jpg, 48213 B, 1a2b3c4d``; the name alone for one that is not there.
    """
    try:
        content = path.read_bytes()
    except OSError:
        return path.name
    digest = hashlib.sha256(content).hexdigest()
    return f"{path.name}, {len(content)} B, {digest[:8]}"
