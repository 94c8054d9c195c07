"""Answers wishes by mail, behind the pages that took them."""

from threading import Event, Thread

from newsletter.circulation.service.desk import Desk
from newsletter.circulation.service.letters import (
    DAY,
    Letter,
    confirmation,
    known,
    way_to_preferences,
    written,
)
from newsletter.circulation.service.post import Handed, Post
from newsletter.circulation.service.wishes import (
    OLDEST,
    Kind,
    Wish,
    done,
    drop_old,
    drop_stale,
    due,
    note_answer,
    put_off,
)
from newsletter.circulation.store import StoreError
from newsletter.circulation.subscriber import State
from newsletter.circulation.subscribers import Answer

_ROUND = 5.0
"""Seconds between looks at what was put off."""

_STALE = 30 * DAY
_SWEEP = 3600


def answer_due(desk: Desk, post: Post) -> int:
    """Answer every wish whose time has come.

    Returns:
        How many there were.
    """
    wishes = due(desk.store, desk.now)
    for wish in wishes:
        _answer(desk, post, wish)
    return len(wishes)


def _answer(desk: Desk, post: Post, wish: Wish) -> None:
    letter = _letter(desk, wish)
    if letter is None:
        done(desk.store, wish)
        return
    handed = post.send(wish.address, written(desk, letter, f"service.{wish.id}"))
    desk.metrics.count("newsletter_letters_total", outcome=handed.value)
    if handed is Handed.LATER:
        put_off(desk.store, wish, desk.now)
    else:
        done(desk.store, wish)


def _letter(desk: Desk, wish: Wish) -> Letter | None:
    if wish.kind is Kind.PREFERENCES:
        reader = desk.readers.find_address(wish.address)
        if reader is None or reader.state is State.UNCONFIRMED:
            return None
        return way_to_preferences(desk, wish.address, wish.language, reader.id)
    answer, number = _asked(desk, wish)
    if answer is Answer.CONFIRM:
        return confirmation(desk, wish.address, wish.language, number)
    if answer is Answer.KNOWN:
        return known(desk, wish.address, wish.language, number)
    return None


def _asked(desk: Desk, wish: Wish) -> tuple[Answer, int]:
    """Ask the list once, however often the mail must be tried."""
    if wish.answer and wish.subscriber_id:
        return Answer(wish.answer), wish.subscriber_id
    asked = desk.readers.ask(wish.address, wish.choice, wish.evidence, desk.now)
    note_answer(desk.store, wish, asked.answer.value, asked.subscriber_id)
    return asked.answer, asked.subscriber_id


class Clerk:
    """Works in a thread of its own until it is stopped."""

    def __init__(self, post: Post) -> None:
        """Wait to be started."""
        self._post = post
        self._bell = Event()
        self._is_over = False
        self._thread: Thread | None = None

    def wake(self) -> None:
        """Tell that there may be something to do."""
        self._bell.set()

    def start(self, desk: Desk) -> None:
        """Begin."""
        self._thread = Thread(target=self._work, args=(desk,), name="clerk")
        self._thread.start()

    def stop(self) -> None:
        """End after the mail in hand."""
        self._is_over = True
        self._bell.set()
        if self._thread:
            self._thread.join()

    def _work(self, desk: Desk) -> None:
        swept = 0
        while not self._is_over:
            self._bell.clear()
            try:
                if abs(desk.now - swept) > _SWEEP:
                    drop_stale(desk.store, desk.now - _STALE)
                    drop_old(desk.store, desk.now - OLDEST)
                    swept = desk.now
                while not self._is_over and answer_due(desk, self._post):
                    pass
            except StoreError:
                desk.metrics.count("newsletter_letters_total", outcome="no database")
            self._bell.wait(_ROUND)
