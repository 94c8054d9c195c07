"""Which workers are dead: seen by whether they still beat, never by the time of day."""

PATIENCE = 60.0
"""Seconds without a new beat; a worker beats about every five."""


class Watch:
    """Remembers when each worker's beat was last seen to change."""

    def __init__(self, patience: float = PATIENCE) -> None:
        """Begin with nobody known."""
        self._patience = patience
        self._seen: dict[str, tuple[int, float]] = {}

    def dead(self, beats: dict[str, int], now: float) -> tuple[str, ...]:
        """Name those whose beat has stood still for too long.

        Args:
            beats: last beat of each worker on the list, in any clock's seconds.
            now: of our own monotonic clock.
        """
        for worker, beat in beats.items():
            if self._seen.get(worker, (None,))[0] != beat:
                self._seen[worker] = (beat, now)
        self._seen = {w: seen for w, seen in self._seen.items() if w in beats}
        still = ((worker, now - at) for worker, (_, at) in self._seen.items())
        return tuple(worker for worker, age in still if age > self._patience)
