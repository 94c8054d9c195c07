"""What SES and Mailgun report over real HTTP reaches the list, if they signed it."""

import json
import time
from typing import Any
from urllib.error import URLError

import pytest

from newsletter.circulation.secrets import Keys
from newsletter.circulation.service.providers import MailgunHook, SesHook, hooks_of
from newsletter.circulation.store import Store
from newsletter.circulation.subscriber import Choice, Evidence, Reason, State
from newsletter.circulation.subscribers import Subscribers
from tests.circulation.bounces import test_hooks as signed
from tests.circulation.service import running

READER = "reader@example.net"


@pytest.fixture
def readers(store: Store, keys: Keys) -> Subscribers:
    listed = Subscribers(store, keys)
    listed.add(READER, Choice(), Evidence(source="operator"), 1)
    return listed


def state(readers: Subscribers) -> State:
    reader = readers.find_address(READER)
    assert reader
    return reader.state


def body(call: dict[str, Any]) -> bytes:
    return json.dumps(call).encode()


def test_a_complaint_at_mailgun_unsubscribes(
    store: Store, keys: Keys, readers: Subscribers
) -> None:
    hook = MailgunHook(store, keys, signed.KEY)
    good = signed.a_mailgun_call("complained", stamp=int(time.time()))
    forged = {**good, "signature": {**good["signature"], "signature": "0" * 64}}
    with running(store, keys, hooks=(hook,)) as service:
        refused = service.ask("/webhooks/mailgun", body=body(forged)).status
        before = state(readers)
        taken = service.ask("/webhooks/mailgun", body=body(good)).status

    assert (refused, taken) == (403, 204)
    assert before is State.CONFIRMED
    assert state(readers) is State.UNSUBSCRIBED


def test_a_mailbox_that_is_gone_at_ses_is_suppressed(
    store: Store, keys: Keys, readers: Subscribers
) -> None:
    fetched: list[str] = []

    def fetch(address: str) -> bytes:
        fetched.append(address)
        return signed.fetch(address)

    hook = SesHook(store, keys, signed.TOPIC, fetch)
    bounce = signed.a_bounce("Permanent", "General", "5.1.1", "no such user")
    call = signed.a_call(bounce)
    with running(store, keys, hooks=(hook,)) as service:
        statuses = [
            service.ask("/webhooks/ses", body=body(one)).status
            for one in ({**call, "Message": "{}"}, call, call)
        ]

    assert statuses == [403, 204, 204]
    assert readers.suppressed(READER, 2) is Reason.BOUNCED
    assert fetched == [signed.CERTIFICATE]


def test_ses_is_asked_again_when_amazon_cannot_be_reached(
    store: Store, keys: Keys, readers: Subscribers
) -> None:
    def away(address: str) -> bytes:
        raise URLError(address)

    hook = SesHook(store, keys, signed.TOPIC, away)
    bounce = signed.a_bounce("Permanent", "General", "5.1.1", "no such user")

    assert hook.take({}, body(signed.a_call(bounce)), 2) == 503
    assert readers.suppressed(READER, 2) is None


def test_providers_are_taken_from_the_environment(store: Store, keys: Keys) -> None:
    both = {"NEWSLETTER_MAILGUN_KEY": "k", "NEWSLETTER_SNS_TOPIC": "arn:aws:sns:x"}

    assert [hook.name for hook in hooks_of(both, store, keys)] == ["mailgun", "ses"]
    assert hooks_of({}, store, keys) == ()
