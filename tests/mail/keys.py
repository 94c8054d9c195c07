"""Keys for signing, made anew for each run."""

from functools import cache

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
)
from cryptography.hazmat.primitives.asymmetric.rsa import (
    generate_private_key as generate_rsa,
)
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)


@cache
def rsa_pem(bits: int = 2048) -> bytes:
    """Make an RSA key."""
    return _pem(generate_rsa(65537, bits))


def ed25519_pem() -> bytes:
    """Make an Ed25519 key."""
    return _pem(Ed25519PrivateKey.generate())


def locked_pem() -> bytes:
    """Make a key behind a passphrase."""
    return _pem(Ed25519PrivateKey.generate(), BestAvailableEncryption(b"secret"))


def elliptic_pem() -> bytes:
    """Make a key of a kind that DKIM does not know."""
    return _pem(generate_private_key(SECP256R1()))


def _pem(
    key: RSAPrivateKey | Ed25519PrivateKey | EllipticCurvePrivateKey,
    lock: KeySerializationEncryption | None = None,
) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock or NoEncryption())
