"""One letter for many readers: prepared once, then a few bytes changed for each."""

import re
from dataclasses import dataclass, field
from hashlib import sha256

from newsletter.errors import UsageError
from newsletter.mail.fields import letter_fields
from newsletter.mail.headers import mailbox
from newsletter.mail.letter import Letter
from newsletter.mail.links import links_of
from newsletter.mail.mime import multipart_field, text_data, text_head
from newsletter.mail.proof import boundary_of
from newsletter.mail.signing import Signer, canonical_fields, relaxed
from newsletter.mail.splice import MARK, Piece, Run, base64_pieces
from newsletter.mail.values import TOKEN_PLACEHOLDER
from newsletter.markup import one_line
from newsletter.model.issue import Issue
from newsletter.model.publication import MailIdentity

_TOKEN = re.compile(rf"[A-Za-z0-9_-]{{{len(MARK)}}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who a letter goes to."""

    address: str
    name: str = ""
    """Shown in To; line breaks and control characters in it are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A letter that lacks only its reader."""

    subject: str
    fields: tuple[bytes, ...] = field(repr=False)
    """Header fields but To, cut where the token goes."""

    signed_fields: tuple[bytes, ...] = field(repr=False)
    """Those that are signed but To, canonical, cut likewise."""

    body: tuple[bytes, ...] = field(repr=False)
    """From the empty line on; the lines of ``runs`` are missing."""

    runs: tuple[tuple[int, Run], ...] = field(repr=False)
    """Where in ``body`` lines with tokens go."""

    signers: tuple[Signer, ...] = ()

    def render(self, token: str, recipient: Recipient) -> bytes:
        """Write the message for one reader.

        The same token gives the same Message-ID, so that a mail which a crash sends
        twice is known for the same.

        Args:
            token: the reader's own for this issue: 32 of ``A-Z a-z 0-9 - _``.
            recipient: whoever is named in To.

        Raises:
            HeaderError: the address cannot be mailed to; see ``ascii_mailbox``.
            UsageError: the token has another length or other characters.
        """
        if not _TOKEN.fullmatch(token):
            raise UsageError(f"a reader's token is {len(MARK)} of A-Z a-z 0-9 - _")
        own = token.encode("ascii")
        to = to_field(recipient)
        body = list(self.body)
        for index, run in self.runs:
            body[index] = run.encoded(own)
        head = (*self._signatures(own, to, body), to, own.join(self.fields))
        return b"".join((*head, *body))

    def _signatures(self, own: bytes, to: bytes, body: list[bytes]) -> list[bytes]:
        if not self.signers:
            return []
        # Base64 parts are canonical by nature: no blanks but single ones inside
        # lines, one line end at the end (RFC 6376 3.4.4).
        digest = sha256(body[0].removeprefix(b"\r\n"))
        for piece in body[1:]:
            digest.update(piece)
        fields, body_hash = relaxed(to) + own.join(self.signed_fields), digest.digest()
        return [signer.signature(fields, body_hash) for signer in self.signers]


def prepare(
    issue: Issue,
    identity: MailIdentity,
    letter: Letter,
    signers: tuple[Signer, ...] = (),
) -> Template:
    """Make everything of a message that does not depend on its reader.

    Args:
        issue: as loaded.
        identity: of the issue's paper.
        letter: set with ``TOKEN_PLACEHOLDER`` for the reader's token.
        signers: each signs every message; none when the relay signs.

    Raises:
        HeaderError: the identity cannot be written into a header.
    """
    boundary = boundary_of(issue, "alternative")
    links = links_of(issue, TOKEN_PLACEHOLDER)
    fields = letter_fields(issue, identity, links, letter.subject)
    fields += multipart_field("alternative", boundary)
    pieces = _body(letter, boundary)
    runs = tuple((n, one) for n, one in enumerate(pieces) if isinstance(one, Run))
    return Template(
        subject=letter.subject,
        fields=tuple(fields.split(MARK)),
        signed_fields=tuple(canonical_fields(fields).split(MARK)),
        body=tuple(b"" if isinstance(one, Run) else one for one in pieces),
        runs=runs,
        signers=signers,
    )


def to_field(recipient: Recipient) -> bytes:
    """Write To.

    Raises:
        HeaderError: the address cannot be mailed to.
    """
    name = recipient.name
    return mailbox(
        "To", name if name.isprintable() else one_line(name), recipient.address
    )


def _body(letter: Letter, boundary: str) -> tuple[Piece, ...]:
    """Join both parts as ``mime.multipart`` does, lines with tokens left open."""
    line = b"--" + boundary.encode("ascii")
    return (
        b"\r\n" + line + b"\r\n" + text_head("plain"),
        *base64_pieces(text_data(letter.text)),
        line + b"\r\n" + text_head("html"),
        *base64_pieces(text_data(letter.html)),
        line + b"--\r\n",
    )
