"""The list of subscribers, one person at a time.

Every change leaves a line in the consent trail, in the same transaction.  A repeated
sign-up never un-confirms, an unsubscribed reader comes back only by their own
confirmation, and whoever is forgotten leaves nothing but a keyed hash.
"""

from dataclasses import dataclass
from enum import Enum

from sqlalchemy import Connection

from newsletter.circulation.addresses import normalised
from newsletter.circulation.rows import (
    by_address,
    by_number,
    change,
    columns_of,
    enter,
    is_asking,
    note,
)
from newsletter.circulation.secrets import Keys
from newsletter.circulation.store import Store
from newsletter.circulation.subscriber import (
    Action,
    Choice,
    Evidence,
    Reason,
    State,
    Subscriber,
)
from newsletter.circulation.suppressions import lift, reason_of, suppress
from newsletter.errors import ExplainedError, Text


class Refused(ExplainedError):  # noqa: N818  (the word of the trade)
    """What may not be done to a subscriber, said in both languages."""


class Answer(Enum):
    """What a sign-up calls for; only the owner of the address learns of it."""

    CONFIRM = "confirm"
    """Mail them a link to confirm."""

    KNOWN = "known"
    """They are subscribed: mail them a link to their preferences."""

    SILENCE = "silence"
    """The paper has blocked the address: mail nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a sign-up."""

    answer: Answer
    subscriber_id: int


class Subscribers:
    """The list."""

    def __init__(self, store: Store, keys: Keys) -> None:
        """Work on an open store.

        Args:
            store: open.
            keys: of the publication's secret.
        """
        self._store = store
        self._keys = keys

    def find(self, subscriber_id: int) -> Subscriber | None:
        """Find a subscriber by number."""
        with self._store.reading() as connection:
            return by_number(connection, subscriber_id)

    def find_address(self, address: str) -> Subscriber | None:
        """Find a subscriber by address, in any spelling.

        Raises:
            AddressError: it is no address.
        """
        with self._store.reading() as connection:
            return by_address(connection, normalised(address))

    def add(self, address: str, choice: Choice, evidence: Evidence, at: int) -> int:
        """Add a reader who has said yes elsewhere; a known one gets the new choice.

        Returns:
            The subscriber's number.

        Raises:
            AddressError: it is no address.
            Refused: the reader has unsubscribed, or the address is suppressed.
        """
        address = normalised(address)
        with self._store.writing() as connection:
            self._refuse_suppressed(connection, address, at)
            known = by_address(connection, address)
            if known is None:
                number = enter(
                    connection, self._keys, address, choice, State.CONFIRMED, at
                )
            elif known.state is State.UNSUBSCRIBED:
                raise _withdrawn(address)
            else:
                number = known.id
                changes = {**columns_of(choice), "state": State.CONFIRMED}
                change(connection, number, at, **changes)
            note(connection, number, Action.CONFIRMED, evidence, at)
        return number

    def ask(self, address: str, choice: Choice, evidence: Evidence, at: int) -> Asked:
        """Take a sign-up that anyone may have typed.

        Nothing that a confirmed reader has chosen is changed by it.

        Raises:
            AddressError: it is no address.
        """
        address = normalised(address)
        with self._store.writing() as connection:
            known = by_address(connection, address)
            if reason_of(connection, self._keys, address, at) is Reason.MANUAL:
                return Asked(Answer.SILENCE, known.id if known else 0)
            if known and known.state is State.CONFIRMED:
                return Asked(Answer.KNOWN, known.id)
            if known is None:
                number = enter(
                    connection, self._keys, address, choice, State.UNCONFIRMED, at
                )
            else:
                number = known.id
                change(connection, number, at, **columns_of(choice))
            note(connection, number, Action.ASKED, evidence, at)
        return Asked(Answer.CONFIRM, number)

    def confirm(self, subscriber_id: int, evidence: Evidence, at: int) -> bool:
        """Let a reader in who has asked and now says yes from their own mailbox.

        Returns:
            Whether they are confirmed now; not when they have unsubscribed since
            they asked, or are gone.
        """
        with self._store.writing() as connection:
            known = by_number(connection, subscriber_id)
            if known is None or known.state is State.CONFIRMED:
                return known is not None
            if not is_asking(connection, subscriber_id):
                return False
            lift(connection, self._keys, known.address)
            change(connection, subscriber_id, at, state=State.CONFIRMED)
            note(connection, subscriber_id, Action.CONFIRMED, evidence, at)
        return True

    def unsubscribe(self, subscriber_id: int, evidence: Evidence, at: int) -> bool:
        """Take a reader's no; a second time changes nothing.

        Returns:
            Whether there is such a reader.
        """
        with self._store.writing() as connection:
            known = by_number(connection, subscriber_id)
            if known and known.state is not State.UNSUBSCRIBED:
                change(connection, subscriber_id, at, state=State.UNSUBSCRIBED)
                note(connection, subscriber_id, Action.WITHDRAWN, evidence, at)
        return known is not None

    def prefer(
        self, subscriber_id: int, choice: Choice, evidence: Evidence, at: int
    ) -> bool:
        """Change what a reader wants, and nothing else; their state stays.

        Returns:
            Whether there is such a reader.
        """
        with self._store.writing() as connection:
            known = by_number(connection, subscriber_id)
            if known and known.choice != choice:
                change(connection, subscriber_id, at, **columns_of(choice))
                note(connection, subscriber_id, Action.PREFERENCES, evidence, at)
        return known is not None

    def suppress(
        self, address: str, reason: Reason, at: int, until: int | None = None
    ) -> None:
        """Let no mail go to an address, for good or until a moment.

        Raises:
            AddressError: it is no address.
        """
        with self._store.writing() as connection:
            suppress(connection, self._keys, normalised(address), reason, at, until)

    def suppressed(self, address: str, at: int) -> Reason | None:
        """Tell why no mail may go to an address, if so."""
        with self._store.reading() as connection:
            return reason_of(connection, self._keys, normalised(address), at)

    def _refuse_suppressed(self, connection: Connection, address: str, at: int) -> None:
        reason = reason_of(connection, self._keys, address, at)
        if reason:
            raise Refused(
                Text(
                    f"{address} 不得再收信（{reason}）",
                    f"no mail may go to {address} ({reason})",
                ),
                _THEIR_OWN,
            )


_THEIR_OWN = Text(
    "只有读者本人能从订阅页重新订阅",
    "only the reader can subscribe again, on the page for subscribers",
)


def _withdrawn(address: str) -> Refused:
    return Refused(Text(f"{address} 已退订", f"{address} has unsubscribed"), _THEIR_OWN)
