"""Parts of a message (RFC 2045, RFC 2046, RFC 2387), bodies in base64.

Base64 is half the size of quoted-printable for Chinese, keeps every line short,
and leaves a relay nothing to convert, so that signatures hold.
"""

from base64 import encodebytes

from newsletter.mail.headers import structured


def text_part(text: str, subtype: str) -> bytes:
    """Write a ``text/…`` part."""
    return text_head(subtype) + _encoded(text_data(text))


def text_head(subtype: str) -> bytes:
    """Write the header of a ``text/…`` part, and the empty line after it."""
    return _head((("Content-Type", f"text/{subtype}; charset=utf-8"),))


def text_data(text: str) -> bytes:
    """Give the bytes that base64 takes: UTF-8 with CRLF (RFC 2045 6.8)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\r\n".join(lines).encode()


def picture_part(data: bytes, cid: str, file: str) -> bytes:
    """Write a JPEG that the HTML shows by ``cid:`` (RFC 2392)."""
    fields = (
        ("Content-Type", "image/jpeg"),
        ("Content-ID", f"<{cid}>"),
        ("Content-Disposition", f'inline; filename="{file}"'),
    )
    return _head(fields) + _encoded(data)


def multipart(kind: str, boundary: str, parts: tuple[bytes, ...]) -> bytes:
    """Join parts into one; its own header comes first.

    Args:
        kind: subtype with parameters: ``alternative``, ``related; type="text/html"``.
        boundary: must begin with ``=_``, which no base64 body can contain.
        parts: each with its header.
    """
    line = b"--" + boundary.encode("ascii")
    body = b"".join(line + b"\r\n" + part for part in parts)
    return multipart_field(kind, boundary) + b"\r\n" + body + line + b"--\r\n"


def multipart_field(kind: str, boundary: str) -> bytes:
    """Write the Content-Type of parts that are joined."""
    return structured("Content-Type", f'multipart/{kind}; boundary="{boundary}"')


def _head(fields: tuple[tuple[str, str], ...]) -> bytes:
    head = b"".join(structured(name, value) for name, value in fields)
    return head + structured("Content-Transfer-Encoding", "base64") + b"\r\n"


def _encoded(data: bytes) -> bytes:
    return encodebytes(data).replace(b"\n", b"\r\n")
