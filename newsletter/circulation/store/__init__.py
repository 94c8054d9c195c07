"""The database of circulation: SQLite beside the publication, or PostgreSQL."""

from newsletter.circulation.store.engine import Store, open_store
from newsletter.circulation.store.failure import StoreAwayError, StoreError
from newsletter.circulation.store.place import database_url

__all__ = ["Store", "StoreAwayError", "StoreError", "database_url", "open_store"]
