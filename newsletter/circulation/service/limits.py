"""How often one may ask: a bucket of tokens for each name, filled at a steady rate."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

_MOST = 100_000
"""Names that are remembered; the longest unheard goes first."""


@dataclass(slots=True)
class _Bucket:
    level: float
    at: float


class Limit:
    """So many at once, and so many in an hour after that, for each name."""

    def __init__(self, burst: int, per_hour: float) -> None:
        """Begin with every bucket full."""
        self._burst = burst
        self._per_second = per_hour / 3600
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    def allows(self, name: str, now: float) -> bool:
        """Take a token, if there is one; a clock that is set back fills nothing."""
        with self._lock:
            bucket = self._buckets.pop(name, None) or _Bucket(self._burst, now)
            self._buckets[name] = bucket
            if len(self._buckets) > _MOST:
                self._buckets.popitem(last=False)
            gained = max(0.0, now - bucket.at) * self._per_second
            bucket.level = min(float(self._burst), bucket.level + gained)
            bucket.at = now
            if bucket.level < 1:
                return False
            bucket.level -= 1
            return True
