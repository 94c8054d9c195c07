"""Mail addresses of readers: one spelling for one mailbox, or a reason why not."""

import re
from functools import lru_cache

from newsletter.errors import NewsletterError, Text

_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_DOMAIN = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])"
)
_LONGEST, _LONGEST_LOCAL = 254, 64
_EXAMPLE = Text(
    "写成 name@example.org 的样子，@ 用半角", "write it like name@example.org"
)


class AddressError(NewsletterError):
    """No usable address; says why, in both languages."""

    def __init__(self, code: str, what: Text, cure: Text) -> None:
        """Keep the reason and the cure.

        Args:
            code: for programs: ``empty``, ``form``, ``local``, ``domain``, ``long``.
            what: the reason.
            cure: what to do.
        """
        self.code = code
        self.what = what
        self.cure = cure
        super().__init__(what.en)


def normalised(written: str) -> str:
    """Spell an address as it is kept: all small, the domain by its A-labels.

    Blanks around it, ``mailto:`` and angle brackets are dropped.  The local part is
    lower-cased too: mailboxes that differ in nothing else belong to one person, and
    who has unsubscribed one spelling must not be mailed at the other.

    Raises:
        AddressError: it is no address, or its local part is not ASCII; such a
            mailbox needs SMTPUTF8 on every hop, and is never rewritten.
    """
    text = written.strip().removeprefix("mailto:").strip("<> \t\u3000")
    if not text:
        raise AddressError("empty", Text("没有邮箱地址", "no address"), _EXAMPLE)
    local, at, domain = text.rpartition("@")
    if not at or not local or not domain:
        raise _no_address(text)
    if not local.isascii():
        raise _needs_smtputf8(text)
    if not _LOCAL.fullmatch(local):
        raise _no_address(text)
    host = _ascii_host(domain)
    if not host:
        raise _no_domain(domain)
    if len(local) > _LONGEST_LOCAL or len(local) + 1 + len(host) > _LONGEST:
        raise _too_long(text)
    return f"{local.lower()}@{host}"


@lru_cache(10_000)
def _ascii_host(domain: str) -> str:
    """Write a domain in small ASCII letters; empty if no name server could know it."""
    try:
        host = domain.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    return host if _DOMAIN.fullmatch(host) else ""


def _shown(text: str) -> str:
    """Cut what is quoted in a message, and let no control character through."""
    kept = "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
    return kept if len(kept) <= 80 else f"{kept[:80]}…"


def _no_address(text: str) -> AddressError:
    said = _shown(text)
    return AddressError(
        "form",
        Text(f"“{said}”不是邮箱地址", f"“{said}” is no mail address"),
        _EXAMPLE,
    )


def _needs_smtputf8(text: str) -> AddressError:
    said = _shown(text)
    return AddressError(
        "local",
        Text(
            f"“{said}”的 @ 之前有非 ASCII 字符（SMTPUTF8），多数邮件服务器送不到",
            f"“{said}” has more than ASCII before the @ (SMTPUTF8), which most mail "
            "servers cannot deliver",
        ),
        Text("请这位读者另给一个邮箱", "ask this reader for another address"),
    )


def _no_domain(domain: str) -> AddressError:
    said = _shown(domain)
    return AddressError(
        "domain",
        Text(f"没有“{said}”这样的域名", f"there can be no domain “{said}”"),
        Text("检查 @ 之后的部分", "look at what stands after the @"),
    )


def _too_long(text: str) -> AddressError:
    said = _shown(text)
    return AddressError(
        "long",
        Text(f"地址太长：“{said}”", f"too long for an address: “{said}”"),
        Text(
            f"@ 之前至多 {_LONGEST_LOCAL} 个字符，总长至多 {_LONGEST}",
            f"at most {_LONGEST_LOCAL} characters before the @, {_LONGEST} in all",
        ),
    )
