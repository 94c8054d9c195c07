"""Take a list of readers in: read, weed, merge, enter, all of it or nothing."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import Connection, insert, update

from newsletter.circulation.files.merging import Merged, merge_known
from newsletter.circulation.files.reading import Listing, reading
from newsletter.circulation.files.settling import Refuse, enter_new, weed
from newsletter.circulation.files.staging import arrange, stage, staged
from newsletter.circulation.files.understanding import understood
from newsletter.circulation.files.values import Entry, Imported, Plan, Refusal
from newsletter.circulation.secrets import Keys
from newsletter.circulation.store import Store
from newsletter.circulation.store.tables import imports

_BATCH = 5_000

Tell = Callable[[int], None]


@dataclass(slots=True)
class _Tally:
    refuse: Refuse
    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    def __call__(self, refusal: Refusal) -> None:
        self.refused[refusal.code] += 1
        self.refuse(refusal)


def import_people(
    store: Store,
    keys: Keys,
    plan: Plan,
    at: int,
    refuse: Refuse = lambda _: None,
    tell: Tell = lambda _: None,
) -> Imported:
    """Import a CSV or JSON Lines file of readers, of any length, in flat memory.

    The same file twice changes nothing the second time.  Nobody who has unsubscribed
    and no suppressed address comes back.  The list is locked only once the whole file
    has been read; it changes as one whole or not at all.

    Args:
        store: open.
        keys: of the publication's secret.
        plan: the file, and how it is to be read.
        at: epoch seconds.
        refuse: is told of every row that is not taken, with the reason.
        tell: is told how many rows have been read, every now and then.

    Raises:
        FileError: the file cannot be read as a list.
        OSError: it cannot be opened.
        StoreError: the database fails.
    """
    tally = _Tally(refuse)
    with (
        reading(plan) as listing,
        store.connected() as connection,
        staged(connection),
    ):
        entries = _entries(listing, plan, tally)
        with connection.begin():
            while batch := list(islice(entries, _BATCH)):
                stage(connection, batch, keys)
                tell(tally.read)
            arrange(connection)
        with store.locked(connection) as change:
            result = _settled(connection, plan, listing, tally, at)
            if plan.is_rehearsal or result.id is None:
                change.rollback()
    return result


def _entries(listing: Listing, plan: Plan, tally: _Tally) -> Iterator[Entry]:
    for row in listing.rows:
        tally.read += 1
        entry = row if isinstance(row, Refusal) else understood(row, plan)
        if isinstance(entry, Refusal):
            tally(entry)
        else:
            yield entry


def _settled(
    connection: Connection, plan: Plan, listing: Listing, tally: _Tally, at: int
) -> Imported:
    weed(connection, tally, at)
    opening = {"at": at, "file": plan.path.name, "source": plan.consent, "counts": {}}
    begun = insert(imports).values(opening).returning(imports.c.id)
    number = connection.execute(begun).scalar_one()
    merged = merge_known(connection, number, at)
    added = enter_new(connection, number, plan.language, at)
    counts = _counts(merged, added, tally)
    connection.execute(
        update(imports).where(imports.c.id == number).values(counts=counts)
    )
    is_change = bool(added or merged.changed) and not plan.is_rehearsal
    return Imported(
        id=number if is_change else None,
        encoding=listing.encoding,
        delimiter=listing.delimiter,
        kept_as=listing.kept_as,
        read=tally.read,
        added=added,
        changed=merged.changed,
        unchanged=merged.unchanged,
        refused=dict(tally.refused),
        is_rehearsal=plan.is_rehearsal,
    )


def _counts(merged: Merged, added: int, tally: _Tally) -> dict[str, int]:
    return {
        "read": tally.read,
        "added": added,
        "changed": merged.changed,
        "unchanged": merged.unchanged,
        "refused": tally.refused.total(),
    }
