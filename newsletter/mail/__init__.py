"""The e-mail edition: HTML, text part and message."""

from newsletter.mail.codes import CODES
from newsletter.mail.edition import mail_edition
from newsletter.mail.values import TOKEN_PLACEHOLDER, MailEdition, MailPicture

__all__ = [
    "CODES",
    "TOKEN_PLACEHOLDER",
    "MailEdition",
    "MailPicture",
    "mail_edition",
]
