"""Read the addresses of manifests: of the site, of a hub, of people."""

import re
from typing import Any
from urllib.parse import urlsplit

from newsletter.errors import Text
from newsletter.manifest.findings import shown
from newsletter.manifest.values import refused

_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([^\W_]([\w-]*[^\W_])?\.)+[^\W\d_]([\w-]*[^\W_])?"
)


def as_url(value: Any) -> Any:
    """Read an http(s) address of a site; end it with a slash."""
    text = str(value).strip()
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    is_root = (
        not parts.query and not parts.fragment and not re.search(r"[\s<>\"]", text)
    )
    if parts.scheme not in ("http", "https") or not host or not is_root:
        raise refused(
            Text(
                f"“{shown(value)}”不是网站首页的网址。",
                f"“{shown(value)}” is no address of a web site.",
            ),
            Text(
                "写成 https://paper.example.org/ 的样子。",
                "Write it like https://paper.example.org/.",
            ),
        )
    return text if text.endswith("/") else f"{text}/"


def as_hub(value: Any) -> Any:
    """Read the http(s) address of a WebSub hub; it stays as it is."""
    text = str(value).strip()
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    is_clean = not parts.fragment and not re.search(r"[\s<>\"]", text)
    if parts.scheme not in ("http", "https") or not host or not is_clean:
        raise refused(
            Text(
                f"“{shown(value)}”不是推送中心的网址。",
                f"“{shown(value)}” is no address of a hub.",
            ),
            Text(
                "写成 https://hub.example.com/ 的样子；没有就删去这一行。",
                "Write it like https://hub.example.com/, or drop the line.",
            ),
        )
    return text


def as_address(value: Any) -> Any:
    """Read an e-mail address with an ASCII local part, or nothing."""
    text = str(value).strip()
    if text and (len(text) > 254 or not _ADDRESS.fullmatch(text)):
        raise refused(
            Text(
                f"“{shown(value)}”不是邮箱地址。",
                f"“{shown(value)}” is no e-mail address.",
            ),
            Text(
                "写成 paper@example.org 的样子，@ 用半角。",
                "Write it like paper@example.org.",
            ),
        )
    return text
