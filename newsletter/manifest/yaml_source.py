"""YAML to plain data that knows where every key and value stands.

The only module that reads YAML.  Nodes are composed but never constructed:
scalars stay the text an editor typed, and the schema decides what they are, so
``010`` and ``12:30`` mean what they say.
"""

from dataclasses import dataclass
from typing import Any

import yaml

from newsletter.errors import Place, Text
from newsletter.manifest.characters import has_control
from newsletter.manifest.document import PATH, Document, Path, Shape, Spot
from newsletter.manifest.findings import Findings, shown
from newsletter.manifest.softbreaks import rejoined
from newsletter.manifest.source import Source
from newsletter.manifest.syntax import Fault, report_fault

_DEEPEST = 12
_MOST_NODES = 50_000
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CORE = "tag:yaml.org,2002:"
_NULL = f"{_CORE}null"


class _TooMuchError(Exception):
    """The file is nested deeper, or unfolds wider, than any manifest."""


def read_yaml(
    source: Source, shape: Shape, findings: Findings, lines: slice = slice(None)
) -> Document | None:
    """Read a YAML mapping, or the lines of a file that hold one.

    Args:
        source: the file.
        shape: what its mappings may hold; aliases of keys become English names.
        findings: gets M100 for syntax, M104 for duplicate keys, M105 when it is no
            mapping, M107 for depth or size, M108 for control characters in quotes.
        lines: the part of the file that is YAML.

    Returns:
        The data, even when single keys are at fault; None after a syntax error.
    """
    first = lines.start or 0
    root = _composed("\n".join(source.lines[lines]))
    if isinstance(root, Fault):
        report_fault(root, source, first, findings)
        return None
    reader = _Reader(source, first, findings, Document(source, shape, {PATH: ()}))
    if root is None or root.tag == _NULL:
        return reader.document
    try:
        data = reader.read(root, (), shape)
    except _TooMuchError:
        _report_too_much(source, first, findings)
        return None
    if not isinstance(data, dict):
        _report_no_mapping(reader.document, findings)
        return None
    reader.document.data = data
    return reader.document


def _composed(text: str) -> yaml.Node | Fault | None:
    """Compose the nodes; a fault tells what the parser could not read, and where."""
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        return _fault(error)
    except RecursionError:
        return Fault("maximum nesting depth", 1, 1)
    return node


def _fault(error: yaml.MarkedYAMLError) -> Fault:
    mark = error.problem_mark or error.context_mark
    context = error.context_mark
    return Fault(
        problem=error.problem or "",
        line=mark.line + 1 if mark else 1,
        column=mark.column + 1 if mark else 1,
        context=error.context or "",
        context_line=context.line + 1 if context else 0,
        context_column=context.column + 1 if context else 0,
    )


