"""The e-mail edition: HTML, text part and message."""

from newsletter.mail.codes import CODES
from newsletter.mail.edition import mail_edition
from newsletter.mail.headers import HeaderError
from newsletter.mail.mailing import Mailing
from newsletter.mail.signing import Signer, signer
from newsletter.mail.template import Recipient, Template
from newsletter.mail.values import TOKEN_PLACEHOLDER, MailEdition, MailPicture
from newsletter.mail.wechat import WechatArticle, wechat_article

__all__ = [
    "CODES",
    "TOKEN_PLACEHOLDER",
    "HeaderError",
    "MailEdition",
    "MailPicture",
    "Mailing",
    "Recipient",
    "Signer",
    "Template",
    "WechatArticle",
    "mail_edition",
    "signer",
    "wechat_article",
]
