"""What a campaign sends: an issue as mail, for each choice of sections and language."""

from dataclasses import dataclass, field
from functools import lru_cache, partial
from hashlib import sha256

from newsletter.circulation.campaign.chunks import Row
from newsletter.circulation.campaign.parcel import Parcel
from newsletter.circulation.campaign.providers import Directory
from newsletter.circulation.campaign.wire import Envelope
from newsletter.circulation.tokens import Tokens
from newsletter.layout import Layout
from newsletter.mail import (
    Clicks,
    HeaderError,
    Mailing,
    MailPicture,
    Recipient,
    Template,
)
from newsletter.mail.fields import message_id
from newsletter.mail.headers import ascii_mailbox
from newsletter.markup import ascii_address
from newsletter.model.archive import PublishedIssue
from newsletter.model.issue import Issue
from newsletter.model.publication import Publication
from newsletter.model.relay import Relay

_NOBODY = Recipient(address="nobody@example.invalid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """One edition, ready for any reader."""

    issue: Issue
    layout: Layout
    pictures: tuple[MailPicture, ...] = ()
    week: str = ""
    """Name of the week, if this is a digest."""

    clicks: Clicks = field(default_factory=Clicks)
    """How links are counted."""

    _mailings: dict[str, Mailing] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def template(
        self, choice: frozenset[str] | None = None, language: str = ""
    ) -> Template | None:
        """Find the letter; None when the issue has nothing in those sections.

        Raises:
            InputError: the paper's mail identity is missing or unfit.
        """
        if language not in self._mailings:
            self._mailings[language] = Mailing(
                issue=self.issue,
                layout=self.layout,
                pictures=self.pictures,
                language=language,
                clicks=self.clicks,
            )
        return self._mailings[language].template(choice)

    @property
    def name(self) -> str:
        """What a campaign of it is called: a date or a week."""
        return self.week or self.issue.date.isoformat()

    def token(self, tokens: Tokens, subscriber: int) -> str:
        """Write a reader's own token for this mail; it stands in Message-ID too."""
        day, is_weekly = self.issue.date, bool(self.week)
        return tokens.reader(subscriber, day, is_weekly=is_weekly)

    def message_name(self, token: str) -> str:
        """Write the Message-ID, without brackets, of the mail with a token."""
        identity = self.issue.publication.mail
        return message_id(self.issue, identity, token) if identity else ""

    @property
    def edition(self) -> str:
        """Fingerprint of every byte that readers of everything get."""
        template = self.template()
        token = "0" * 32
        return sha256(template.render(token, _NOBODY)).hexdigest() if template else ""


@dataclass(slots=True, kw_only=True)
class Packer:
    """Turns rows of one campaign into messages."""

    campaign: int
    letters: Letters
    tokens: Tokens
    directory: Directory
    sender: str
    """Address that bounces go to."""

    def token(self, subscriber: int) -> str:
        """Write a reader's own token; see ``Letters.token``."""
        return self.letters.token(self.tokens, subscriber)

    def pack(self, row: Row) -> Parcel | str:
        """Make the message of a row.

        Returns:
            The parcel; or why the address cannot be mailed to; or nothing when the
            reader is gone.
        """
        if not row.address:
            return ""
        template = self.letters.template(row.choice, row.language)
        if template is None:
            return ""
        try:
            to = ascii_mailbox(row.address)
            recipient = Recipient(address=row.address, name=row.name)
            render = partial(template.render, self.token(row.subscriber), recipient)
        except HeaderError as error:
            return f"SMTPUTF8: {error.what.en}"
        return Parcel(
            campaign=self.campaign,
            row=row,
            provider=self.directory.provider(to),
            envelope=Envelope(verp(self.sender, row.serial), to),
            render=render,
        )


def verp(sender: str, serial: str) -> str:
    """Write the envelope's sender for one reader: ``bounces+SERIAL@paper.example``."""
    local, _, domain = _ascii_sender(sender).rpartition("@")
    return f"{local}+{serial}@{domain}" if serial else f"{local}@{domain}"


@lru_cache(maxsize=16)
def _ascii_sender(address: str) -> str:
    return ascii_mailbox(address)


def bounce_address(publication: Publication, relay: Relay) -> str:
    """Find where bounces go: as ``relay`` says, else the paper's own address."""
    identity = publication.mail
    return relay.bounces or (identity.address if identity else "")


def pictures_of(issue: Issue, record: PublishedIssue) -> tuple[MailPicture, ...]:
    """Point at the pictures as the web edition serves them.

    Args:
        issue: as loaded.
        record: of the same issue, as it was built.
    """
    root = issue.publication.url
    shown = {one.slug: one.photos for one in record.articles}
    return tuple(
        MailPicture(
            photo=photo,
            url=ascii_address(root + served.url),
            data=b"",
            width=served.width,
            height=served.height,
        )
        for article in issue.articles
        for photo, served in zip(
            article.photos, shown.get(article.slug, ()), strict=False
        )
    )
