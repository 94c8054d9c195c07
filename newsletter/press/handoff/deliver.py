"""Hand off: settle what was left, plan, send what is wanted, and write it all down."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from pathlib import Path

from newsletter.model.delivery import Delivery, DeliveryKind
from newsletter.press.handoff import mail, sftp
from newsletter.press.handoff.folder import Folder
from newsletter.press.handoff.letter import Postmark
from newsletter.press.handoff.plan import plan
from newsletter.press.handoff.reach import secret_of
from newsletter.press.handoff.record import Record, open_events
from newsletter.press.handoff.refusals import BrokenConnectionError
from newsletter.press.handoff.upload import Store, Tell, settle, upload
from newsletter.press.handoff.values import Job, Parcel, Plan, PressFile, Step

_PAUSE = 2.0
"""Seconds before the second try; each further pause is twice as long."""


class Answer(Enum):
    """What the shop said of a doubtful mail."""

    ARRIVED = "arrived"
    AGAIN = "again"
    """It has not come: send it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """All that a hand-off needs to know."""

    files: tuple[PressFile, ...]
    job: Job
    delivery: Delivery
    """Paths of this machine are absolute."""

    sender: str
    """Address that mails come from."""

    record: Record
    environment: Mapping[str, str]
    """Holds the secret."""

    clock: Callable[[], datetime]
    wait: Callable[[float], None]
    """Sleeps so many seconds."""

    tell: Tell
    answer: Answer | None = None


def deliver(errand: Errand) -> Plan:
    """Send what the shop does not have yet.

    A connection that breaks is made again, as often as the delivery says; every try
    goes on where the last one stopped.

    Returns:
        Everything that the shop has now; ``wanted`` is what was sent just now.

    Raises:
        InputError: the profile's template gives no usable names.
        HandoffError: the shop's side refused, or the record cannot be written.
        BrokenConnectionError: the connection broke too often.
    """
    send = _mail if errand.delivery.kind is DeliveryKind.MAIL else _upload
    sent: set[str] = set()

    def note(parcel: Parcel, there: int) -> None:
        sent.add(parcel.name)
        errand.tell(parcel, there)

    done = _persistently(send, replace(errand, tell=note))
    return Plan(
        parcels=done.parcels,
        wanted=tuple(parcel for parcel in done.parcels if parcel.name in sent),
    )


def _persistently(send: Callable[[Errand], Plan], errand: Errand) -> Plan:
    for attempt in range(1, errand.delivery.attempts):
        try:
            return send(errand)
        except BrokenConnectionError:
            errand.wait(_PAUSE * 2 ** (attempt - 1))
    return send(errand)


def planned(errand: Errand) -> Plan:
    """Plan by the record alone; nothing is touched."""
    return plan(errand.files, errand.job, errand.record.events)


def _upload(errand: Errand) -> Plan:
    with _opened(errand) as store:
        settle(store, errand.record)
        todo = planned(errand)
        for parcel in todo.wanted:
            upload(store, parcel, errand.record, errand.tell)
        return todo


@contextmanager
def _opened(errand: Errand) -> Iterator[Store]:
    delivery = errand.delivery
    if delivery.kind is DeliveryKind.FOLDER:
        yield Folder(Path(delivery.folder))
        return
    with sftp.connected(delivery, secret_of(delivery, errand.environment)) as store:
        yield store


def _mail(errand: Errand) -> Plan:
    _take_answer(errand)
    mail.refuse_doubtful(errand.record.events)
    todo, delivery = planned(errand), errand.delivery
    if not todo.wanted:
        return todo
    mark = Postmark(job=errand.job, sender=errand.sender, clock=errand.clock)
    with mail.connected(delivery, secret_of(delivery, errand.environment)) as server:
        limit = mail.limit_of(server, delivery)
        for parcels in mail.batches(todo.wanted, limit):
            mail.send(server, parcels, mark, delivery, errand.record, errand.tell)
    return todo


def _take_answer(errand: Errand) -> None:
    left = open_events(errand.record.events)
    if left and errand.answer:
        step = Step.SENT if errand.answer is Answer.ARRIVED else Step.DROPPED
        errand.record.add(step, *left)