@dataclass(slots=True)
class _Reader:
    """Walks the nodes once."""

    source: Source
    first: int
    findings: Findings
    document: Document
    nodes: int = 0

    def read(self, node: yaml.Node, path: Path, shape: Shape | None) -> Any:
        """Turn a node into text, list or dict; note where it stands."""
        self.nodes += 1
        if len(path) > _DEEPEST or self.nodes > _MOST_NODES:
            raise _TooMuchError
        self.document.values[path] = self._spot(node)
        end = node.end_mark
        self.document.ends[path] = self.first + end.line, end.column
        if isinstance(node, yaml.MappingNode):
            if node.flow_style:
                self.document.flows.add(path)
            return self._mapping(node, path, shape or Shape({}))
        if isinstance(node, yaml.SequenceNode):
            return [
                self.read(item, (*path, index), shape)
                for index, item in enumerate(node.value)
            ]
        text = self._text(node)
        if shape and shape.short and isinstance(text, str):
            self.document.values[(*path, shape.short)] = self.document.values[path]
            return {shape.short: text, PATH: path}
        return text

    def _mapping(self, node: yaml.MappingNode, path: Path, shape: Shape) -> Any:
        data: dict[str, Any] = {PATH: path}
        for key_node, value_node in node.value:
            name = self._name(key_node, shape)
            here = (*path, name)
            if here in self.document.keys:
                self._report_twice(key_node, here)
                continue
            self.document.keys[here] = self._spot(key_node)
            value = self.read(value_node, here, shape.inside.get(name))
            if value is not None or name not in shape.names:
                data[name] = value
        return data

    def _name(self, node: yaml.Node, shape: Shape) -> str:
        typed = str(node.value) if isinstance(node, yaml.ScalarNode) else "?"
        return shape.names.get(typed.strip(), typed)

    def _text(self, node: yaml.Node) -> str | None:
        """Take a scalar as typed; None when nothing was typed."""
        if node.tag == _NULL and not getattr(node, "style", None):
            return None
        text = str(node.value)
        if not node.tag.startswith(_CORE) or node.tag.startswith(f"{_CORE}python"):
            self._report_tag(node)
        if has_control(text):
            self._report_control(node)
        start, end = node.start_mark.line, node.end_mark.line
        if end > start and getattr(node, "style", None) != "|":
            lines = self.source.lines[self.first + start : self.first + end + 1]
            return rejoined(text, lines)
        return text

    def _spot(self, node: yaml.Node) -> Spot:
        start, end = node.start_mark, node.end_mark
        if isinstance(node, yaml.MappingNode) and node.value:
            return self._spot(node.value[0][0])
        line = self.first + start.line
        if isinstance(node, yaml.SequenceNode):
            return Spot(line + 1, start.column + 1)
        rest = len(self.source.lines[line]) if line < len(self.source.lines) else 0
        stop = end.column if end.line == start.line else rest
        return Spot(line + 1, start.column + 1, max(stop - start.column, 1))

    def _at(self, node: yaml.Node) -> Place:
        spot = self._spot(node)
        return self.source.place(spot.line, spot.column, spot.length)

    def _report_twice(self, node: yaml.Node, path: Path) -> None:
        name, line = path[-1], self.document.keys[path].line
        self.findings.add(
            "M104",
            self._at(node),
            Text(
                f"键“{name}”重复，第 {line} 行已经写过。",
                f"The key “{name}” stands twice; see line {line}.",
            ),
            Text("只留一个。", "Keep only one."),
        )

    def _report_tag(self, node: yaml.Node) -> None:
        self.findings.add(
            "M100",
            self._at(node),
            Text(
                f"这里的“!”被当作 YAML 标签“{shown(node.tag)}”。",
                f"The “!” here reads as a YAML tag, “{shown(node.tag)}”.",
            ),
            Text("给整个值加上引号。", "Put the whole value in quotes."),
        )

    def _report_control(self, node: yaml.Node) -> None:
        self.findings.add(
            "M108",
            self._at(node),
            Text("引号里转义出了控制字符。", "An escape makes a control character."),
            Text("删去反斜杠写法。", "Remove the backslash escape."),
        )


def _report_no_mapping(document: Document, findings: Findings) -> None:
    place = document.value(())
    what = Text(
        "这里应是“键: 值”，却是一段文字或列表。",
        "Keys and values belong here; this is text or a list.",
    )
    cure = Text(
        "每行写成“键: 值”：冒号用半角“:”，后面空一格。",
        "Write each line as “key: value”: half-width colon, then a blank.",
    )
    findings.add("M105", place, what, cure)


def _report_too_much(source: Source, first: int, findings: Findings) -> None:
    findings.add(
        "M107",
        source.place(first + 1),
        Text(
            "清单嵌套过深，或锚点（& 和 *）展开后过大。",
            "Nested too deeply, or anchors (& and *) unfold too far.",
        ),
        Text("去掉多余的括号、缩进和锚点。", "Remove needless brackets and anchors."),
    )
