"""Names of the editions."""

from typing import Final

EDITIONS: Final = ("print", "email", "feeds", "web")
"""Every edition that a build makes by itself, in the order in which they are made."""

ON_REQUEST: Final = ("wechat",)
"""Editions made only when they are asked for."""
