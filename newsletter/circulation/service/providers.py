"""What Amazon SES (through SNS) and Mailgun report by web, laid to our readers."""

from collections.abc import Callable, Mapping
from http.client import HTTPException
from typing import Final
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler, build_opener

from newsletter.circulation.bounces.hooks import HookError, mailgun_events, read_sns
from newsletter.circulation.bounces.intake import Intake
from newsletter.circulation.secrets import Keys
from newsletter.circulation.service.hooks import Hook
from newsletter.circulation.store import Store, StoreError

MAILGUN_KEY: Final = "NEWSLETTER_MAILGUN_KEY"
SNS_TOPIC: Final = "NEWSLETTER_SNS_TOPIC"
_PATIENCE = 10
_MOST = 1 << 16
"""Bytes of a certificate; a real one has two thousand."""

_TAKEN, _FORGED, _AGAIN = 204, 403, 503

Fetch = Callable[[str], bytes]


class MailgunHook:
    """``webhooks/mailgun``."""

    name = "mailgun"

    def __init__(self, store: Store, keys: Keys, signing_key: str) -> None:
        """Believe what is signed with the domain's webhook signing key."""
        self._store = store
        self._keys = keys
        self._signing_key = signing_key

    def take(self, headers: Mapping[str, str], body: bytes, at: int) -> int:
        """Take one call."""
        del headers
        try:
            events = mailgun_events(body, self._signing_key, at)
            Intake(self._store, self._keys).take(events, at)
        except HookError:
            return _FORGED
        except StoreError:
            return _AGAIN
        return _TAKEN


class SesHook:
    """``webhooks/ses``; answers SNS's greeting, so that it begins to call."""

    name = "ses"

    def __init__(
        self, store: Store, keys: Keys, topic: str, fetch: Fetch | None = None
    ) -> None:
        """Believe what Amazon has signed about one topic.

        Args:
            store: open.
            keys: of the publication's secret.
            topic: its ARN.
            fetch: gets what lies at an address of Amazon's; by the web when left out.
        """
        self._store = store
        self._keys = keys
        self._topic = topic
        self._fetch = fetch or _fetched
        self._certificates: dict[str, bytes] = {}

    def take(self, headers: Mapping[str, str], body: bytes, at: int) -> int:
        """Take one call."""
        del headers
        try:
            call = read_sns(body, self._topic, self._certificate)
            if call.confirm_url:
                self._fetch(call.confirm_url)
            Intake(self._store, self._keys).take(call.events, at)
        except HookError:
            return _FORGED
        except (StoreError, URLError, HTTPException, TimeoutError):
            return _AGAIN
        return _TAKEN

    def _certificate(self, address: str) -> bytes:
        # Amazon has a few at a time; nobody else's address comes this far.
        if address not in self._certificates:
            self._certificates[address] = self._fetch(address)
        return self._certificates[address]


def hooks_of(
    environment: Mapping[str, str], store: Store, keys: Keys
) -> tuple[Hook, ...]:
    """Set up the providers that the environment names."""
    hooks: list[Hook] = []
    if key := environment.get(MAILGUN_KEY):
        hooks.append(MailgunHook(store, keys, key))
    if topic := environment.get(SNS_TOPIC):
        hooks.append(SesHook(store, keys, topic))
    return tuple(hooks)


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Go nowhere but to the address that was checked."""


def _fetched(address: str) -> bytes:
    with build_opener(_NoRedirect).open(address, timeout=_PATIENCE) as answer:
        read: bytes = answer.read(_MOST)
        return read
