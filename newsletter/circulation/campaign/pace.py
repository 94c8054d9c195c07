"""How many intents go on record in one commit: as many as are sent in a blink.

A commit for each message would be most of the work on a quick relay; on a slow one a
long row of intents would act on consent, limits and stage of long ago.  So the row is
as long as lasts about a tenth of a second, and never shorter than one message for each
connection.
"""

from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Pace:
    """Learns from how long the last row of intents has lasted."""

    seconds: float = 0.1
    """How long a row is to last; 0 for one message for each connection."""

    longest: int = 500
    """Messages, whatever the relay can do."""

    _window: int = 0
    _handed_at: float = 0.0

    def window(self, connections: int) -> int:
        """Tell how many messages may be announced and not yet answered."""
        if not connections:
            return 0
        return max(connections, min(self._window, self.longest))

    def low(self, connections: int) -> int:
        """Tell at how many that no connection has begun more are to be announced."""
        return (self.window(connections) - connections) // 2

    def handed(self, now: float) -> None:
        """Note that messages were announced; monotonic seconds."""
        self._handed_at = now

    def ran_low(self, connections: int, now: float) -> None:
        """Note that about half of them are gone, and lengthen or shorten the row."""
        lasted = 2 * (now - self._handed_at)
        window = self.window(connections)
        if lasted < self.seconds / 2:
            self._window = min(window * 2, self.longest)
        elif lasted > self.seconds:
            self._window = window // 2

    def brake(self) -> None:
        """Begin anew with one message for each connection."""
        self._window = 0
