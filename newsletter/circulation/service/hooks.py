"""Where mail providers report bounces and complaints by web."""

from collections.abc import Mapping
from typing import Protocol


class Hook(Protocol):
    """One provider's way to report; it verifies whoever speaks before it believes."""

    @property
    def name(self) -> str:
        """Last part of the address, ``webhooks/NAME``."""
        ...

    def take(self, headers: Mapping[str, str], body: bytes, at: int) -> int:
        """Take a report.

        Args:
            headers: names in small letters.
            body: as it came, at most ``BODY_LIMIT`` bytes.
            at: epoch seconds.

        Returns:
            The status to answer with: 2xx taken, 403 not signed as it should be, 400
            not understood, 503 come again.
        """
        ...
