"""The e-mail edition: HTML, text part and message."""

from newsletter.mail.clicks import Clicks, Target
from newsletter.mail.codes import CODES
from newsletter.mail.edition import mail_edition
from newsletter.mail.headers import HeaderError
from newsletter.mail.mailing import Mailing
from newsletter.mail.signing import Signer, signer
from newsletter.mail.targets import clicks_of, targets_of
from newsletter.mail.template import Recipient, Template
from newsletter.mail.values import TOKEN_PLACEHOLDER, MailEdition, MailPicture
from newsletter.mail.wechat import WechatArticle, wechat_article

__all__ = [
    "CODES",
    "TOKEN_PLACEHOLDER",
    "Clicks",
    "HeaderError",
    "MailEdition",
    "MailPicture",
    "Mailing",
    "Recipient",
    "Signer",
    "Target",
    "Template",
    "WechatArticle",
    "clicks_of",
    "mail_edition",
    "signer",
    "targets_of",
    "wechat_article",
]
