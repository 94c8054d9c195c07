"""Signatures of requests to S3: AWS Signature Version 4, in a header."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

_METHOD: Final = "AWS4-HMAC-SHA256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Who asks, and where the service is."""

    key_id: str
    secret: str
    region: str


def key_path(*parts: str) -> str:
    """Write bucket and key as the path of a request, in ASCII."""
    return "/" + quote("/".join(filter(None, parts)), safe="/-_.~")


def signed_headers(
    credentials: Credentials,
    method: str,
    path: str,
    headers: Mapping[str, str],
    body: bytes,
    now: datetime,
) -> dict[str, str]:
    """Add what S3 asks of a request: date, digest of the body, and signature.

    Args:
        credentials: Who asks.
        method: ``GET``, ``PUT`` …
        path: In ASCII, as ``key_path`` writes it; requests have no query here.
        headers: With ``host``; names in lower case.
        body: All of it; empty for none.
        now: The moment, with time zone; a service refuses one that is 15 minutes off.
    """
    moment = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    digest = hashlib.sha256(body).hexdigest()
    every = {**headers, "x-amz-content-sha256": digest, "x-amz-date": moment}
    names = ";".join(sorted(every))
    lines = "".join(f"{name}:{every[name].strip()}\n" for name in sorted(every))
    request = f"{method}\n{path}\n\n{lines}\n{names}\n{digest}"
    scope = f"{moment[:8]}/{credentials.region}/s3/aws4_request"
    hashed = hashlib.sha256(request.encode()).hexdigest()
    to_sign = f"{_METHOD}\n{moment}\n{scope}\n{hashed}"
    signature = _hmac(_signing_key(credentials, moment[:8]), to_sign).hex()
    authorization = (
        f"{_METHOD} Credential={credentials.key_id}/{scope}, "
        f"SignedHeaders={names}, Signature={signature}"
    )
    return {**every, "authorization": authorization}


def _signing_key(credentials: Credentials, day: str) -> bytes:
    key = f"AWS4{credentials.secret}".encode()
    for part in (day, credentials.region, "s3", "aws4_request"):
        key = _hmac(key, part)
    return key


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")
