"""What refusals in our own dialogue with the relay mean for readers.

They are followed once a chunk has gone through: where a relay refuses everybody, the
campaign halts in the middle of one, and nobody is struck off for the relay's fault.
"""

from sqlalchemy import select

from newsletter.circulation.bounces.consequences import follow
from newsletter.circulation.bounces.values import Kind
from newsletter.circulation.campaign.chunks import Chunk
from newsletter.circulation.rows import by_number
from newsletter.circulation.secrets import Keys
from newsletter.circulation.store import Store
from newsletter.circulation.store.tables import bounces, deliveries


def follow_refusals(store: Store, keys: Keys, chunk: Chunk, now: int) -> None:
    """Do what the policy says of the readers whom a chunk did not reach.

    A second time changes nothing.

    Args:
        store: open.
        keys: of the publication's secret.
        chunk: gone through.
        now: seconds since 1970.
    """
    refused = _refused(store, chunk)
    if not refused:
        return
    with store.writing() as connection:
        for number, kind in refused:
            reader = by_number(connection, number)
            if reader:
                follow(connection, keys, reader, kind, now)


def _refused(store: Store, chunk: Chunk) -> list[tuple[int, Kind]]:
    wanted = (
        select(bounces.c.subscriber_id, bounces.c.kind)
        .join(
            deliveries,
            (deliveries.c.subscriber_id == bounces.c.subscriber_id)
            & (deliveries.c.campaign_id == bounces.c.campaign_id),
        )
        .where(
            deliveries.c.campaign_id == chunk.campaign,
            deliveries.c.row.between(chunk.first, chunk.last),
        )
        .distinct()
    )
    with store.reading() as connection:
        rows = connection.execute(wanted).all()
    return [(int(row.subscriber_id), Kind(row.kind)) for row in rows]
