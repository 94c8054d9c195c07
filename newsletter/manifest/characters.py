"""Find characters that editors cannot see or did not mean.

The copy is never changed: forms such as NFC are the writer's choice.
"""

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate, islice
from typing import Protocol

from newsletter.errors import Place, Text
from newsletter.manifest.findings import Findings

_MOST = 10
"""Of each kind, in one file."""

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_DAMAGED = re.compile("\ufffd")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_RADICAL = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")

_DELETE = Text("删去它，需要换行就按回车。", "Delete it; press return for a new line.")


class Places(Protocol):
    """What this module needs of a source."""

    @property
    def text(self) -> str:
        """All characters."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The same, cut at line feeds."""

    def place(self, line: int, column: int, length: int) -> Place:
        """Point at a character."""


def has_control(text: str) -> bool:
    """Whether a text holds a character that no edition may carry."""
    return _CONTROL.search(text) is not None


def report_characters(source: Places, findings: Findings) -> bool:
    """Report the characters that this module knows, ten of each kind.

    Args:
        source: the file.
        findings: gets M108 for control characters, W306 for those that turn the
            direction, W308 for lost, H303 for invisible ones, H302 for radicals and
            compatibility ideographs.

    Returns:
        False when there are control characters: such a file is not parsed.
    """
    starts = tuple(accumulate((len(line) + 1 for line in source.lines), initial=0))
    kinds = (
        ("M108", _CONTROL, _control),
        ("W306", _BIDI, _bidi),
        ("W308", _DAMAGED, _damaged),
        ("H303", _INVISIBLE, _invisible),
        ("H302", _RADICAL, _radical),
    )
    for code, pattern, words in kinds:
        for match in islice(pattern.finditer(source.text), _MOST):
            line = bisect_right(starts, match.start())
            column = match.start() - starts[line - 1] + 1
            said = words(match.group())
            if said:
                findings.add(code, source.place(line, column, 1), *said)
    return not has_control(source.text)


def _control(char: str) -> tuple[Text, Text]:
    name = f"U+{ord(char):04X}"
    return (
        Text(f"有控制字符 {name}。", f"There is a control character {name}."),
        _DELETE,
    )


def _bidi(char: str) -> tuple[Text, Text]:
    name = f"U+{ord(char):04X}"
    what = Text(
        f"有改变文字方向的字符 {name}，看到的顺序可能不是真的顺序。",
        f"{name} turns the direction of text; what you see may not be what is there.",
    )
    return what, Text("不是有意写的就删去。", "Delete it unless you mean it.")


def _damaged(_: str) -> tuple[Text, Text]:
    what = Text(
        "这里的字在转换编码时丢了（U+FFFD）。",
        "A character was lost here when the text was converted (U+FFFD).",
    )
    return what, Text("对照原稿补上。", "Put it back from the original.")


def _invisible(char: str) -> tuple[Text, Text]:
    name = f"U+{ord(char):04X}"
    what = Text(f"有看不见的字符 {name}。", f"There is an invisible character {name}.")
    return what, Text("多半是从网页粘贴来的，可以删去。", "Probably pasted; delete it.")


def _radical(char: str) -> tuple[Text, Text] | None:
    """Speak of a character that only looks like the usual one."""
    usual = unicodedata.normalize("NFKC", char)
    is_radical = "\u2e80" <= char <= "\u2fd5"
    if usual == char and not is_radical:
        return None
    name = f"U+{ord(char):04X}"
    what = Text(
        f"“{char}”（{name}）是部首或兼容字符，字体里可能没有，也搜不到。",
        f"“{char}” ({name}) is a radical or compatibility form: fonts may lack it, "
        "searches miss it.",
    )
    if usual == char:
        return what, Text("换成通用的汉字。", "Type the usual character.")
    return what, Text(f"换成“{usual}”。", f"Type “{usual}”.")
