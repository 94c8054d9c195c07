"""Where the web edition is published, and how."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class HostKind(Enum):
    """The ways to a host of static files."""

    FOLDER = "folder"
    """A folder that this machine can write."""

    SFTP = "sftp"
    RSYNC = "rsync"
    """Through SSH, with the programs ``rsync`` and ``ssh``."""

    S3 = "s3"
    """A bucket behind Amazon's S3 protocol, which many clouds speak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """One place for the web edition; holds no secret, only where to find it."""

    name: str
    kind: HostKind
    folder: str = ""
    """The web root: here, at the server, or the beginning of keys in a bucket."""

    host: str = ""
    """Of the SSH server."""

    port: int = 0
    """0: the protocol's own."""

    user: str = ""
    password: str = ""
    """Name of the environment variable that holds it, or the key's passphrase."""

    key: Path | None = None
    """Private key for SSH; when left out, keys of the running agent are tried."""

    known_hosts: Path | None = None
    """Keys of hosts; ``~/.ssh/known_hosts`` when left out."""

    endpoint: str = ""
    """Root of the S3 service; ``{bucket}`` in it stands for the bucket's name, which
    otherwise begins the path."""

    bucket: str = ""
    region: str = "us-east-1"
    access_key: str = ""
    """Name of the environment variable that holds the id of the access key."""

    secret_key: str = ""
    """Name of the environment variable that holds the secret access key."""

    timeout: float = 30.0
    """Seconds to wait for an answer."""

    attempts: int = 3
    """Tries before giving up."""

    @property
    def where(self) -> str:
        """The place as an address; what is there is not sent there again."""
        if self.kind is HostKind.FOLDER:
            return f"folder:{self.folder}"
        if self.kind is HostKind.S3:
            root = self.endpoint.rstrip("/")
            path = "/".join(filter(None, (self.bucket, self.folder)))
            return f"s3+{root}/{path}"
        user = f"{self.user}@" if self.user else ""
        return f"{self.kind.value}://{user}{self.host}:{self.port or 22}/{self.folder}"
