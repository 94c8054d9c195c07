"""What a campaign would send, counted before anything is sent."""

import json
from dataclasses import dataclass

from newsletter.circulation.campaign.chunks import choice_of
from newsletter.circulation.campaign.freezing import choices_of
from newsletter.circulation.campaign.letters import Letters
from newsletter.circulation.campaign.orders import Audience
from newsletter.circulation.store import Store
from newsletter.mail import Recipient
from newsletter.model.relay import Relay

_USUAL = 400.0
"""Messages a second that a relay with a queue on disk takes, measured with Postfix."""

_SAMPLE = Recipient(address="reader@example.net", name="读者")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Readers who get the same letter."""

    stored: str | None
    """Choice of sections as the store writes it; None takes all."""

    language: str
    readers: int
    size: int
    """Bytes of one message; 0 when the issue has nothing for them."""

    @property
    def sections(self) -> tuple[str, ...] | None:
        """Slugs of the sections; None takes all."""
        return None if self.stored is None else tuple(json.loads(self.stored))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A campaign on paper."""

    kinds: tuple[Kind, ...]
    per_second: float
    """Rate that the estimate goes by."""

    @property
    def recipients(self) -> int:
        """Readers who get a mail."""
        return sum(kind.readers for kind in self.kinds if kind.size)

    @property
    def skipped(self) -> int:
        """Readers whose sections are empty in this issue."""
        return sum(kind.readers for kind in self.kinds if not kind.size)

    @property
    def size(self) -> int:
        """Bytes of all messages."""
        return sum(kind.readers * kind.size for kind in self.kinds)

    @property
    def seconds(self) -> float:
        """How long it takes at ``per_second``."""
        return self.recipients / self.per_second

    @property
    def empty(self) -> tuple[str, ...]:
        """Choices, as the store writes them, that the issue has nothing for."""
        nothing = (kind.stored for kind in self.kinds if not kind.size)
        return tuple(sorted({stored for stored in nothing if stored is not None}))


def plan_of(
    store: Store, letters: Letters, audience: Audience, relay: Relay, now: int
) -> Plan:
    """Count readers by letter, and weigh each letter.

    Raises:
        InputError: the paper's mail identity is missing or unfit.
    """
    kinds = tuple(
        Kind(
            stored=written,
            language=language,
            readers=readers,
            size=_size(letters, written, language),
        )
        for written, language, readers in choices_of(store, letters.name, audience, now)
    )
    return Plan(kinds=kinds, per_second=relay.per_second or _USUAL)


def _size(letters: Letters, written: str | None, language: str) -> int:
    template = letters.template(choice_of(written), language)
    return len(template.render("0" * 32, _SAMPLE)) if template else 0
