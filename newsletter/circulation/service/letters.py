"""Mails that the service itself writes, of words only."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

from newsletter.circulation.service.desk import Desk
from newsletter.errors import UsageError
from newsletter.mail.fields import domain_of, sender_field
from newsletter.mail.headers import mailbox, structured, unstructured
from newsletter.mail.mime import text_part

DAY = 86_400
CONFIRM_DAYS = 7
PREFERENCES_DAYS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail before it becomes bytes."""

    template: str
    """Of the layout: ``service/NAME.txt``; its first line is the subject."""

    address: str
    language: str
    link: str
    days: int
    """How long the link is good."""


def confirmation(desk: Desk, address: str, language: str, number: int) -> Letter:
    """Ask the owner of an address whether they have signed up."""
    token = desk.tokens.confirm(number, desk.now + CONFIRM_DAYS * DAY)
    return Letter(
        template="confirm",
        address=address,
        language=language,
        link=f"{desk.root}confirm?token={token}",
        days=CONFIRM_DAYS,
    )


def known(desk: Desk, address: str, language: str, number: int) -> Letter:
    """Tell a subscriber that they are one."""
    return Letter(
        template="known",
        address=address,
        language=language,
        link=_preferences(desk, number),
        days=PREFERENCES_DAYS,
    )


def way_to_preferences(desk: Desk, address: str, language: str, number: int) -> Letter:
    """Send a subscriber the way to their preferences."""
    return Letter(
        template="preferences",
        address=address,
        language=language,
        link=_preferences(desk, number),
        days=PREFERENCES_DAYS,
    )


def _preferences(desk: Desk, number: int) -> str:
    token = desk.tokens.preferences(number, desk.now + PREFERENCES_DAYS * DAY)
    return f"{desk.root}preferences?token={token}"


def written(desk: Desk, letter: Letter, mark: str) -> bytes:
    """Write a mail.

    Args:
        desk: of the service.
        letter: what it says.
        mark: makes its Message-ID its own; the same mark again, the same mail.

    Raises:
        UsageError: the publication has no mail identity.
        LayoutError: a template or word is missing.
    """
    paper = desk.publication
    if paper.mail is None:
        raise UsageError("the publication has no mail identity")
    words = desk.words(letter.language)
    text = desk.layout.render(
        f"service/{letter.template}.txt", paper=paper, words=words, letter=letter
    )
    subject, _, body = text.partition("\n")
    when = format_datetime(datetime.fromtimestamp(desk.now, UTC))
    return b"".join(
        (
            sender_field("From", paper, paper.mail),
            mailbox("To", "", letter.address),
            structured("Date", when),
            unstructured("Subject", subject.strip()),
            structured("Message-ID", f"<{paper.slug}.{mark}@{domain_of(paper.mail)}>"),
            structured("Auto-Submitted", "auto-generated"),
            structured("Content-Language", words.language),
            structured("MIME-Version", "1.0"),
            text_part(body.lstrip("\n"), "plain"),
        )
    )
