"""Parts of a message (RFC 2045, RFC 2046, RFC 2387), bodies in base64.

Base64 is half the size of quoted-printable for Chinese, keeps every line short,
and leaves a relay nothing to convert, so that signatures hold.
"""

from base64 import encodebytes

from newsletter.mail.headers import structured


def text_part(text: str, subtype: str) -> bytes:
    """Write a ``text/…`` part; line ends become CRLF before it is encoded."""
    lines = "\r\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return _leaf((("Content-Type", f"text/{subtype}; charset=utf-8"),), lines.encode())


def picture_part(data: bytes, cid: str, file: str) -> bytes:
    """Write a JPEG that the HTML shows by ``cid:`` (RFC 2392)."""
    return _leaf(
        (
            ("Content-Type", "image/jpeg"),
            ("Content-ID", f"<{cid}>"),
            ("Content-Disposition", f'inline; filename="{file}"'),
        ),
        data,
    )


def multipart(kind: str, boundary: str, parts: tuple[bytes, ...]) -> bytes:
    """Join parts into one; its own header comes first.

    Args:
        kind: subtype with parameters: ``alternative``, ``related; type="text/html"``.
        boundary: must begin with ``=_``, which no base64 body can contain.
        parts: each with its header.
    """
    head = structured("Content-Type", f'multipart/{kind}; boundary="{boundary}"')
    line = b"--" + boundary.encode("ascii")
    body = b"".join(line + b"\r\n" + part for part in parts)
    return head + b"\r\n" + body + line + b"--\r\n"


def _leaf(fields: tuple[tuple[str, str], ...], data: bytes) -> bytes:
    head = b"".join(structured(name, value) for name, value in fields)
    encoding = structured("Content-Transfer-Encoding", "base64")
    return head + encoding + b"\r\n" + encodebytes(data).replace(b"\n", b"\r\n")
