"""Addresses around the copy of one issue's mail."""

from dataclasses import dataclass, field

from newsletter.mail.clicks import Clicks
from newsletter.markup import ascii_address
from newsletter.model.issue import Issue
from newsletter.model.publication import Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Addresses around the copy."""

    home: str
    browser: str
    unsubscribe: str
    preferences: str
    token: str = ""
    """The reader's own; empty when the mail is for nobody."""

    clicks: Clicks = field(default_factory=Clicks)
    """How links in the copy are counted; not at all when the mail is for nobody."""

    @property
    def front(self) -> str:
        """Where the nameplate leads: home, counted where that is."""
        return self.clicks.through("", self.home)

    def article(self, slug: str) -> str:
        """Find an article; one of another issue has its day before its slug."""
        return f"{self.home if '/' in slug else self.browser}{slug}/"


def links_of(issue: Issue, token: str = "", clicks: Clicks | None = None) -> Links:
    """Make the addresses around the copy, for one reader's token or for nobody."""
    home, service = home_of(issue.publication), service_of(issue.publication)
    reader = f"?token={token}" if token else ""
    return Links(
        home=home,
        browser=home if issue.since else f"{home}{issue.date.isoformat()}/",
        unsubscribe=f"{service}unsubscribe{reader}",
        preferences=f"{service}preferences{reader}",
        token=token,
        clicks=clicks or Clicks(),
    )


def home_of(publication: Publication) -> str:
    """Write the address of the web edition in ASCII, with a slash at its end."""
    return ascii_address(publication.url).rstrip("/") + "/"


def service_of(publication: Publication) -> str:
    """Write the root of the service for subscribers; the web edition's by default."""
    service = publication.web.service or publication.url
    return ascii_address(service).rstrip("/") + "/"
