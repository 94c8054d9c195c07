"""Mail exchangers of a domain (RFC 5321 5.1); the only module that knows dnspython."""

from dns.exception import DNSException
from dns.resolver import Resolver

_PATIENCE = 2.0
"""Seconds for one domain; whoever does not answer counts as a provider of its own."""


def mail_exchangers(domain: str) -> tuple[str, ...]:
    """List the names of a domain's exchangers, the preferred first; none on failure."""
    try:
        answer = Resolver().resolve(domain, "MX", lifetime=_PATIENCE)
        records = sorted((record.preference, str(record.exchange)) for record in answer)
    except (DNSException, OSError):
        return ()
    return tuple(name for _, name in records)
