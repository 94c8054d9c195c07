"""The words of a letter in any charset, those of Chinese providers above all."""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from html import unescape

from newsletter.circulation.bounces.marks import fields

_TAG = re.compile(
    r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.IGNORECASE | re.DOTALL
)
_MOST = 100_000


def words_of(letter: Message) -> str:
    """Read every text part; mark-up is dropped, returned letters are left out."""
    parts = (part for part in letter.walk() if part.get_content_maintype() == "text")
    return "\n".join(_words(part) for part in parts)[:_MOST]


def subject_of(letter: Message) -> str:
    """Read the subject, encoded words decoded; what cannot be is left as it is."""
    raw = "".join(fields(letter, "Subject")[:1])
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError):
        return raw
    return "".join(
        piece if isinstance(piece, str) else decoded(piece, charset or "")
        for piece, charset in pieces
    )


def decoded(raw: bytes, charset: str) -> str:
    """Decode by the charset that is named, else by those that fit.

    GB18030 stands for its subsets: letters named GB2312 hold more than it has.
    """
    named = "gb18030" if charset.lower() in {"gb2312", "gbk", "gb_2312-80"} else charset
    for one in (named or "utf-8", "utf-8", "gb18030"):
        try:
            return raw.decode(one)
        except (LookupError, ValueError):
            continue
    return raw.decode("utf-8", "replace")


def _words(part: Message) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    text = decoded(raw, str(part.get_content_charset() or ""))
    if part.get_content_subtype() == "html":
        text = unescape(_TAG.sub(" ", text))
    return text
