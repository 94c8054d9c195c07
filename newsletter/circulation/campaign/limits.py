"""How fast mail may go: to the relay as a whole, and to each receiving provider.

Moments are seconds of a monotonic clock, so that a clock that is set does nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_FIRST_PAUSE, _LONGEST_PAUSE = 60.0, 1_800.0
"""Seconds; NetEase asks for two minutes, so the second pause keeps to it."""

_BURST = 2.0
"""Seconds' worth of mail that may go at once after a quiet time."""


@dataclass(slots=True)
class Bucket:
    """Fills with tokens at a rate; each message takes one."""

    rate: float
    """Messages a second; 0 means as many as can be."""

    tokens: float = 1.0
    at: float = 0.0
    """Moment at which ``tokens`` was right."""

    closed_until: float = 0.0
    pause: float = _FIRST_PAUSE
    """Seconds of the next pause."""

    def wait(self, now: float) -> float:
        """Tell how long until a message may go; 0 is now."""
        if now < self.closed_until:
            return self.closed_until - now
        if not self.rate:
            return 0.0
        self._fill(now)
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / self.rate

    def take(self, now: float) -> None:
        """Let one message go."""
        if self.rate:
            self._fill(now)
            self.tokens -= 1

    def throttled(self, now: float) -> None:
        """Close for a while after a throttle answer; longer each time.

        Answers to messages that were under way when it closed do not count again.
        """
        if now < self.closed_until:
            return
        self.closed_until = now + self.pause
        self.pause = min(self.pause * 2, _LONGEST_PAUSE)

    def welcomed(self) -> None:
        """Forget past throttling by and by, as messages are taken."""
        self.pause = max(_FIRST_PAUSE, self.pause * 0.95)

    def _fill(self, now: float) -> None:
        most = max(1.0, self.rate * _BURST)
        self.tokens = min(most, self.tokens + max(0.0, now - self.at) * self.rate)
        self.at = now


@dataclass(slots=True, kw_only=True)
class Limits:
    """Every bucket that a message must pass."""

    relay: float = 0.0
    """Messages a second to the relay, by this worker."""

    providers: Mapping[str, float] = field(default_factory=dict)
    """Messages a second by provider; others are not limited until they complain."""

    clock: Callable[[], float]
    """Monotonic, seconds."""

    _relay: Bucket = field(init=False)
    _buckets: dict[str, Bucket] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Begin with full buckets."""
        self._relay = Bucket(self.relay)

    def share(self, workers: int) -> None:
        """Take a fair part of every rate when so many workers are alive."""
        part = max(workers, 1)
        self._relay.rate = self.relay / part
        for name, bucket in self._buckets.items():
            bucket.rate = self.providers.get(name, 0.0) / part

    def wait(self, provider: str) -> float:
        """Tell how long until a message to this provider may go, seconds."""
        now = self.clock()
        return max(self._relay.wait(now), self._of(provider).wait(now))

    def provider_wait(self, provider: str) -> float:
        """Tell how long the provider alone makes a message wait, seconds."""
        return self._of(provider).wait(self.clock())

    def take(self, provider: str) -> None:
        """Let a message go to this provider."""
        now = self.clock()
        self._relay.take(now)
        self._of(provider).take(now)

    def throttled(self, provider: str) -> None:
        """Note that the provider wants less."""
        self._of(provider).throttled(self.clock())

    def welcomed(self, provider: str) -> None:
        """Note that a message was taken."""
        self._of(provider).welcomed()

    def _of(self, provider: str) -> Bucket:
        if provider not in self._buckets:
            rate = self.providers.get(provider, 0.0)
            share = self._relay.rate / self.relay if self.relay else 1.0
            self._buckets[provider] = Bucket(rate * share)
        return self._buckets[provider]
