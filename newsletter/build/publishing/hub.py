"""WebSub: tell a hub that feeds have changed, so that it calls their readers.

The W3C leaves it to hubs how publishers call them; all known ones take the form of
PubSubHubbub 0.4: ``hub.mode=publish`` and ``hub.url``.
"""

import http.client
from urllib.parse import urlencode, urlsplit

from newsletter.errors import OutsideError


class DeafHubError(OutsideError):
    """The hub was not reached, or did not take the call."""


def call_hub(hub: str, feed: str, timeout: float) -> None:
    """Tell a hub of one feed.

    Args:
        hub: Its address, in ASCII.
        feed: Address of the feed, as its self link says it.
        timeout: Seconds to wait.

    Raises:
        DeafHubError: it was not reached, or refused.
    """
    parts = urlsplit(hub)
    secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    form = urlencode({"hub.mode": "publish", "hub.url": feed})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    line = kind(parts.netloc.rpartition("@")[2], timeout=timeout)
    try:
        line.request("POST", path, form, headers)
        answer = line.getresponse()
        said = answer.read(200).decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException) as error:
        raise DeafHubError(str(error) or type(error).__name__) from error
    finally:
        line.close()
    if not 200 <= answer.status < 300:
        raise DeafHubError(f"HTTP {answer.status} {said}".strip())
