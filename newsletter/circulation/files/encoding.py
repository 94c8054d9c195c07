"""In which encoding a file is written."""

import codecs
from pathlib import Path

from newsletter.circulation.files.values import FileError
from newsletter.errors import Text

_BLOCK = 1 << 16
_HEAD = 4096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(path: Path, fallback: str) -> str:
    """Find out in which encoding a text is written; reads it once.

    A byte order mark decides; else zero bytes in every second place (UTF-16), else
    whatever reads the whole file without fault, UTF-8 first.

    Args:
        path: the file.
        fallback: what a text that is not Unicode is taken for.

    Raises:
        FileError: neither reads it.
        OSError: it cannot be opened.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return check_encoding(path, name)
    if wide := _wide(head):
        return check_encoding(path, wide)
    try:
        return check_encoding(path, "utf-8")
    except FileError:
        return check_encoding(path, fallback)


def check_encoding(path: Path, name: str) -> str:
    """Make sure that an encoding reads a file to its end.

    Raises:
        FileError: it does not, or there is no such encoding.
    """
    try:
        decoder = codecs.getincrementaldecoder(name)()
    except LookupError:
        raise _no_encoding(name) from None
    line = 1
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                line += block[: error.start].count(b"\n")
                raise _unreadable(name, line) from None
            line += block.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise _unreadable(name, line) from None
    return name


def _wide(head: bytes) -> str:
    """Name UTF-16 without a mark: text of which much is ASCII has zeros then."""
    low, high = head[::2], head[1::2]
    if high.count(0) > len(high) // 3 and not low.count(0):
        return "utf-16-le"
    if low.count(0) > len(low) // 3 and not high.count(0):
        return "utf-16-be"
    return ""


def _no_encoding(name: str) -> FileError:
    return FileError(
        Text(f"没有“{name}”这种编码", f"there is no encoding “{name}”"),
        Text("例如 utf-8、gb18030、big5、utf-16", "such as utf-8, gb18030, cp1252"),
    )


def _unreadable(name: str, line: int) -> FileError:
    return FileError(
        Text(
            f"第 {line} 行不是 {name} 编码",
            f"line {line} is not written in {name}",
        ),
        Text(
            "用 --encoding 写明编码，如 gb18030、big5、cp1252",
            "name the encoding with --encoding, such as cp1252 or gb18030",
        ),
    )
