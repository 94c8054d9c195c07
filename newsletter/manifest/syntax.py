"""Say in an editor's words what a YAML parser could not read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from newsletter.errors import Text
from newsletter.manifest.findings import Findings
from newsletter.manifest.source import Source


@dataclass(frozen=True, slots=True)
class Fault:
    """What the parser said, and where in the text it was given."""

    problem: str
    line: int
    """1-based, in the text given to the parser."""

    column: int
    context: str = ""
    context_line: int = 0
    context_column: int = 0


_Said: TypeAlias = tuple[str, Text, Text]
_At: TypeAlias = tuple[int, int, int]
"""Line in the text, column, length."""

_TAB = re.compile(r"^ *(?P<at>\t+)")
_FULL_COLON = re.compile(r"^\s*(?:- +)?(?:\{ *)?[\w ]{1,20}(?P<at>：)(?!.*: )")
_NO_BLANK = re.compile(r"^\s*(?:- +)?[A-Za-z_\u4e00-\u9fff]+(?P<at>:)[^\s/]")
_MARK = re.compile(r"^\s*(?:- +)*(?:[^:\s][^:]*: +)?(?P<at>[%@`*&!\[{|>])")
_QUOTED = re.compile(r"""^\s*(?:- +)*(?:[^:]+: +)?(?P<at>"[^"]*"|'[^']*')\s*[^\s#,]""")
_COLON_IN_VALUE = re.compile(r"^\s*(?:- +)?[^:]+: .*?(?P<at>:)(?=\s|$)")

_TEXTS: dict[str, tuple[Text, Text]] = {
    "tab": (
        Text("缩进里有制表符（Tab）。", "There is a tab in the indent."),
        Text("缩进只用空格：每层两个。", "Indent with spaces only: two a level."),
    ),
    "colon": (
        Text("键后面用了全角冒号“：”。", "A full-width colon “：” follows the key."),
        Text(
            "改成半角冒号加一个空格，如“name: 民生”。",
            "Write a half-width colon and a blank: “name: …”.",
        ),
    ),
    "blank": (
        Text("冒号后面少了空格。", "The blank after the colon is missing."),
        Text("写成“键: 值”。", "Write “key: value”."),
    ),
    "second colon": (
        Text(
            "值里面又有“冒号加空格”，被当成了另一个键。",
            "The value holds a colon and a blank, which reads as another key.",
        ),
        Text(
            "给整个值加引号，或改用全角冒号。",
            "Put the whole value in quotes.",
        ),
    ),
    "mark": (
        Text(
            "值以 YAML 的专用符号开头。",
            "The value begins with a mark that YAML keeps for itself.",
        ),
        Text("给整个值加引号。", "Put the whole value in quotes."),
    ),
    "after quotes": (
        Text("半角引号之后还有文字。", "There is text after the closing quote."),
        Text(
            "引文用全角“”，或给整个值加单引号。",
            "Use curly quotes, or put the whole value in single quotes.",
        ),
    ),
    "open quote": (
        Text("引号没有收尾。", "The quote is never closed."),
        Text("在值的末尾补上同样的引号。", "Close it with the same quote."),
    ),
    "indent": (
        Text(
            "这一行的缩进与上文对不齐。", "The indent of this line fits nothing above."
        ),
        Text(
            "同一层的键要上下对齐，列表项以“- ”开头。",
            "Align keys of one level; list items begin with “- ”.",
        ),
    ),
    "brackets": (
        Text("括号没有配对，或少了逗号。", "A bracket or comma is missing."),
        Text("检查 [ ] 和 { }，各项用半角逗号隔开。", "Check [ ] and { }, and commas."),
    ),
    "documents": (
        Text("文件里又有一行“---”。", "Another “---” stands in the file."),
        Text("删去这一行。", "Delete that line."),
    ),
}


def report_fault(fault: Fault, source: Source, first: int, findings: Findings) -> None:
    """Report a syntax error (M100, or M107 for depth) where an editor can mend it.

    Parsers notice late, so the line and the two before it are searched for a tab
    in the indent and for full-width colons.
    """
    if "nesting depth" in fault.problem:
        findings.add("M107", source.place(first + fault.line), *_TOO_DEEP)
        return
    lines = source.lines[first:]
    kind, (line, column, length) = _explained(fault, lines)
    what, cure = _TEXTS.get(kind) or (
        Text(f"YAML 写法有误：{fault.problem}。", f"YAML syntax: {fault.problem}."),
        Text("对照示例检查这几行。", "Compare these lines with an example."),
    )
    findings.add("M100", source.place(first + line, column, length), what, cure)


_TOO_DEEP = (
    Text("清单嵌套过深。", "Nested too deeply."),
    Text("去掉多余的括号和缩进。", "Remove needless brackets and indents."),
)


def _explained(fault: Fault, lines: tuple[str, ...]) -> tuple[str, _At]:
    for search in _SEARCHES:
        found = search(fault, lines)
        if found:
            return found
    return "", (fault.line, fault.column, 1)


_Search: TypeAlias = Callable[[Fault, tuple[str, ...]], tuple[str, _At] | None]


def _near(
    kind: str, pattern: re.Pattern[str], before: int = 2, needs: str = ""
) -> _Search:
    """Look for a pattern in the faulty line, then in those before it."""

    def search(fault: Fault, lines: tuple[str, ...]) -> tuple[str, _At] | None:
        if needs not in fault.problem:
            return None
        for line in range(fault.line, max(fault.line - before - 1, 0), -1):
            match = pattern.search(lines[line - 1]) if line <= len(lines) else None
            if match:
                start, end = match.span("at")
                return kind, (line, start + 1, end - start)
        return None

    return search


def _open_quote(fault: Fault, _: tuple[str, ...]) -> tuple[str, _At] | None:
    if "quoted scalar" not in fault.context:
        return None
    return "open quote", (fault.context_line, fault.context_column, 1)


def _by_words(fault: Fault, _: tuple[str, ...]) -> tuple[str, _At] | None:
    at = (fault.line, fault.column, 1)
    if "flow" in fault.context:
        return "brackets", at
    if "another document" in fault.problem or "<document start>" in fault.problem:
        return "documents", at
    words = ("expected key", "<block end>", "'-' indicator", "mapping values")
    return ("indent", at) if any(word in fault.problem for word in words) else None


_SEARCHES: tuple[_Search, ...] = (
    _near("tab", _TAB),
    _open_quote,
    _near("colon", _FULL_COLON),
    _near("second colon", _COLON_IN_VALUE, before=0, needs="mapping values"),
    _near("after quotes", _QUOTED, before=0),
    _near("mark", _MARK, before=0),
    _near("blank", _NO_BLANK),
    _by_words,
)
