"""Header fields of an issue's mail, for the proof or for a reader's token."""

from datetime import datetime
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from newsletter.mail.headers import ascii_mailbox, mailbox, structured, unstructured
from newsletter.mail.links import Links
from newsletter.model.issue import Issue
from newsletter.model.publication import MailIdentity, Publication


def letter_fields(
    issue: Issue, identity: MailIdentity, links: Links, subject: str
) -> bytes:
    """Write every field but To and Content-Type.

    The reader's token, if ``links`` has one, stands in Message-ID, so that a mail
    sent twice is known for the same, and in List-Unsubscribe.

    Raises:
        HeaderError: the identity cannot be written into a header.
    """
    return b"".join(
        (
            sender_field("From", issue.publication, identity),
            *_reply_field(identity),
            structured("Date", format_datetime(published(issue))),
            unstructured("Subject", subject),
            *_list_fields(issue, identity, links),
            structured("Content-Language", issue.publication.language),
            structured("Message-ID", f"<{message_id(issue, identity, links.token)}>"),
            unsubscribe_fields(links, identity),
            structured("MIME-Version", "1.0"),
        )
    )


def sender_field(name: str, paper: Publication, identity: MailIdentity) -> bytes:
    """Write a field that names the paper: From, and To of the proof."""
    return mailbox(name, identity.sender or paper.name, identity.address)


def unsubscribe_fields(links: Links, identity: MailIdentity) -> bytes:
    """Write List-Unsubscribe, and one-click when the address is https (RFC 8058).

    Raises:
        HeaderError: the identity's address cannot be written.
    """
    subject = "unsubscribe" + (f"%20{links.token}" if links.token else "")
    by_mail = f"<mailto:{ascii_mailbox(identity.address)}?subject={subject}>"
    field = structured("List-Unsubscribe", f"<{links.unsubscribe}>, {by_mail}")
    if not links.unsubscribe.startswith("https://"):
        return field
    return field + structured("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")


def published(issue: Issue) -> datetime:
    """Tell when the issue counts as published, in the paper's time zone."""
    paper = issue.publication
    return datetime.combine(
        issue.date, paper.publishes_at, tzinfo=ZoneInfo(paper.time_zone)
    )


def message_id(issue: Issue, identity: MailIdentity, token: str = "") -> str:
    """Name an issue for a reader on the sender's domain, without angle brackets.

    Raises:
        HeaderError: the identity's address cannot be written.
    """
    name = f"{issue.publication.slug}.{issue.date.isoformat()}.{issue.number}"
    return f"{name}{f'.{token}' if token else ''}@{domain_of(identity)}"


def domain_of(identity: MailIdentity) -> str:
    """Take the sender's domain, in ASCII.

    Raises:
        HeaderError: the address cannot be written.
    """
    return ascii_mailbox(identity.address).rpartition("@")[2]


def _reply_field(identity: MailIdentity) -> tuple[bytes, ...]:
    return (mailbox("Reply-To", "", identity.reply_to),) if identity.reply_to else ()


def _list_fields(
    issue: Issue, identity: MailIdentity, links: Links
) -> tuple[bytes, ...]:
    paper, address = issue.publication, ascii_mailbox(identity.address)
    return (
        structured("List-ID", f"<{paper.slug}.{domain_of(identity)}>"),
        structured("List-Owner", f"<mailto:{address}>"),
        structured("List-Help", f"<mailto:{address}?subject=help>"),
        structured("List-Archive", f"<{links.home}>"),
        structured("Archived-At", f"<{links.browser}>"),
        structured("Feedback-ID", _feedback_id(issue)),
        structured("Auto-Submitted", "auto-generated"),
        structured("Precedence", "bulk"),
    )


def _feedback_id(issue: Issue) -> str:
    """Four fields, the sender last, as Gmail's Postmaster Tools read them."""
    slug = issue.publication.slug
    return f"{issue.date.isoformat()}:{issue.number}:issue:{slug}"
