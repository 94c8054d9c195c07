"""Links whose clicks a paper counts: one address for every reader, and no token."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from newsletter.mail.spans import respanned
from newsletter.model.copy import Block, Span

_WEB = re.compile(r"https?://", re.IGNORECASE)
_SPELT_OUT = re.compile(r"\s*(https?://|www\.)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a link leads, and from which section."""

    section: str
    """Slug; empty for what belongs to none."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clicks:
    """The way round by the public service, for links that are counted."""

    addresses: Mapping[Target, str] = field(default_factory=dict)

    def through(self, section: str, url: str) -> str:
        """Find the address that counts; a link that is not listed leads straight."""
        return self.addresses.get(Target(section=section, url=url), url)

    def in_copy(self, section: str, block: Block) -> Block:
        """Lead the links of a block through the service."""
        if not self.addresses:
            return block

        def counted(span: Span) -> Span:
            if not is_counted(span):
                return span
            return replace(span, href=self.through(section, span.href))

        return respanned(block, counted)


def is_counted(span: Span) -> bool:
    """Tell whether a span is a link to a page.

    Words that are an address lead where they say: mail programs take anything else
    for fraud.
    """
    return bool(_WEB.match(span.href)) and not _SPELT_OUT.match(span.text)
