"""What a relay's or provider's answer means: about the reader, or about us.

Providers say "slow down" with codes that look permanent; whoever believes the code
loses good readers.  Texts: QQ 550 "… frequency limited", NetEase ``HL:ICC`` and the
like, Gmail 4.7.28, Outlook 5.7.515 and 4.7.650.
"""

import re
from enum import Enum

from newsletter.circulation.campaign.protocol import Verdict


class Class(Enum):
    """Why a delivery did not succeed."""

    HARD = "hard"
    """There is no such mailbox."""

    SOFT = "soft"
    """Not now: full, away, busy."""

    BLOCK = "block"
    """The provider minds the sender or the content, not the reader."""

    THROTTLE = "throttle"
    """Too much at a time."""


_THROTTLE = re.compile(
    r"frequency limited|too many (connections|messages|recipients|emails)"
    r"|rate limit|limit exceeded.*rate|throttl|\bHL:(ICC|IFC)\b|\bMI:(DMC|SFQ|SSB)\b"
    r"|unusual rate|try again later.*rate|4\.7\.28\b|4\.7\.650\b|4\.7\.0.*temporarily",
    re.IGNORECASE,
)
_BLOCK = re.compile(
    r"\b5\.7\.\d+|spam|blocked|black ?list|block list|reputation|policy|dmarc|\bspf\b"
    r"|\bdkim\b|\bDT:SPM\b|\bHL:REP\b|content reject|access denied|banned"
    r"|垃圾|拒绝|频率",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\b4\.\d+\.\d+|\b5\.2\.[12]\b|\b5\.3\.4\b|\b5\.4\.[45]\b|mailbox (is )?full"
    r"|over ?quota|quota exceeded|insufficient (system )?storage",
    re.IGNORECASE,
)


def verdict_of(code: int, text: str) -> Verdict:
    """Judge the answer about one reader.

    Args:
        code: of SMTP, 200 to 599.
        text: of the answer, with its enhanced code if it has one.
    """
    if code < 400:
        return Verdict.TAKEN
    if _THROTTLE.search(text):
        return Verdict.THROTTLED
    return Verdict.LATER if code < 500 else Verdict.REFUSED


def class_of(code: int, text: str) -> Class:
    """Sort an answer of 400 and above by what it tells about the reader."""
    if _THROTTLE.search(text):
        return Class.THROTTLE
    if code < 500:
        return Class.SOFT
    if _SOFT.search(text):
        return Class.SOFT
    return Class.BLOCK if _BLOCK.search(text) else Class.HARD
