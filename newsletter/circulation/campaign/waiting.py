"""Rows of a chunk that wait for their turn, by provider: none holds others up."""

from collections import deque
from collections.abc import Iterable

from newsletter.circulation.campaign.limits import Limits
from newsletter.circulation.campaign.parcel import Parcel


class Waiting:
    """Parcels in order, one line for each provider."""

    def __init__(self, parcels: Iterable[Parcel]) -> None:
        """Let them queue up."""
        self._lines: dict[str, deque[Parcel]] = {}
        for parcel in parcels:
            self._lines.setdefault(parcel.provider, deque()).append(parcel)

    def __len__(self) -> int:
        """Count those who wait."""
        return sum(map(len, self._lines.values()))

    def picked(self, count: int, limits: Limits) -> list[Parcel]:
        """Take up to so many that the limits let go, one line after the other."""
        picked: list[Parcel] = []
        moved = True
        while moved and len(picked) < count:
            moved = False
            for provider in list(self._lines):
                if len(picked) < count and not limits.wait(provider):
                    limits.take(provider)
                    picked.append(self._next(provider))
                    moved = True
        return picked

    def put_back(self, parcel: Parcel) -> None:
        """Have one wait again, before the others of its provider."""
        self._lines.setdefault(parcel.provider, deque()).appendleft(parcel)

    def wait(self, limits: Limits) -> float:
        """Tell how long until one of them may go, seconds."""
        return min(map(limits.wait, self._lines), default=0.0)

    def provider_wait(self, limits: Limits) -> float:
        """Tell how long their providers alone make all of them wait, seconds."""
        return min(map(limits.provider_wait, self._lines), default=0.0)

    def _next(self, provider: str) -> Parcel:
        line = self._lines[provider]
        parcel = line.popleft()
        if not line:
            del self._lines[provider]
        return parcel
