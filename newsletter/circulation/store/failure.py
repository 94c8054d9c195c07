"""What is said when the database fails."""

from newsletter.errors import ExplainedError, OutsideError


class StoreError(ExplainedError, OutsideError):
    """The database cannot be used; says what to do, in both languages."""


class StoreAwayError(StoreError):
    """The server does not answer now, or has cut the connection: it may come back.

    Whether a transaction that was being committed has gone through is not known.
    """
