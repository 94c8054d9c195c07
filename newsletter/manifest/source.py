"""Read a text file: decoded, free of control characters, every place known."""

import stat
from dataclasses import dataclass
from pathlib import Path

from newsletter.errors import Place, Text
from newsletter.manifest.characters import report_characters
from newsletter.manifest.findings import Findings

MOST_BYTES = 1_000_000
"""No manifest or article is bigger; one that is was not written by an editor."""

_LONGEST_LINE = 20_000
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file of the project."""

    name: str
    """Path relative to the project, as problems show it."""

    text: str
    """Line ends are ``\\n``; no byte order mark."""

    lines: tuple[str, ...]

    def place(self, line: int = 1, column: int = 1, length: int = 1) -> Place:
        """Point at characters; line and column are 1-based."""
        line = min(max(line, 1), max(len(self.lines), 1))
        frame = self.lines[max(line - 3, 0) : line]
        return Place(
            file=self.name,
            line=line,
            column=column,
            length=max(length, 1),
            source="\n".join(text[:_LONGEST_LINE] for text in frame),
        )

    def found(self, words: str, offset: int = 0, length: int = 0) -> Place | None:
        """Point at the first line that holds words, or at a part of them.

        Args:
            words: Characters of one line; a line feed is in none.
            offset: Where in them the part begins.
            length: Of the part; all of the words when 0.
        """
        for number, line in enumerate(self.lines, 1):
            column = line.find(words)
            if column >= 0:
                return self.place(number, column + 1 + offset, length or len(words))
        return None


def source_at(path: Path, name: str) -> Source:
    """Open a file that has been read before; without lines if it has gone since."""
    try:
        return source_of(name, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return Source(name, "", ())


def source_of(name: str, text: str) -> Source:
    """Make a source of text that is already at hand; unifies its line ends."""
    unified = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return Source(name, unified, tuple(unified.split("\n")))


def read_source(path: Path, name: str, findings: Findings) -> Source | None:
    """Read and decode a file.

    Args:
        path: the file; it must exist.
        name: what problems call it.
        findings: gets M107 for size, M108 for encoding and control characters,
            M306 for a file that cannot be read.

    Returns:
        The source, or None when there is nothing to work with.
    """
    data = _bytes(path, name, findings)
    text = None if data is None else _decoded(data, name, findings)
    if text is None:
        return None
    source = source_of(name, text)
    return source if report_characters(source, findings) else None


def _bytes(path: Path, name: str, findings: Findings) -> bytes | None:
    whole = Place(file=name)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            findings.add(
                "M306",
                whole,
                Text("这不是文件。", "This is not a file."),
                Text("换成一个文本文件。", "Put a text file in its place."),
            )
            return None
        if status.st_size > MOST_BYTES:
            findings.add("M107", whole, *_too_big(status.st_size))
            return None
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        findings.add(
            "M306",
            whole,
            Text(f"无法读取：{reason}。", f"Cannot be read: {reason}."),
            Text("检查文件的权限。", "Check the permissions of the file."),
        )
        return None


def _too_big(size: int) -> tuple[Text, Text]:
    mega, most = size / 1e6, MOST_BYTES // 1_000_000
    return (
        Text(
            f"文件有 {mega:.1f} MB，上限 {most} MB。",
            f"The file has {mega:.1f} MB; the limit is {most} MB.",
        ),
        Text(
            "清单和稿件都只是文字：查查是不是放错了文件。",
            "Manifests and articles are plain text: is this the right file?",
        ),
    )


def _decoded(data: bytes, name: str, findings: Findings) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        line_start = before.rfind(b"\n") + 1
        column = len(before[line_start:].decode("utf-8", "ignore")) + 1
        encoding = _guess(data)
    shown = data.decode(encoding or "utf-8", "replace")
    place = source_of(name, shown).place(line, column)
    if encoding:
        what = Text(
            f"文件的编码是 {encoding.upper()}，不是 UTF-8。",
            f"The file is encoded in {encoding.upper()}, not in UTF-8.",
        )
    else:
        what = Text("文件不是 UTF-8 文本。", "The file is not UTF-8 text.")
    findings.add("M108", place, what, _save_as_utf8(encoding))
    return None


def _save_as_utf8(encoding: str) -> Text:
    zh, en = "用编辑器打开，另存为 UTF-8", "Save it as UTF-8 in your editor"
    if not encoding:
        return Text(f"{zh}。", f"{en}.")
    command = f"iconv -f {encoding.upper()} -t UTF-8 OLD > NEW"
    return Text(f"{zh}；或运行 {command}。", f"{en}, or run {command}.")


def _guess(data: bytes) -> str:
    """Name the encoding that fits bytes that are not UTF-8; empty if none does."""
    if data.startswith(_UTF16):
        return "utf-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "gb18030"
