"""Tokens open one door, for one reader, for their time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.circulation.secrets import Keys
from newsletter.circulation.tokens import LENGTH, Purpose, Token, Tokens
from newsletter.mail import TOKEN_PLACEHOLDER

KEYS = Keys(b"a secret that only the tests of this paper know")
DAY = date(2021, 11, 23)
NOW = 1_637_640_000


def test_tokens_have_the_length_that_mail_leaves_room_for() -> None:
    assert len(Tokens(KEYS).reader(7, DAY)) == LENGTH == len(TOKEN_PLACEHOLDER)


@given(st.integers(0, 2**40 - 1), st.dates())
def test_a_reader_is_found_again(number: int, day: date) -> None:
    tokens = Tokens(KEYS)

    token = tokens.read(tokens.reader(number, day).upper(), NOW, Purpose.READER)

    assert token == Token(
        purpose=Purpose.READER, subscriber_id=number, stamp=day.toordinal()
    )
    assert token.issue == day.isoformat()


@pytest.mark.parametrize("place", range(LENGTH))
def test_a_changed_letter_opens_nothing(place: int) -> None:
    tokens = Tokens(KEYS)
    good = tokens.reader(7, DAY)
    changed = "b" if good[place] == "a" else "a"

    bad = good[:place] + changed + good[place + 1 :]

    assert tokens.read(bad, NOW, *Purpose) is None


@given(st.text(max_size=40))
def test_nonsense_opens_nothing(text: str) -> None:
    assert Tokens(KEYS).read(text, NOW, *Purpose) is None


def test_another_secret_opens_nothing() -> None:
    other = Tokens(Keys(b"another secret of another paper, as long"))

    assert other.read(Tokens(KEYS).reader(7, DAY), NOW, *Purpose) is None


def test_a_token_opens_only_its_own_door() -> None:
    tokens = Tokens(KEYS)

    assert tokens.read(tokens.reader(7, DAY), NOW, Purpose.CONFIRM) is None
    assert tokens.read(tokens.confirm(7, NOW + 1), NOW, Purpose.READER) is None


def test_links_to_confirm_expire_and_links_to_unsubscribe_do_not() -> None:
    tokens = Tokens(KEYS)
    confirm, reader = tokens.confirm(7, NOW), tokens.reader(7, DAY)
    later = NOW + 10**9

    assert tokens.read(confirm, NOW, Purpose.CONFIRM)
    assert tokens.read(confirm, NOW + 1, Purpose.CONFIRM) is None
    assert tokens.read(reader, later, Purpose.READER)
