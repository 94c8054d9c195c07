"""What is said when the database fails."""

from newsletter.errors import ExplainedError, OutsideError


class StoreError(ExplainedError, OutsideError):
    """The database cannot be used; says what to do, in both languages."""
