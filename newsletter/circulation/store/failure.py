"""What is said when the database fails."""

from newsletter.errors import OutsideError, Text


class StoreError(OutsideError):
    """The database cannot be used; says what to do, in both languages."""

    def __init__(self, what: Text, cure: Text) -> None:
        """Keep the reason and the cure."""
        self.what = what
        self.cure = cure
        super().__init__(what.en)
