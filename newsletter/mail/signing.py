"""DKIM signatures (RFC 6376, RFC 8463), relaxed/relaxed.

The only module that knows cryptography.
"""

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from newsletter.errors import UsageError
from newsletter.mail.headers import ascii_mailbox

SIGNED = (
    "to", "from", "subject", "date", "message-id", "reply-to", "list-id",
    "list-unsubscribe", "list-unsubscribe-post", "mime-version", "content-type",
    "feedback-id",
)  # fmt: skip
"""Fields under the signature.  One that is absent is signed as absent, so that
nobody can add it."""

_SMALLEST_KEY = 1024  # bits of RSA; RFC 8301 3.2
_FOLD = re.compile(rb"\r\n(?=[ \t])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A key that signs for a domain."""

    domain: str
    """In ASCII."""

    selector: str
    algorithm: str
    """``rsa-sha256`` or ``ed25519-sha256``."""

    record: str
    """What the name server must say at ``SELECTOR._domainkey.DOMAIN``."""

    sign: Callable[[bytes], bytes] = field(repr=False, compare=False)
    """Gives the signature of canonical header fields."""

    def signature(self, fields: bytes, body_hash: bytes) -> bytes:
        """Write a DKIM-Signature field.

        Args:
            fields: the fields of ``SIGNED`` that there are, canonical, in its order.
            body_hash: SHA-256 of the canonical body.
        """
        written = self._unsigned(body_hash)
        seal = self.sign(fields + relaxed(written).removesuffix(b"\r\n"))
        letters = b64encode(seal)
        lines = (letters[n : n + 72] for n in range(0, len(letters), 72))
        return written + b"\r\n ".join((b"", *lines)) + b"\r\n"

    def _unsigned(self, body_hash: bytes) -> bytes:
        # The second "from" keeps others from adding one (RFC 6376 8.15).
        named = ":\r\n ".join((":".join(SIGNED[:6]), ":".join((*SIGNED[6:], "from"))))
        return (
            f"DKIM-Signature: v=1; a={self.algorithm}; c=relaxed/relaxed;\r\n"
            f" d={self.domain};\r\n s={self.selector};\r\n h={named};\r\n"
            f" bh={b64encode(body_hash).decode()};\r\n b="
        ).encode()


def signer(domain: str, selector: str, pem: bytes) -> Signer:
    """Make a signer from a private key in PEM, without a passphrase.

    Args:
        domain: the one in From, or one above it; may be international.
        selector: names the key in the domain, such as ``mail``.
        pem: RSA of 1024 bits or more (2048 is usual), or Ed25519.

    Raises:
        HeaderError: domain or selector cannot be written into a header.
        UsageError: the key is of no use.
    """
    host = ascii_mailbox(f"x@{domain}").partition("@")[2]
    name = ascii_mailbox(f"x@{selector}").partition("@")[2]
    algorithm, record, sign = _signing(_private_key(pem))
    return Signer(
        domain=host, selector=name, algorithm=algorithm, record=record, sign=sign
    )


def relaxed(part: bytes) -> bytes:
    """Write one header field in canonical form (RFC 6376 3.4.2)."""
    name, _, value = _FOLD.sub(b"", part).partition(b":")
    return name.strip().lower() + b":" + b" ".join(value.split()) + b"\r\n"


def canonical_fields(head: bytes) -> bytes:
    """Take the fields of ``SIGNED`` out of a header, canonical, in its order."""
    lines = re.split(rb"\r\n(?![ \t])", head.removesuffix(b"\r\n"))
    fields = {line.partition(b":")[0].lower().decode(): line for line in lines}
    return b"".join(relaxed(fields[name]) for name in SIGNED if name in fields)


def _private_key(pem: bytes) -> RSAPrivateKey | Ed25519PrivateKey:
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UsageError(f"no private key in PEM without a passphrase: {error}") from (
            error
        )
    if isinstance(key, Ed25519PrivateKey):
        return key
    if isinstance(key, RSAPrivateKey) and key.key_size >= _SMALLEST_KEY:
        return key
    raise UsageError(f"DKIM signs with Ed25519, or RSA of {_SMALLEST_KEY} bits or more")


def _signing(
    key: RSAPrivateKey | Ed25519PrivateKey,
) -> tuple[str, str, Callable[[bytes], bytes]]:
    if isinstance(key, RSAPrivateKey):
        return "rsa-sha256", _record("rsa", _public(key)), _rsa(key)
    raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return "ed25519-sha256", _record("ed25519", raw), _ed25519(key)


def _public(key: RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(
        Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    )


def _record(kind: str, public: bytes) -> str:
    return f"v=DKIM1; k={kind}; p={b64encode(public).decode()}"


def _rsa(key: RSAPrivateKey) -> Callable[[bytes], bytes]:
    padding, digest = PKCS1v15(), hashes.SHA256()
    return lambda fields: key.sign(fields, padding, digest)


def _ed25519(key: Ed25519PrivateKey) -> Callable[[bytes], bytes]:
    """Sign the digest, not the fields themselves (RFC 8463 3)."""

    def sign(fields: bytes) -> bytes:
        digest = hashes.Hash(hashes.SHA256())
        digest.update(fields)
        return key.sign(digest.finalize())

    return sign
