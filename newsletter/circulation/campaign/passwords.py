"""The relay's password: from the environment or the key ring, never from a file."""

from collections.abc import Mapping

from newsletter.circulation.campaign.refusals import RelayError
from newsletter.circulation.key_ring import Ask, held
from newsletter.errors import Text
from newsletter.model.relay import Relay


def password_of(relay: Relay, environment: Mapping[str, str], ask: Ask = held) -> str:
    """Find the password; nothing when the relay wants no login.

    Raises:
        RelayError: it is in neither place.
    """
    if not relay.username:
        return ""
    if found := environment.get(relay.password_env):
        return found
    if kept := ask(relay.host, relay.username):
        return kept
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
