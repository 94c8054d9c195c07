"""Mail exchangers of a domain (RFC 5321 5.1); the only module that knows dnspython."""

from collections.abc import Callable
from time import monotonic

from dns.exception import DNSException
from dns.resolver import NXDOMAIN, NoAnswer, NoNameservers, Resolver

_PATIENCE = 2.0
"""Seconds for one domain; whoever does not answer counts as a provider of its own."""

_MISSES, _PAUSE = 3, 60.0
"""Questions in a row without an answer after which none is put for so many seconds:
mail is not to wait for name servers."""


class Exchangers:
    """Asks name servers, unless they are silent."""

    def __init__(
        self,
        resolver: Resolver | None = None,
        clock: Callable[[], float] = monotonic,
        patience: float = _PATIENCE,
    ) -> None:
        """Take the machine's own name servers, if no others are given.

        Args:
            resolver: of dnspython.
            clock: monotonic, seconds.
            patience: seconds for one domain.
        """
        self._resolver = resolver
        self._clock = clock
        self.patience = patience
        self._misses = 0
        self._asks_again_at = 0.0

    def __call__(self, domain: str) -> tuple[str, ...]:
        """List the names of a domain's exchangers, the preferred first.

        Returns:
            Nothing on failure, where there are none, and where the domain takes no
            mail (RFC 7505).
        """
        if self._clock() < self._asks_again_at:
            return ()
        try:
            found = self._asked(domain)
        except (NXDOMAIN, NoAnswer):
            found = ()
        except NoNameservers:
            return ()  # they have answered, with a fault of this domain's
        except (DNSException, OSError):
            self._missed()
            return ()
        self._misses = 0
        return found

    def _asked(self, domain: str) -> tuple[str, ...]:
        self._resolver = self._resolver or Resolver()
        answer = self._resolver.resolve(domain, "MX", lifetime=self.patience)
        records = sorted((record.preference, str(record.exchange)) for record in answer)
        return tuple(name for _, name in records if name != ".")

    def _missed(self) -> None:
        self._misses += 1
        if self._misses >= _MISSES:
            self._misses = 0
            self._asks_again_at = self._clock() + _PAUSE
