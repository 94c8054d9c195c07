"""Take the last import back."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, select, text, update

from newsletter.circulation.store import Store
from newsletter.circulation.store.tables import imported, imports, subscribers
from newsletter.circulation.subscriber import Action

_PAGE = 2_000
# One line of consent is the import's own; a second is the reader's, or somebody's.
_GOING: Final = """
SELECT p.id FROM imported n JOIN subscribers p ON p.id = n.subscriber_id
WHERE n.import_id = :id AND n.before IS NULL AND p.updated_at = :at
AND (SELECT COUNT(*) FROM consents c WHERE c.subscriber_id = p.id) = 1
AND p.id NOT IN (SELECT d.subscriber_id FROM deliveries d)
AND NOT EXISTS (
    SELECT 1 FROM imported m WHERE m.subscriber_id = p.id AND m.import_id <> :id
)
"""
_DROP_CONSENTS: Final = f"DELETE FROM consents WHERE subscriber_id IN ({_GOING})"  # noqa: S608
_DROP_READERS: Final = f"""
DELETE FROM subscribers WHERE id IN (
    SELECT n.subscriber_id FROM imported n
    WHERE n.import_id = :id AND n.before IS NULL
) AND NOT EXISTS (
    SELECT 1 FROM consents c WHERE c.subscriber_id = subscribers.id
)
"""  # noqa: F541
_UNDONE: Final = """
INSERT INTO consents (subscriber_id, at, action, source, form_text, form_version,
    address_of_request, note)
VALUES (:number, :at, :action, 'operator', '', '', '', :note)
"""
_HELD = ("name", "language", "sections", "attributes", "state", "digest", "updated_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What was taken back."""

    file: str
    at: int
    """When it was imported."""

    removed: int
    restored: int
    kept: int
    """Readers who have acted, been changed or been mailed since; they stay."""


def undo_import(store: Store, at: int) -> Undone | None:
    """Take back the last import that is not undone yet.

    Whoever came by it and has done nothing since goes; whoever was changed by it gets
    back what was there before.

    Returns:
        None when there is nothing to undo.

    Raises:
        StoreError: the database fails.
    """
    last = select(imports).where(imports.c.undone_at.is_(None))
    with store.writing() as connection:
        row = connection.execute(
            last.order_by(imports.c.id.desc()).limit(1).with_for_update()
        ).first()
        if row is None:
            return None
        mine = {"id": row.id, "at": row.at}
        connection.execute(text(_DROP_CONSENTS), mine)
        removed = connection.execute(text(_DROP_READERS), {"id": row.id}).rowcount
        restored = _restore(connection, row.id, row.at, at)
        count = connection.execute(
            delete(imported).where(imported.c.import_id == row.id)
        ).rowcount
        connection.execute(
            update(imports).where(imports.c.id == row.id).values(undone_at=at)
        )
    return Undone(
        file=row.file,
        at=row.at,
        removed=removed,
        restored=restored,
        kept=count - removed - restored,
    )


def _restore(connection: Connection, number: int, then: int, at: int) -> int:
    wanted = (
        select(imported.c.subscriber_id, imported.c.before)
        .join(subscribers, subscribers.c.id == imported.c.subscriber_id)
        .where(
            imported.c.import_id == number,
            imported.c.before.is_not(None),
            subscribers.c.updated_at == then,
        )
        .order_by(imported.c.subscriber_id)
        .limit(_PAGE)
    )
    restored = after = 0
    while page := connection.execute(
        wanted.where(imported.c.subscriber_id > after)
    ).all():
        _give_back(connection, [dict(one._mapping) for one in page], at)  # noqa: SLF001
        restored += len(page)
        after = page[-1].subscriber_id
    return restored


def _give_back(connection: Connection, page: list[dict[str, Any]], at: int) -> None:
    connection.execute(
        update(subscribers)
        .where(subscribers.c.id == bindparam("number"))
        .values({name: bindparam(f"old_{name}") for name in _HELD}),
        [
            {
                "number": one["subscriber_id"],
                **{f"old_{name}": one["before"][name] for name in _HELD},
            }
            for one in page
        ],
    )
    connection.execute(
        text(_UNDONE),
        [
            {
                "number": one["subscriber_id"],
                "at": at,
                "action": Action.PREFERENCES,
                "note": "import undone",
            }
            for one in page
        ],
    )
