"""A subscriber and what is known of their consent, as values."""

import json
from base64 import b32encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from os import urandom
from typing import Any

_SERIAL = 10
"""Random bytes; 16 letters."""


class State(StrEnum):
    """Whether mail may go to a subscriber."""

    UNCONFIRMED = "unconfirmed"
    """Somebody has typed the address; its owner has not said yes yet."""

    CONFIRMED = "confirmed"
    UNSUBSCRIBED = "unsubscribed"


class Action(StrEnum):
    """What a line of the consent trail tells."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    IMPORTED = "imported"
    WITHDRAWN = "withdrawn"
    PREFERENCES = "preferences"
    FORGOTTEN = "forgotten"


class Reason(StrEnum):
    """Why no mail may go to an address, whoever asks."""

    UNSUBSCRIBED = "unsubscribed"
    FORGOTTEN = "forgotten"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How somebody said yes, no, or otherwise."""

    source: str
    """``form``, ``link``, ``one-click``, ``mail``, ``operator``, or what an import
    names, such as a fair."""

    form_text: str = ""
    """What they agreed to, word for word."""

    form_version: str = ""
    address: str = ""
    """IP address of the request; empty when there was none."""

    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a subscriber wants."""

    name: str = ""
    language: str = ""
    sections: tuple[str, ...] | None = None
    """Slugs; None takes all, those of tomorrow too."""

    digest: str | None = None
    """``weekly``, or None for every issue."""

    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """One reader."""

    id: int
    address: str
    state: State
    choice: Choice
    serial: str
    created_at: int
    updated_at: int


def new_serial() -> str:
    """Make a subscriber's own random letters: 16 of ``a-z 2-7``."""
    return b32encode(urandom(_SERIAL)).decode().lower()


def written_sections(sections: Iterable[str] | None) -> str | None:
    """Write sections as the database keeps them; the same choice, the same text."""
    if sections is None:
        return None
    return json.dumps(sorted(set(sections)), ensure_ascii=False)


def read_sections(written: str | None) -> tuple[str, ...] | None:
    """Read sections back."""
    return None if written is None else tuple(json.loads(written))
