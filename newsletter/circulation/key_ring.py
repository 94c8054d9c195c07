"""The key ring of whoever runs a command; the only module that knows keyring."""

from collections.abc import Callable

import keyring
from keyring.errors import KeyringError

Ask = Callable[[str, str], str | None]
"""(service, user) -> what is held for them, if anything."""


def held(service: str, user: str) -> str | None:
    """Find what the key ring holds; nothing where there is no key ring."""
    try:
        return keyring.get_password(service, user)
    except KeyringError:
        return None
