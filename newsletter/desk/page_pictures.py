"""Pictures of a saved web page: beside it, inside it, or left on the web."""

import base64
import binascii
from pathlib import Path
from urllib.parse import unquote, urlsplit

from newsletter.desk.imported import Note
from newsletter.desk.marks import snippet
from newsletter.errors import Text

_LARGEST_PICTURE = 100_000_000


def inline_picture(address: str) -> bytes:
    """Read a picture that its address holds; nothing for another address."""
    head, _, content = address.partition(",")
    if not head.startswith("data:image/") or not head.endswith(";base64"):
        return b""
    try:
        return base64.b64decode(content, validate=False)
    except (binascii.Error, ValueError):
        return b""


def beside(folder: Path, address: str | None) -> bytes:
    """Read a picture that was saved with the page, and nothing outside its folder."""
    try:
        parts = urlsplit(address or "")
        path = (folder / unquote(parts.path)).resolve()
        if parts.scheme or parts.netloc or not path.is_relative_to(folder):
            return b""
        if not path.is_file() or path.stat().st_size > _LARGEST_PICTURE:
            return b""
        return path.read_bytes()
    except (OSError, ValueError):
        return b""


_KINDS = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8", "jpg"),
    (b"GIF8", "gif"),
    (b"RIFF", "webp"),
)


def picture_name(address: str, content: bytes) -> str:
    """Name a picture by its address and by what is in it."""
    kind = next((k for sign, k in _KINDS if content.startswith(sign)), "jpg")
    stem = "" if address.startswith("data:") else Path(urlsplit(address).path).stem
    return f"{stem or 'picture'}.{kind}"


def remote_note(line: int, address: str) -> Note:
    """Say which picture the editor has to download."""
    shown = snippet(address, 60)
    return Note(
        line=line,
        what=Text(
            zh=f"网上的图片没有导入，请下载到 photos/：{shown}",
            en=f"a picture on the web was not imported; download it: {shown}",
        ),
        sure=False,
    )
