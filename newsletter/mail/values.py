"""What goes into the e-mail edition, and what comes out of it."""

from dataclasses import dataclass

from newsletter.errors import Problem
from newsletter.model.issue import Photo

TOKEN_PLACEHOLDER = "newsletter-reader-token-32-ascii"  # noqa: S105
"""Stands in ``MailEdition.html`` and ``.text`` wherever a reader's own token goes.

Tokens have its exact length, 32 ASCII characters that an address may carry, so
that a sender can splice them in without moving anything else.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPicture:
    """A photo as the e-mail edition shows it."""

    photo: Photo
    """Which photo of the issue it is."""

    url: str
    """Where the web edition serves it; sent mail points there."""

    data: bytes
    """JPEG; only the proof carries it."""

    width: int
    """Pixels of ``data``."""

    height: int
    """Pixels of ``data``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailEdition:
    """One issue as mail."""

    html: str
    """With hosted pictures, and ``TOKEN_PLACEHOLDER`` in the reader's own links."""

    text: str
    """The same words as plain text, with the same placeholder."""

    subject: str

    message: bytes
    """The proof ``.eml``, pictures inside, addressed to the paper itself; empty when
    the publication has no mail identity."""

    problems: tuple[Problem, ...] = ()
