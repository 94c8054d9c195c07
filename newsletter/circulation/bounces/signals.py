"""Codes and words: is the reader gone or away, or the sender unwanted?"""

import re

from newsletter.circulation.bounces.values import Kind
from newsletter.circulation.campaign.answers import class_of

_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_REPLY = re.compile(r"(?<![\d.-])([45]\d\d)(?=[ -])")
_LONGEST = 400

_FAILURE = re.compile(
    r"undeliver|not? (?:be )?deliver|delivery (?:status|has )?(?:notification|fail)"
    r"|mail delivery|returned mail|failure notice|could ?n[o']t be (?:delivered|sent)"
    r"|returning message|退信|退回|无法(?:送达|投递|发送)|投递失败|发送失败|不存在"
    r"|無法(?:送達|投遞|傳送)|配信不能|送信できません",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"user unknown|unknown user|no such (?:user|mailbox|address|recipient)"
    r"|(?:mailbox|user|account|recipient|address)[^.\n]{0,40}"
    r"(?:not (?:found|exist)|does ?n[o']t exist|unavailable|disabled|invalid)"
    r"|不存在|查无此|不正确|無此|已(?:注销|停用|冻结)|存在しません",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"full|quota|(?:空间|容量)(?:不足|已满)|邮箱已满|已滿|超出", re.IGNORECASE
)


def has_failed(text: str) -> bool:
    """Tell whether words say that a letter was not delivered."""
    return bool(_FAILURE.search(text))


def code_in(text: str) -> str:
    """Find the status in a server's words: enhanced if there is one; may be empty."""
    enhanced = _STATUS.search(text)
    if enhanced:
        return enhanced[0]
    plain = _REPLY.search(text)
    return plain[1] if plain else ""


def kind_of(code: str, text: str) -> Kind:
    """Sort a failure.

    Args:
        code: enhanced or plain, of class 4 or 5; may be empty.
        text: the server's words.

    Returns:
        ``SOFT`` when neither tells: a reader is never dropped on a guess.
    """
    if code:
        return Kind(class_of(int(code[0]) * 100, f"{code} {text}").value)
    by_words = Kind(class_of(500, text).value)
    if by_words is not Kind.HARD:
        return by_words
    is_gone = _GONE.search(text) and not _FULL.search(text)
    return Kind.HARD if is_gone else Kind.SOFT


def in_one_line(text: str) -> str:
    """Write words in one line, cut to what is worth keeping."""
    line = " ".join(text.split())
    kept = "".join(letter if letter.isprintable() else "\ufffd" for letter in line)
    return kept if len(kept) <= _LONGEST else f"{kept[: _LONGEST - 1]}…"
