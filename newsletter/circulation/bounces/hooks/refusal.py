"""Why a provider's call is not believed, and how its JSON is read without trust."""

import json
from typing import Any

from newsletter.errors import NewsletterError


class HookError(NewsletterError):
    """A call that is damaged, forged or meant for somebody else; answer 403 or 400."""


def read_object(raw: bytes | str) -> dict[str, Any]:
    """Read a JSON object.

    Raises:
        HookError: it is none.
    """
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        raise HookError("the body is no JSON") from None
    if not isinstance(found, dict):
        raise HookError("the body is no JSON object")
    return found


def inside(found: Any, *names: str) -> Any:
    """Follow names into nested objects; None when the way ends."""
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def text_at(found: Any, *names: str) -> str:
    """Read a text or number in nested objects; empty when there is none."""
    value = inside(found, *names)
    return str(value) if isinstance(value, str | int | float) else ""


def objects_at(found: Any, *names: str) -> list[dict[str, Any]]:
    """Read a list of objects; whatever else stands there is left out."""
    value = inside(found, *names)
    every = value if isinstance(value, list) else []
    return [one for one in every if isinstance(one, dict)]
