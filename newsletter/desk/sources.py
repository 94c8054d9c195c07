"""Bytes of a source file as text, or a clear refusal."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from newsletter.desk.imported import Note
from newsletter.desk.marks import has_han
from newsletter.desk.refusals import refusal
from newsletter.errors import OutsideError, Text

LARGEST = 1_000_000
"""Bytes of text; a page of a newspaper has 30,000."""

LARGEST_FILE = 200_000_000
"""Bytes of a file with pictures."""

LARGEST_WEB_PAGE = 20_000_000
"""Bytes; saved pages carry their styles, and pictures as text."""

_SIGNATURES = (
    (b"PK\x03\x04", "docx, wps, epub"),
    (b"\xd0\xcf\x11\xe0", "doc, wps"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
)
_MARKUP = (".html", ".htm", ".xml")
_OTHERS = (".docx", ".doc", ".wps", ".odt", ".rtf", ".pdf", ".png", ".jpg", ".jpeg")
_OLD_WORD = ("doc, wps", ".doc", ".wps", ".odt", "rtf", ".rtf", "docx, wps, epub")
_SAVE_AS_WORD = Text(
    zh="请在 Word 或 WPS 里打开（有密码的先去掉密码），另存为 .docx 再导入",
    en="open it in Word or WPS (take off any password), save it as .docx, import that",
)
_SAVE_AS_TEXT = Text(
    zh="请把文字另存为 UTF-8 编码的 .md 或 .txt 文件再导入",
    en="save its text as a UTF-8 .md or .txt file and import that",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source file as the importer reads it."""

    name: str
    text: str
    encoding: str
    digest: str
    """SHA-256 of its bytes, hexadecimal: tells whether it was imported before."""

    notes: tuple[Note, ...] = ()
    unit: Text = Text("行", "line")  # noqa: RUF009  (a frozen value)
    """What the numbers of places count."""


def read_source(path: Path) -> Source:
    """Read a text file, whatever its encoding.

    UTF-8 with or without a mark, UTF-16 with one, else GB18030 (which contains
    GBK and GB 2312) if that gives plausible Chinese.

    Raises:
        InputError: missing, empty, too large, no text, or in no known encoding.
        OutsideError: the file system does not give it.
    """
    return as_text(path.name, read_bytes(path, LARGEST))


def read_bytes(path: Path, most: int = LARGEST_FILE) -> bytes:
    """Read a file of any kind.

    Raises:
        InputError: missing or too large.
        OutsideError: the file system does not give it.
    """
    if not path.is_file():
        raise refusal(
            "S101",
            path.name,
            Text(zh=f"没有“{path}”这个文件", en=f"there is no file “{path}”"),
            Text(zh="请检查路径", en="check the path"),
        )
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= most else b""
    except OSError as error:
        raise OutsideError(f"{path}: {error.strerror}") from error
    refuse_size(path.name, size, most)
    return content


def refuse_size(name: str, size: int, most: int) -> None:
    """Refuse a file that is too large for its kind.

    Raises:
        InputError: says how large it may be.
    """
    if size > most:
        raise refusal(
            "S102",
            name,
            Text(
                zh=f"文件有 {size:,} 字节，超过 {most:,}",
                en=f"the file has {size:,} bytes, more than {most:,}",
            ),
            Text(zh="请一版一个文件分开导入", en="import one page at a time"),
        )


def as_text(name: str, content: bytes) -> Source:
    """Decode the bytes of a source.

    Raises:
        InputError: as ``read_source``.
    """
    refuse_other_formats(name, content)
    text, encoding = decoded(name, content)
    if not text.strip():
        raise refusal(
            "S104",
            name,
            Text(zh="文件是空的", en="the file is empty"),
            Text(zh="请检查是否保存了内容", en="check that its text was saved"),
        )
    return Source(
        name=name,
        text=text,
        encoding=encoding,
        digest=hashlib.sha256(content).hexdigest(),
        notes=encoding_notes(encoding),
    )


def refuse_other_formats(name: str, content: bytes) -> None:
    """Refuse what is no text.

    Raises:
        InputError: names the kind, and what to save it as.
    """
    suffix = Path(name).suffix.lower()
    signed = next((kind for sign, kind in _SIGNATURES if content.startswith(sign)), "")
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not signed and b"\0" in content and not utf16:
        signed = "binary"
    kind = signed or (suffix if suffix in (*_OTHERS, *_MARKUP) else "")
    if kind:
        raise refusal(
            "S103",
            name,
            Text(
                zh=f"不能导入这种文件（{kind}），可导入：.docx、网页、Markdown、版面文字",
                en=f"cannot import this kind of file ({kind}); import .docx, saved "
                "web pages, Markdown or page text",
            ),
            _SAVE_AS_WORD if kind in _OLD_WORD else _SAVE_AS_TEXT,
        )


def decoded(name: str, content: bytes) -> tuple[str, str]:
    """Decode bytes; the text, and the name of its encoding.

    Raises:
        InputError: they are in no known encoding.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(name, content, "utf-16"), "UTF-16"
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(content):
            raise _damaged(name, content, error.start, "UTF-8") from error
    text = _decode(name, content, "gb18030")
    if not _is_plausible(text):
        raise _damaged(name, content, 0, "GB18030")
    return text, "GB18030"


def _decode(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _damaged(name, content, error.start, encoding.upper()) from error


def _is_damaged_utf8(content: bytes) -> bool:
    """Tell UTF-8 with a few bad bytes from another encoding."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    wide = sum(character > "\x7f" for character in text)
    return has_han(text) and broken * 10 < wide


def _is_plausible(text: str) -> bool:
    """Chinese copy is mostly in the everyday blocks; wrongly decoded bytes are not."""
    wide = [character for character in text if character > "\x7f"]
    everyday = sum(
        "\u4e00" <= c <= "\u9fa5" or "\u3000" <= c <= "\u301f" or c in "“”‘’—…·×"
        or "\uff00" <= c <= "\uff65"
        for c in wide
    )  # fmt: skip
    return everyday * 10 >= len(wide) * 9


def _damaged(name: str, content: bytes, at: int, encoding: str) -> Exception:
    line = content.count(b"\n", 0, at) + 1
    return refusal(
        "S105",
        name,
        Text(
            zh=f"第{line}行有读不出的字节（按 {encoding} 读）",
            en=f"line {line} has bytes that cannot be read (as {encoding})",
        ),
        _SAVE_AS_TEXT,
        line=line,
    )


def encoding_notes(encoding: str) -> tuple[Note, ...]:
    """Ask the editor to look when a file was not in UTF-8."""
    if encoding == "UTF-8":
        return ()
    return (
        Note(
            line=0,
            what=Text(
                zh=f"文件按 {encoding} 编码读出，请抽查文字",
                en=f"the file was read as {encoding}; check some of its text",
            ),
            sure=False,
        ),
    )
