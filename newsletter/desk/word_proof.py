"""Proof that every letter of a Word file was read, and what is said when not."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from newsletter.desk.conservation import bare
from newsletter.desk.manuscript import Piece
from newsletter.desk.refusals import refusal
from newsletter.desk.word_names import SKIPPED, qn
from newsletter.errors import Text

TOO_BIG = (
    Text("Word 文件展开后太大", "the Word file is too big when unpacked"),
    Text("把图片压缩以后再导入", "shrink its pictures, then import again"),
)
EMPTY = (
    Text("Word 文件里没有文字和图片", "the Word file has neither text nor pictures"),
    Text("请检查是否保存了内容", "check that its text was saved"),
)
DAMAGED = (
    Text("读不出这个 Word 文件", "this Word file cannot be read"),
    Text(
        "在 Word 或 WPS 里打开，另存为 .docx 再导入",
        "open it in Word or WPS, save it as .docx, and import that",
    ),
)


def refuse_losses(name: str, body: Any, pieces: Iterable[Piece]) -> None:
    """Count every letter of the file itself against those that were read.

    Raises:
        InputError: names the letters that would be lost or doubled.
    """
    there = Counter(bare("".join(_letters(body))))
    read = Counter(bare("".join(piece.text for piece in pieces)))
    odd = (there - read) + (read - there)
    if odd:
        words = "".join(odd)[:40]
        what = Text(f"读 Word 时会丢字或重字：“{words}”", f"would lose “{words}”")
        raise refusal("S108", name, what, DAMAGED[1])


def _letters(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in (qn("w:t"), qn("m:t")):
            yield child.text or ""
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif child.tag not in SKIPPED:
            yield from _letters(child)
