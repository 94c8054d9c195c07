"""Where the items of a weekly begin: headings, leads, list entries."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from newsletter.desk.imported import Part
from newsletter.desk.markdown_article import copy_in
from newsletter.desk.weekly_links import hrefs
from newsletter.manifest.markdown import Node, parse_markdown
from newsletter.model.copy import texts

_COUNT = r"(?:\d{1,3}\s*[.、．)）]|（\d{1,3}）)\s*"
_BOLD = re.compile(
    rf"({_COUNT})?\*\*\s*({_COUNT})?((?:(?!\*\*).)+?)\*\*([ \t]*[:：—–-]*)"
)
_LINKED = re.compile(
    rf"({_COUNT})?(\[(?:[^\[\]]|\[[^\[\]]*\])+\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\))"
    r"([ \t]*[:：—–-]*)"
)
_ENTRY = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_LONGEST_LEAD = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """One item: its headline and the Markdown below it."""

    line: int
    section: Part | None
    headline: Part | None
    markdown: str
    hrefs: tuple[str, ...] = ()
    """Addresses of links in the headline."""

    marks: tuple[Part, ...] = ()
    """Number and colon around a lead: form, not copy."""

    is_entry: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A weekly, divided."""

    title: Part | None
    """The heading above all others, when there is a single one."""

    sections: tuple[Part, ...]
    chunks: tuple[Chunk, ...]


def outline(markdown: str) -> Outline:
    """Divide a Markdown file into its title, sections and items."""
    lines = markdown.split("\n")
    nodes, _ = parse_markdown(markdown)
    levels = [int(n.token.tag[1]) for n in nodes if n.kind == "heading"]
    top = min(levels, default=2)
    titled = len(levels) > 1 and levels[0] == top and levels.count(top) == 1
    rest = list(nodes)
    title = None
    if titled:
        at = next(n for n, node in enumerate(rest) if node.kind == "heading")
        title = _heading_part(lines, rest.pop(at))
        top = min(levels[1:])
    parted = tuple(_parted(rest, top))
    chunks = (c for heading, inside in parted for c in _section(lines, heading, inside))
    return Outline(
        title=title,
        sections=tuple(_heading_part(lines, node) for node, _ in parted if node),
        chunks=tuple(chunk for chunk in chunks if chunk.headline or chunk.markdown),
    )


def _parted(
    nodes: Sequence[Node], level: int
) -> Iterator[tuple[Node | None, list[Node]]]:
    """Divide at headings of a level; what stands before the first has none."""
    starts = [n for n, node in enumerate(nodes) if _is_heading(node, level)]
    if nodes and (not starts or starts[0] > 0):
        yield None, list(nodes[: starts[0] if starts else len(nodes)])
    for start, end in pairwise((*starts, len(nodes))):
        yield nodes[start], list(nodes[start + 1 : end])


def _is_heading(node: Node, level: int) -> bool:
    return node.kind == "heading" and node.token.tag == f"h{level}"


def _section(
    lines: Sequence[str], heading: Node | None, inside: list[Node]
) -> Iterator[Chunk]:
    section = _heading_part(lines, heading) if heading else None
    levels = [int(n.token.tag[1]) for n in inside if n.kind == "heading"]
    if levels:
        for item, body in _parted(inside, min(levels)):
            yield from _item(lines, section, item, body)
    elif inside:
        yield from _unheaded(lines, section, inside)


def _heading_part(lines: Sequence[str], node: Node) -> Part:
    return Part(_said(_raw(lines, node)), node.lines[0] + 1)


def _item(
    lines: Sequence[str],
    section: Part | None,
    item: Node | None,
    body: list[Node],
) -> Iterator[Chunk]:
    if item is None:
        yield from _unheaded(lines, section, body)
        return
    yield Chunk(
        line=item.lines[0] + 1,
        section=section,
        headline=_heading_part(lines, item),
        markdown=_between(lines, body),
        hrefs=_links(_raw(lines, item)),
    )


