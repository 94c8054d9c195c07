"""Who is asking: the address of a client behind proxies that are believed."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

_HOME = 64
"""Bits of an IPv6 address that one household has in common."""


class Proxies:
    """The reverse proxies whose word on their clients is believed."""

    def __init__(self, networks: Iterable[str]) -> None:
        """Read addresses and networks such as ``10.0.0.0/8``."""
        self._networks: tuple[IPv4Network | IPv6Network, ...] = tuple(
            ip_network(one, strict=False) for one in networks
        )

    def client(self, peer: str, forwarded: str) -> str:
        """Find the client's address.

        Args:
            peer: whoever opened the connection.
            forwarded: ``X-Forwarded-For``; each proxy adds its peer at the end, so it
                is read from there, as far as proxies are ours.

        Returns:
            An address, or empty when the peer has none (a socket file).
        """
        believed = _plain(peer)
        for hop in reversed([one.strip() for one in forwarded.split(",")]):
            if not self.are_trusted(believed):
                break
            if not (address := _plain(hop)):
                break
            believed = address
        return believed

    def are_trusted(self, peer: str) -> bool:
        """Tell whether a peer is one of them; a socket file is, of this machine."""
        if not peer:
            return True
        address = ip_address(peer)
        return any(address in network for network in self._networks)


def household(client: str) -> str:
    """Name what one household can hardly change: an IPv4 address, 64 bits of IPv6."""
    if not client:
        return ""
    address = ip_address(client)
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address) >> _HOME << _HOME, _HOME)))
    return str(address)


def is_this_machine(client: str) -> bool:
    """Tell whether a client runs on this machine."""
    return not client or ip_address(client).is_loopback


def _plain(text: str) -> str:
    """Read an address; IPv4 inside IPv6 becomes IPv4, anything else empty."""
    try:
        address = ip_address(text.strip("[]"))
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)
