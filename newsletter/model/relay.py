"""The mail server that carries campaigns, and how it may be used."""

from dataclasses import dataclass
from pathlib import Path

from newsletter.model.delivery import PORTS, Security


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """One way to one relay; holds no secret, only where to find it."""

    host: str
    port: int = 0
    """0: the protocol's own."""

    security: Security = Security.STARTTLS
    username: str = ""
    """Empty: the relay knows this machine."""

    password_env: str = ""
    """Name of the environment variable that holds the password; without one the key
    ring is asked for ``username`` at ``host``."""

    authorities: Path | None = None
    """PEM file of authorities that vouch for the relay; the system's when left out."""

    connections: int = 10
    """Kept open at a time, by each worker."""

    per_second: float = 0.0
    """Messages a second over all workers; 0 sets no limit."""

    providers: tuple[tuple[str, float], ...] = ()
    """Messages a second by receiving provider."""

    lookup_mx: bool = False
    """Whether the provider of an unknown domain is found by its mail exchangers."""

    bounces: str = ""
    """Address that bounces go to; the reader's serial is put in after a plus sign."""

    timeout: float = 60.0
    """Seconds to wait for an answer."""

    patience: float = 600.0
    """Seconds to wait for the answer to a whole message (RFC 5321 4.5.3.2.6)."""

    @property
    def server_port(self) -> int:
        """The port to connect to."""
        return self.port or PORTS[self.security]
