"""Secrets come from the environment or the key ring, and can be changed."""

import pytest

from newsletter.circulation.campaign.passwords import password_of
from newsletter.circulation.campaign.refusals import RelayError
from newsletter.circulation.secrets import Keys, SecretError, hold_to, keys_of
from newsletter.circulation.store import Store, StoreError
from newsletter.circulation.subscriber import Reason
from newsletter.circulation.suppressions import reason_of, suppress
from newsletter.circulation.tokens import Purpose, Tokens
from newsletter.model.relay import Relay

OLD = "the first secret of this paper, long enough"
NEW = "the second secret of this paper, long enough"
THIRD = "the third secret of this paper, long enough"
RELAY = Relay(host="smtp.example", username="paper", password_env="RELAY")  # noqa: S106
ANN = "ann@example.org"
NOW = 1_700_000_000


class Ring:
    """A key ring, open."""

    def __init__(self, **held: str) -> None:
        self.held = held

    def __call__(self, service: str, user: str) -> str | None:
        return self.held.get(f"{service}_{user}".replace(".", "_"))


def rotated(secret: str, former: str) -> Keys:
    """Change the secret."""
    return keys_of({"NEWSLETTER_SECRET": secret, "NEWSLETTER_SECRET_FORMER": former})


def test_the_secret_comes_from_the_environment_else_from_the_key_ring() -> None:
    ring = Ring(newsletter_paper=OLD)

    assert keys_of({"NEWSLETTER_SECRET": NEW}, "paper", ring).secret == NEW.encode()
    assert keys_of({}, "paper", ring).secret == OLD.encode()
    with pytest.raises(SecretError, match="not set"):
        keys_of({}, "another-paper", ring)


def test_a_password_comes_from_its_variable_else_from_the_key_ring() -> None:
    ring = Ring(smtp_example_paper="in the ring")

    assert password_of(RELAY, {"RELAY": "in the air"}, ring) == "in the air"
    assert password_of(RELAY, {}, ring) == "in the ring"
    assert password_of(Relay(host="smtp.example"), {}, ring) == ""
    with pytest.raises(RelayError, match=r"no password for paper at smtp\.example"):
        password_of(RELAY, {"RELAY": ""}, Ring())


def test_a_former_secret_is_as_long_as_any() -> None:
    with pytest.raises(SecretError, match="NEWSLETTER_SECRET_FORMER is too short"):
        rotated(NEW, "short")


def test_links_of_the_former_secret_work_and_new_ones_are_signed_by_the_new() -> None:
    first, both, second = Keys(OLD.encode()), rotated(NEW, OLD), Keys(NEW.encode())
    old_link = Tokens(first).reader(7)
    new_link = Tokens(both).reader(7)

    def opens(keys: Keys, link: str) -> bool:
        return Tokens(keys).read(link, NOW, Purpose.READER) is not None

    assert opens(both, old_link)
    assert opens(both, new_link)
    assert opens(second, new_link)
    assert not opens(second, old_link)
    assert not opens(first, new_link)


def test_whoever_is_suppressed_stays_so_whichever_secret_comes_after(
    store: Store,
) -> None:
    first = hold_to(store, Keys(OLD.encode()))
    with store.writing() as connection:
        suppress(connection, first, ANN, Reason.FORGOTTEN, NOW)

    changes = [rotated(NEW, OLD), Keys(NEW.encode()), rotated(THIRD, NEW)]

    for keys in (*changes, Keys(THIRD.encode())):
        held = hold_to(store, keys)
        with store.reading() as connection:
            assert reason_of(connection, held, ANN, NOW) is Reason.FORGOTTEN
        assert held.suppression_key(ANN) == first.suppression_key(ANN)


def test_a_secret_takes_no_place_without_the_former_one(store: Store) -> None:
    hold_to(store, Keys(OLD.encode()))

    with pytest.raises(StoreError, match="not the one"):
        hold_to(store, Keys(NEW.encode()))
    with pytest.raises(StoreError, match="not the one"):
        hold_to(store, rotated(NEW, THIRD))
    hold_to(store, rotated(NEW, OLD))
    with pytest.raises(StoreError, match="not the one"):
        hold_to(store, Keys(OLD.encode()))
