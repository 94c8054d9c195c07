"""Header fields of a message, written byte for byte.

The standard library's writer puts encoded words into List-Unsubscribe, Message-ID
and addresses, where RFC 2047 section 5 forbids them and mailbox providers then
ignore the field; so fields are written here.
"""

import re
from base64 import b64encode

from newsletter.errors import ExplainedError, Text

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]"  # RFC 5322 3.2.3
_ATOMS = re.compile(rf"{_ATEXT}+(?: {_ATEXT}+)*")
_LOCAL = re.compile(rf"{_ATEXT}+(?:\.{_ATEXT}+)*")
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")

_LINE = 76  # RFC 2047 2: a line that holds an encoded word has no more
_HARD_LINE = 998  # RFC 5322 2.1.1
_LONG_WORD = 60
_FRAME = len("=?utf-8?B??=")


class HeaderError(ExplainedError):
    """A value that no header field may carry."""


def structured(name: str, value: str) -> bytes:
    """Write a field of ASCII tokens, such as List-Unsubscribe; fold at its blanks.

    Raises:
        HeaderError: a control character, a character outside ASCII, or a token
            too long for any line (RFC 5322 2.1.1).
    """
    _refuse_control(name, value)
    if not value.isascii():
        raise HeaderError(
            Text(
                f"{name} 只能用 ASCII 字符：{value}", f"{name} must be ASCII: {value}"
            ),
            Text("改用 ASCII 写法", "write it in ASCII"),
        )
    return _folded(name, value.split(" "))


def unstructured(name: str, text: str) -> bytes:
    """Write a field of human text, such as Subject (RFC 2047, base64 words).

    Raises:
        HeaderError: a control character, line ends among them.
    """
    _refuse_control(name, text)
    words = text.split(" ")
    short = all(0 < len(word) < _LONG_WORD for word in words)
    if short and text.isascii() and "=?" not in text:
        return _folded(name, words)
    return _folded(name, _encoded_words(text, len(name) + 2))


def mailbox(name: str, display: str, address: str) -> bytes:
    """Write a field of one mailbox, such as From: ``"Name" <paper@example.org>``.

    Raises:
        HeaderError: a control character in the name, or a bad address.
    """
    _refuse_control(name, display)
    bracketed = f"<{ascii_mailbox(address)}>"
    return _folded(name, [*_phrase(display, len(name) + 2), bracketed])


def ascii_mailbox(address: str) -> str:
    """Write an address in ASCII: an international domain by its A-labels.

    Raises:
        HeaderError: it is no address, or its local part is not ASCII; such a
            mailbox needs SMTPUTF8 on every hop, and is never rewritten.
    """
    local, at, domain = address.strip().rpartition("@")
    try:
        host = domain.encode("idna").decode("ascii")
    except UnicodeError:
        host = ""
    if at and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(host) and len(local) <= 64:
        return f"{local}@{host}"
    raise HeaderError(
        Text(f"邮箱地址无法使用：{address!r}", f"no usable mail address: {address!r}"),
        Text(
            "写成 name@example.org 的形式，@ 之前只用 ASCII 字符",
            "write it like name@example.org, with ASCII only before the @",
        ),
    )


def _refuse_control(name: str, value: str) -> None:
    if _CONTROL.search(value):
        raise HeaderError(
            Text(
                f"{name} 的内容含有换行或控制字符：{value!r}",
                f"{name} holds a line break or control character: {value!r}",
            ),
            Text("删去这些字符，写成一行", "remove them; write it on one line"),
        )


def _phrase(display: str, used: int) -> list[str]:
    """Write a display name: as atoms, as a quoted string, or in encoded words."""
    if not display:
        return []
    if not display.isascii() or len(display) > _LONG_WORD or "=?" in display:
        return _encoded_words(display, used)
    if _ATOMS.fullmatch(display):
        return [display]
    escaped = display.replace("\\", r"\\").replace('"', r"\"")
    return [f'"{escaped}"']


def _encoded_words(text: str, used: int) -> list[str]:
    """Cut a text into encoded words, none through a character (RFC 2047 5)."""
    words: list[str] = []
    chunk = b""
    for letter in text:
        raw = letter.encode()
        if len(chunk) + len(raw) > _room(1 if words else used):
            words.append(_encoded(chunk))
            chunk = b""
        chunk += raw
    return [*words, _encoded(chunk)]


def _room(used: int) -> int:
    """Bytes of text that one encoded word takes when so much of the line is used."""
    return (min(_LINE - used, 75) - _FRAME) // 4 * 3


def _encoded(chunk: bytes) -> str:
    return f"=?utf-8?B?{b64encode(chunk).decode('ascii')}?="


def _folded(name: str, words: list[str]) -> bytes:
    """Lay words on lines; a word longer than a line has one for itself."""
    lines = [f"{name}: {words[0]}"]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= _LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(f" {word}")
    if max(map(len, lines)) > _HARD_LINE:
        raise HeaderError(
            Text(f"{name} 过长", f"{name} is too long"),
            Text("缩短它", "shorten it"),
        )
    return "\r\n".join(lines).encode("ascii") + b"\r\n"
