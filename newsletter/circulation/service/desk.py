"""Everything that the service's pages work with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from newsletter.circulation.secrets import Keys
from newsletter.circulation.service.clients import Proxies
from newsletter.circulation.service.hooks import Hook
from newsletter.circulation.service.limits import Limit
from newsletter.circulation.service.metrics import Metrics
from newsletter.circulation.service.words import Tables, Words, tables_of, words_of
from newsletter.circulation.store import Store
from newsletter.circulation.subscribers import Subscribers
from newsletter.circulation.tokens import Tokens
from newsletter.layout import Layout
from newsletter.mail.links import service_of
from newsletter.model.publication import Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How often forms that send mail may be filled in."""

    client: Limit = field(default_factory=lambda: Limit(burst=20, per_hour=60))
    """For each household; an office full of readers shares one address."""

    address: Limit = field(default_factory=lambda: Limit(burst=3, per_hour=3))
    """For each mailbox: nobody can flood another's."""

    clicks: Limit = field(default_factory=lambda: Limit(burst=100, per_hour=1000))
    """For each household; clicks beyond that lead on, but are not counted."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One paper's service."""

    publication: Publication
    layout: Layout
    store: Store
    keys: Keys
    clock: Callable[[], float]
    """Tells epoch seconds."""

    site: Path | None = None
    """Web root that is served too, such as ``build/site``."""

    hooks: tuple[Hook, ...] = ()
    limits: Limits = field(default_factory=Limits)
    metrics: Metrics = field(default_factory=Metrics)
    wake: Callable[[], None] = lambda: None
    """Tells whoever sends mails that there is one."""

    @property
    def now(self) -> int:
        """The moment, in epoch seconds."""
        return int(self.clock())

    @cached_property
    def readers(self) -> Subscribers:
        """The list."""
        return Subscribers(self.store, self.keys)

    @cached_property
    def tokens(self) -> Tokens:
        """Writes and reads links."""
        return Tokens(self.keys)

    @cached_property
    def proxies(self) -> Proxies:
        """Whose word on clients is believed."""
        return Proxies(self.publication.circulation.proxies)

    @cached_property
    def root(self) -> str:
        """Address of the service as readers reach it, with a slash at its end."""
        return service_of(self.publication)

    @property
    def path(self) -> str:
        """Path of the root, with slashes at both ends."""
        return urlsplit(self.root).path

    @cached_property
    def origins(self) -> frozenset[str]:
        """Sites whose pages may hold the form: the paper's own and the service's."""
        return frozenset(
            f"{parts.scheme}://{parts.netloc}"
            for parts in map(urlsplit, (self.root, self.publication.url))
        )

    def words(self, language: str) -> Words:
        """Find the service's words in a language, or the nearest there is."""
        return words_of(self._tables, language, self.publication.language)

    @cached_property
    def _tables(self) -> Tables:
        return tables_of(self.layout)

    def consent(self, language: str) -> tuple[str, str]:
        """Write what readers agree to, and the version of that text."""
        own = self.publication.circulation.consent
        words = self.words(language)
        text = own or words["consent"].format(paper=self.publication.name)
        return text, sha256(text.encode()).hexdigest()[:12]
