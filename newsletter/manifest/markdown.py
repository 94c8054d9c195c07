"""Parse Markdown as newsrooms type it.

The only module that knows markdown-it.  CommonMark with tables and strike-through,
without what would swallow or disguise copy: no HTML, no reference definitions
(``[注]: …`` is text), no code by indent (paragraphs are often indented by hand).
"""

import re
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from newsletter.manifest.softbreaks import is_wide

DEEPEST = 100
"""Levels of nesting; the parser drops what lies deeper."""

_MOST_BRACKETS = 100
_BRACKET = re.compile(r"[\[\]]")
_QUOTES = "“”‘’—…·"


@dataclass(slots=True)
class Node:
    """A block of the copy and the blocks in it; inline tokens are leaves."""

    token: Token
    children: list["Node"] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Its name without ``_open``, such as ``paragraph`` or ``bullet_list``."""
        return self.token.type.removesuffix("_open")

    @property
    def lines(self) -> tuple[int, int]:
        """First line and the line after the last, 0-based, in the parsed text."""
        first, last = self.token.map or (0, 0)
        return first, last


def parse_markdown(text: str) -> tuple[list[Node], int]:
    """Parse copy into nodes.

    Returns:
        The blocks, and the deepest level; copy is lost when that nears ``DEEPEST``.
    """
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST})
    parser.enable(["table", "strikethrough"])
    parser.disable(["reference", "code"])
    if _bracket_depth(text) > _MOST_BRACKETS:
        # The parser needs the square of their number; brackets stay text then.
        parser.disable(["link", "image"])
    parser.inline.ruler.at("emphasis", _emphasis)
    # Every link becomes a link here; which ones stay is decided with a warning.
    parser.validateLink = _any_link  # type: ignore[method-assign, assignment]
    tokens = parser.parse(_with_true_blank_lines(text))
    return _nested(tokens), max((token.level for token in tokens), default=0)


def _nested(tokens: list[Token]) -> list[Node]:
    roots: list[Node] = []
    open_lists = [roots]
    for token in tokens:
        if token.nesting < 0:
            open_lists.pop()
            continue
        node = Node(token)
        open_lists[-1].append(node)
        if token.nesting > 0:
            open_lists.append(node.children)
    return roots


def _bracket_depth(text: str) -> int:
    """Count how deeply square brackets are nested, closed or not."""
    depth = deepest = 0
    for bracket in _BRACKET.findall(text):
        depth = depth + 1 if bracket == "[" else max(depth - 1, 0)
        deepest = max(depth, deepest)
    return deepest


def _any_link(_: str) -> bool:
    return True


def _with_true_blank_lines(text: str) -> str:
    """Empty the lines that only look empty, such as those with a full-width blank."""
    return "\n".join(line if line.strip() else "" for line in text.split("\n"))


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - their rule
    """Open and close ``*`` and ``_`` beside Han marks too.

    CommonMark asks for blanks or marks around ``**重点：**后面``, which Chinese does
    not have; beside a wide character any side without a blank may open or close.
    """
    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    opens, closes = scanned.can_open, scanned.can_close
    before = state.src[state.pos - 1 : state.pos]
    after = state.src[state.pos + scanned.length :][:1]
    if marker == "*" and (_is_chinese(before) or _is_chinese(after)):
        opens, closes = bool(after.strip()), bool(before.strip())
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                ord(marker), scanned.length, len(state.tokens) - 1, -1, opens, closes
            )
        )
    state.pos += scanned.length
    return True


def _is_chinese(char: str) -> bool:
    return is_wide(char) or (char != "" and char in _QUOTES)
