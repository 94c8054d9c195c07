"""Turn an article's Markdown into blocks; every visible character in them once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.errors import Text
from newsletter.manifest.findings import Findings
from newsletter.manifest.inline import InlineReader, PastedPicture, Spans
from newsletter.manifest.markdown import DEEPEST, Node, parse_markdown
from newsletter.manifest.source import Source
from newsletter.model.copy import (
    Block,
    Code,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Subhead,
    Table,
    spoken,
)

_LONGEST_SUBHEAD = 40
_PIPE = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class ReadCopy:
    """What the Markdown of an article says."""

    blocks: tuple[Block, ...]
    pictures: tuple[PastedPicture, ...]
    title: str = ""
    """The first block, when it is a heading of the first level."""

    is_whole: bool = True
    """Nothing was nested so deeply that it was lost."""


def read_copy(source: Source, first: int, findings: Findings) -> ReadCopy:
    """Read Markdown from a line of a file to its end.

    Args:
        source: the file.
        first: the line at which the Markdown begins, 0-based.
        findings: gets M402 and M403 where copy would be lost, and warnings.
    """
    nodes, depth = parse_markdown("\n".join(source.lines[first:]))
    is_whole = depth < DEEPEST - 4
    if not is_whole:
        findings.add("M403", source.place(first + 1), *_TOO_DEEP)
    reader = _Copyreader(InlineReader(source, first, findings))
    blocks = tuple(reader.blocks(nodes))
    opens = bool(nodes) and nodes[0].token.tag == "h1" and bool(blocks)
    title = blocks[0].texts[0] if opens and isinstance(blocks[0], Subhead) else ""
    return ReadCopy(blocks, tuple(reader.inline.pictures), title, is_whole)


@dataclass(slots=True)
class _Copyreader:
    inline: InlineReader

    def blocks(self, nodes: list[Node]) -> Iterator[Block]:
        """Make the blocks of sibling nodes, in order."""
        for node in nodes:
            yield from self._block(node)

    def _block(self, node: Node) -> Iterator[Block]:
        match node.kind:
            case "paragraph":
                yield from map(Paragraph, self._paragraphs(node))
            case "heading":
                yield from self._subhead(node)
            case "bullet_list" | "ordered_list":
                yield from self._listings(node)
            case "blockquote":
                yield Quote(tuple(self.blocks(node.children)))
            case "fence":
                yield _code(node)
            case "table":
                yield self._table(node)
            case "hr":
                yield Rule()

    def _paragraphs(self, node: Node) -> list[Spans]:
        return [
            spans for child in node.children for spans in self.inline.read(child.token)
        ]

    def _subhead(self, node: Node) -> Iterator[Block]:
        spans = self._one(node)
        level = max(int(node.token.tag[1]), 2)
        is_underlined = node.token.markup in ("-", "=")
        if is_underlined and len(spoken(spans)) > _LONGEST_SUBHEAD:
            place = self.inline.source.place(self.inline.first + node.lines[1])
            self.inline.findings.add("W312", place, *_UNDERLINED)
        if spans:
            yield Subhead(spans, level)

    def _one(self, node: Node) -> Spans:
        return next((self.inline.read_one(c.token) for c in node.children), ())

    def _listings(self, node: Node) -> Iterator[Listing]:
        """Make a list, or several when the editor's numbers do not follow."""
        items = [tuple(self.blocks(child.children)) for child in node.children]
        if node.kind == "bullet_list":
            yield Listing(tuple(items))
            return
        numbers = [int(child.token.info or 1) for child in node.children]
        is_automatic = len(set(numbers)) == 1
        start = 0
        for index in range(1, len(items) + 1):
            is_end = index == len(items)
            follows = not is_end and (
                is_automatic or numbers[index] == numbers[index - 1] + 1
            )
            if not follows:
                yield Listing(
                    tuple(items[start:index]), ordered=True, start=numbers[start]
                )
                start = index

    def _table(self, node: Node) -> Table:
        rows = [row for part in node.children for row in part.children]
        width = len(rows[0].children) if rows else 0
        for row in rows:
            self._check_row(row, width)
        return Table(tuple(tuple(map(self._one, row.children)) for row in rows))

    def _check_row(self, row: Node, width: int) -> None:
        """Report a row with more cells than the head: Markdown drops them."""
        source, line = self.inline.source, self.inline.first + row.lines[0]
        cells = _PIPE.split(source.lines[line].lstrip("> ").strip().strip("|"))
        if len(cells) > width:
            what = Text(
                f"这一行有 {len(cells)} 格，表头只有 {width} 格，多出的会丢失。",
                f"This row has {len(cells)} cells, the head {width}; the rest is lost.",
            )
            cure = Text("给表头添格，或合并这一行。", "Widen the head or join cells.")
            self.inline.findings.add("M402", source.place(line + 1), what, cure)


def _code(node: Node) -> Code:
    """Keep the text after a fence, unless it is the name of a language."""
    info = node.token.info.strip()
    name = "" if re.fullmatch(r"[\w.+#-]*", info, re.ASCII) else f"{info}\n"
    return Code(name + node.token.content.rstrip("\n"))


_TOO_DEEP = (
    Text(
        "引文或列表嵌套过深，内容会丢失。", "Nested so deeply that copy would be lost."
    ),
    Text("减少“>”和列表的层数。", "Use fewer levels of “>” and lists."),
)
_UNDERLINED = (
    Text(
        "段落紧接着“---”，整段成了小标题。",
        "The “---” right below makes the whole paragraph a subhead.",
    ),
    Text("在“---”前空一行。", "Leave a blank line before “---”."),
)
