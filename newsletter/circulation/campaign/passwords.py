"""The relay's password: from the environment or the key ring, never from a file.

The only module that knows keyring.
"""

from collections.abc import Callable, Mapping

import keyring
from keyring.errors import KeyringError

from newsletter.circulation.campaign.refusals import RelayError
from newsletter.errors import Text
from newsletter.model.relay import Relay

Ask = Callable[[str, str], str | None]
"""(service, user) -> password."""


def password_of(
    relay: Relay, environment: Mapping[str, str], ask: Ask = keyring.get_password
) -> str:
    """Find the password; nothing when the relay wants no login.

    Raises:
        RelayError: it is in neither place.
    """
    if not relay.username:
        return ""
    if found := environment.get(relay.password_env):
        return found
    try:
        held = ask(relay.host, relay.username)
    except KeyringError:
        held = None
    if held:
        return held
    variable = relay.password_env or "RELAY_PASSWORD"
    raise RelayError(
        Text(
            f"没有 {relay.username}@{relay.host} 的口令",
            f"there is no password for {relay.username} at {relay.host}",
        ),
        Text(
            f"把 password_env: {variable} 写进 relay，口令放进这个环境变量；或运行 "
            f"keyring set {relay.host} {relay.username}",
            f"write password_env: {variable} under relay and put the password into "
            f"that variable, or run keyring set {relay.host} {relay.username}",
        ),
    )
