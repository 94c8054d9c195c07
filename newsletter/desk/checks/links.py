"""A001: addresses that lead nowhere because of how they are typed."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from newsletter.desk.checks.copies import Copy, slip
from newsletter.desk.marks import snippet
from newsletter.desk.weekly_links import hrefs
from newsletter.errors import Problem, Severity, Text

_WIDE = re.compile("[\u3000-\u303f\uff00-\uffef“”‘’—…\\s]")
_TYPED = re.compile(
    r"(?<![A-Za-z0-9/])(?:https?[:：；;]/?(?!/)[\w.-]+\.[a-z]{2,}|https?//[\w.-]+"
    r"|www[，,。][\w.-]+|htt?ps?://(?:https?:/{0,2})[\w.-]*)"
)
_HOST = re.compile(r"[^\s.]+(?:\.[^\s.]+)+\.?")


def links(copy: Copy) -> Iterator[Problem]:
    """Find links, and addresses in the text, that are malformed."""
    for address in dict.fromkeys(hrefs(copy.article.body)):
        if _is_malformed(address):
            yield _problem(copy, address)
    for text in copy.texts:
        for match in _TYPED.finditer(text):
            yield _problem(copy, match.group())


def _is_malformed(address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme == "mailto":
        return parts.path.count("@") < 1 or _WIDE.search(address) is not None
    if parts.scheme not in ("http", "https"):
        return False
    host = parts.hostname or ""
    is_twice = parts.path.lstrip("/").startswith(("http:/", "https:/")) and host in (
        "http",
        "https",
    )
    local = host == "localhost" or ":" in host
    named = local or _HOST.fullmatch(host) is not None
    return not named or is_twice or _WIDE.search(address) is not None


def _problem(copy: Copy, address: str) -> Problem:
    shown = snippet(address, 30)
    return slip(
        "A001",
        copy.at(address, 0, len(address)),
        Text(f"网址写错了：“{shown}”", f"malformed address: “{shown}”"),
        Text("从浏览器的地址栏里整个复制", "copy it whole from the browser"),
        Severity.WARNING,
    )