def _unheaded(
    lines: Sequence[str], section: Part | None, nodes: list[Node]
) -> Iterator[Chunk]:
    """Divide copy without headings at its leads, or at the entries of its lists."""
    leads = [n for n, node in enumerate(nodes) if _is_lead(lines, node)]
    first = next((n for n, node in enumerate(nodes) if _is_listed(lines, node)), None)
    if leads:
        if leads[0] > 0:
            yield _loose(lines, section, nodes[: leads[0]])
        for start, end in pairwise((*leads, len(nodes))):
            markdown = _between(lines, nodes[start:end])
            yield _led(markdown, section, nodes[start].lines[0] + 1)
    elif first is not None:
        for is_list, run in _runs(lines, nodes):
            if not is_list:
                yield _loose(lines, section, run)
                continue
            for entry in run[0].children:
                markdown = _dedented(_raw(lines, entry))
                yield _led(markdown, section, entry.lines[0] + 1, is_entry=True)
    else:
        yield _loose(lines, section, nodes)


def _runs(
    lines: Sequence[str], nodes: Sequence[Node]
) -> Iterator[tuple[bool, list[Node]]]:
    run: list[Node] = []
    for node in nodes:
        if _is_listed(lines, node):
            if run:
                yield False, run
            yield True, [node]
            run = []
        else:
            run.append(node)
    if run:
        yield False, run


def _loose(lines: Sequence[str], section: Part | None, nodes: list[Node]) -> Chunk:
    return Chunk(
        line=nodes[0].lines[0] + 1,
        section=section,
        headline=None,
        markdown=_between(lines, nodes),
    )


def _is_lead(lines: Sequence[str], node: Node) -> bool:
    if node.kind != "paragraph":
        return False
    first = _raw(lines, node).strip()
    bold, linked = _BOLD.match(first), _LINKED.match(first)
    if bold and len(bold[3]) <= _LONGEST_LEAD:
        alone = bold.end() == len(first.split("\n")[0].rstrip())
        return bool(alone or bold[1] or bold[2])
    return bool(linked and linked[1])


def _is_listed(lines: Sequence[str], node: Node) -> bool:
    """Tell a list whose every entry begins with a link or bold words."""
    if node.kind not in ("bullet_list", "ordered_list"):
        return False
    entries = [_dedented(_raw(lines, child)) for child in node.children]
    return all(_BOLD.match(e) or _LINKED.match(e) for e in entries)


def _led(
    markdown: str, section: Part | None, line: int, *, is_entry: bool = False
) -> Chunk:
    """Part a lead from the text behind it."""
    markdown = markdown.strip("\n")
    bold = _BOLD.match(markdown)
    match = bold or _LINKED.match(markdown)
    if match is None:
        return Chunk(line=line, section=section, headline=None, markdown=markdown)
    lead = match[3] if bold else match[2]
    counts = [match[1], match[2]] if bold else [match[1]]
    tail = match[4] if bold else match[3]
    marks = [Part(words, line, n) for n, words in enumerate(counts, 2) if words]
    if tail.strip():
        marks.append(Part(tail.strip(), line, 8))
    return Chunk(
        line=line,
        section=section,
        headline=Part(_said(lead), line, 5),
        markdown=markdown[match.end() :].strip(),
        hrefs=_links(lead),
        marks=tuple(marks),
        is_entry=is_entry,
    )


def _dedented(entry: str) -> str:
    match = _ENTRY.match(entry)
    width = match.end() if match else 0
    first, *others = entry.split("\n")
    kept = [line[min(width, len(line) - len(line.lstrip())) :] for line in others]
    return "\n".join((first[width:], *kept)).rstrip()


def _between(lines: Sequence[str], nodes: Sequence[Node]) -> str:
    if not nodes:
        return ""
    return "\n".join(lines[nodes[0].lines[0] : nodes[-1].lines[1]]).strip("\n")


def _raw(lines: Sequence[str], node: Node) -> str:
    return "\n".join(lines[slice(*node.lines)])


def _said(markdown: str) -> str:
    return " ".join(" ".join(texts(copy_in(markdown).blocks)).split())


def _links(markdown: str) -> tuple[str, ...]:
    return tuple(hrefs(copy_in(markdown).blocks))
