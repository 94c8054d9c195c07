"""Where press files go, and how."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class DeliveryKind(Enum):
    """The ways to a print shop."""

    FOLDER = "folder"
    """A hot folder that this machine can write."""

    SFTP = "sftp"
    MAIL = "mail"


class Security(Enum):
    """How the way to a mail server is kept from being read."""

    STARTTLS = "starttls"
    TLS = "tls"
    """From the first byte (RFC 8314)."""

    NONE = "none"
    """Only to a relay on this machine."""


PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One way to one print shop; holds no secret, only where to find it."""

    kind: DeliveryKind
    folder: str = ""
    """Here or at the server; a relative one of this machine is below the
    publication's folder, one of a server below the user's home."""

    host: str = ""
    """Of the SFTP or mail server."""

    port: int = 0
    """0: the protocol's own."""

    user: str = ""
    password: str = ""
    """Name of the environment variable that holds it, or the key's passphrase."""

    key: Path | None = None
    """Private key for SFTP; when left out, keys of the running agent are tried."""

    known_hosts: Path | None = None
    """Keys of hosts, as OpenSSH writes them; ``~/.ssh/known_hosts`` when left out."""

    address: str = ""
    """Who gets the mail."""

    sender: str = ""
    """Who it comes from; the address of the publication's mail when left out."""

    security: Security = Security.STARTTLS
    authorities: Path | None = None
    """PEM file of authorities that vouch for the mail server; the system's when left
    out."""

    size_limit: float = 20.0
    """Most that one mail may weigh, MB (10⁶ bytes) as sent."""

    timeout: float = 30.0
    """Seconds to wait for an answer."""

    attempts: int = 3
    """Connections tried before giving up; each goes on where the last one broke."""

    @property
    def server_port(self) -> int:
        """The port to connect to."""
        if self.port:
            return self.port
        return 22 if self.kind is DeliveryKind.SFTP else PORTS[self.security]

    @property
    def where(self) -> str:
        """The place as an address; what was sent there is not sent there again."""
        if self.kind is DeliveryKind.MAIL:
            return f"mailto:{self.address}"
        if self.kind is DeliveryKind.FOLDER:
            return f"folder:{self.folder}"
        user = f"{self.user}@" if self.user else ""
        return f"sftp://{user}{self.host}:{self.server_port}/{self.folder}"
