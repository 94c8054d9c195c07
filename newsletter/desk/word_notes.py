"""What Word keeps beside the copy: comments, changes, what only Word can show."""

from collections.abc import Iterator
from typing import Any

from newsletter.desk.imported import Note
from newsletter.desk.marks import snippet
from newsletter.desk.word_names import qn
from newsletter.errors import Text

_LONGEST = 60


def comment_note(comment: Any, line: int) -> Note:
    """Tell a comment in full, with who wrote it."""
    words = " ".join(comment.text.split())
    who = comment.author or "?"
    return _unsure(line, f"批注（{who}）：{words}", f"comment ({who}): {words}")


def linked_picture_note(line: int) -> Note:
    """Say that a picture is only linked, so that its file is not here."""
    return _unsure(
        line,
        "图片只是链接，不在文件里：请另外放进 photos/",
        "a picture is linked, not embedded: put it into photos/ yourself",
    )


def counted_notes(body: Any) -> tuple[Note, ...]:
    """Report every tracked change, text boxes and formulas, at their paragraph."""
    return tuple(_changes(body))


def _changes(body: Any) -> Iterator[Note]:
    line = 0
    for element in body.iter():
        if element.tag == qn("w:p") and any(t.text for t in element.iter(qn("w:t"))):
            line += 1
        yield from _change(element, line)


def _change(element: Any, line: int) -> Iterator[Note]:
    who = element.get(qn("w:author")) or "?"
    if element.tag in (qn("w:ins"), qn("w:moveTo")):
        words = snippet(_words(element, "w:t"), _LONGEST)
        if words:
            yield _unsure(
                line,
                f"修订插入“{words}”（{who}），已收入",
                f"tracked insertion “{words}” ({who}), kept",
            )
    elif element.tag in (qn("w:del"), qn("w:moveFrom")):
        words = snippet(_words(element, "w:delText", "w:t"), _LONGEST)
        if words:
            yield _unsure(
                line,
                f"修订删除“{words}”（{who}），没有收入",
                f"tracked deletion “{words}” ({who}), left out",
            )
    elif element.tag == qn("w:txbxContent"):
        yield _unsure(
            line,
            "文本框里的文字接在本段后面，请核对位置",
            "a text box: its text follows this paragraph, check where it belongs",
        )


def _words(element: Any, *names: str) -> str:
    tags = tuple(map(qn, names))
    return "".join(each.text or "" for each in element.iter(*tags))


def _unsure(line: int, zh: str, en: str) -> Note:
    return Note(line=line, what=Text(zh=zh, en=en), sure=False)
