"""Put the schema's verdicts into an editor's words."""

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from pydantic_core import ErrorDetails

from newsletter.errors import Text
from newsletter.manifest.document import Document, Path
from newsletter.manifest.findings import closest, did_you_mean, shown

_Said: TypeAlias = tuple[str, Text, Text]

_HAN = re.compile("[\u4e00-\u9fff]")
_FULL_DIGIT = re.compile("[０-９．]")
_HALF = str.maketrans("０１２３４５６７８９．", "0123456789.")
_COLON_CURE = Text(
    "改成半角冒号加一个空格，如“name: 民生”。",
    "Write a half-width colon and a blank: “name: …”.",
)


def names_at(document: Document, parent: Path, word: str) -> tuple[str, ...]:
    """List the keys of a mapping in the script of the word, Chinese or Latin."""
    shape = document.shape_at(parent)
    names = tuple(shape.names) if shape else ()
    is_han = bool(_HAN.search(word))
    return tuple(name for name in names if bool(_HAN.search(name)) == is_han)


def unknown_means(document: Document, loc: Path) -> str:
    """Guess the English name of the key that an unknown key was meant to be."""
    word = str(loc[-1])
    shape = document.shape_at(loc[:-1])
    near = closest(_before_colon(word), names_at(document, loc[:-1], word))
    return shape.names.get(near, "") if shape and near else ""


def unknown(document: Document, loc: Path) -> _Said:
    """Speak of a key that the mapping does not know."""
    word = str(loc[-1])
    if "：" in word:
        what = Text(
            f"“{shown(word)}”里用了全角冒号“：”，整段成了一个键。",
            f"“{shown(word)}” has a full-width colon “：” and reads as one key.",
        )
        return "M105", what, _COLON_CURE
    what = Text(f"不认识的键“{shown(word)}”。", f"Unknown key “{shown(word)}”.")
    if loc not in document.values or _is_valueless(document, loc):
        tail = Text(
            "如果它是前一个值的一部分，请给那个值加引号。",
            "If it belongs to the value before, put that value in quotes.",
        )
    else:
        tail = Text("", "")
    cure = did_you_mean(word, names_at(document, loc[:-1], word))
    return "M101", what, Text(cure.zh + tail.zh, f"{cure.en} {tail.en}".strip())


def missing(document: Document, loc: Path) -> tuple[Text, Text]:
    """Speak of a required key that is not there, or has no value."""
    name = str(loc[-1])
    shape = document.shape_at(loc[:-1])
    zh = next(
        (n for n in (shape.names if shape else ()) if _is_for(shape, n, name)), ""
    )
    if loc in document.keys:
        return (
            Text(f"键“{name}”没有值。", f"The key “{name}” has no value."),
            Text(
                "在冒号后写上值；以 # 开头的值要加引号。",
                "Write a value after the colon; quote one that begins with #.",
            ),
        )
    also = f"（{zh}）" if zh else ""
    return (
        Text(f"缺少必填的键“{name}”{also}。", f"The key “{name}” is missing."),
        Text(f"补上一行“{name}: …”。", f"Add a line “{name}: …”."),
    )


def said_of(error: ErrorDetails, document: Document) -> _Said:
    """Speak of a value: its code, what is wrong, the cure."""
    if error["type"] == "refused":
        context = error["ctx"]
        return context["code"], context["what"], context["cure"]
    words = next(
        (words for pattern, words in _WORDS if re.match(pattern, error["type"])),
        _other,
    )
    return words(error, document)


def _is_for(shape: Any, alias: str, name: str) -> bool:
    return bool(_HAN.search(alias)) and shape.names[alias] == name


def _is_valueless(document: Document, loc: Path) -> bool:
    spot, key = document.values[loc], document.keys.get(loc)
    return (
        key is not None
        and spot.line == key.line
        and spot.column <= (key.column + key.length)
    )


def _before_colon(word: str) -> str:
    return word.split("：", maxsplit=1)[0].strip()


def _found(error: ErrorDetails) -> Text:
    """Say what stands there instead."""
    value = error["input"]
    if isinstance(value, list):
        return Text("列表", "a list")
    if isinstance(value, dict):
        return Text("一组键和值", "keys and values")
    return Text(f"“{shown(value)}”", f"“{shown(value)}”")


def _mapping(error: ErrorDetails, _: Document) -> _Said:
    value = error["input"]
    what = Text(
        f"这里应是“键: 值”，却是{_found(error).zh}。",
        f"Keys and values belong here, but there is {_found(error).en}.",
    )
    if isinstance(value, str) and "：" in value:
        return "M105", what, _COLON_CURE
    cure = Text(
        "每行写成“键: 值”：冒号用半角“:”，后面空一格。",
        "Write each line as “key: value”: half-width colon, then a blank.",
    )
    return "M105", what, cure


def _list(error: ErrorDetails, _: Document) -> _Said:
    what = Text(
        f"这里应是列表，却是{_found(error).zh}。",
        f"A list belongs here, but there is {_found(error).en}.",
    )
    return "M106", what, Text("每项一行，以“- ”开头。", "One item a line, after “- ”.")


def _text(error: ErrorDetails, _: Document) -> _Said:
    what = Text(
        f"这里应是一段文字，却是{_found(error).zh}。",
        f"Text belongs here, but there is {_found(error).en}.",
    )
    return "M106", what, Text("要用括号就加引号。", "Put quotes around brackets.")


def _number(error: ErrorDetails, _: Document) -> _Said:
    value = shown(error["input"])
    zh, en = ("整数", "whole number") if "int" in error["type"] else ("数", "number")
    what = Text(
        f"这里应是{zh}，却是{_found(error).zh}。",
        f"A {en} belongs here, but there is {_found(error).en}.",
    )
    half = value.translate(_HALF)
    if _FULL_DIGIT.search(value):
        return (
            "M103",
            what,
            Text(f"用半角数字：{half}。", f"Half-width digits: {half}."),
        )
    return "M103", what, Text("只写数字，不加单位。", "Write digits only, no unit.")


def _boolean(error: ErrorDetails, _: Document) -> _Said:
    what = Text(
        f"这里应是“是”或“否”，却是{_found(error).zh}。",
        f"Yes or no belongs here, but there is {_found(error).en}.",
    )
    return "M103", what, Text("写 true 或 false。", "Write true or false.")


def _choice(error: ErrorDetails, _: Document) -> _Said:
    allowed = tuple(re.findall(r"'(\w+)'", str(error["ctx"]["expected"])))
    word = shown(error["input"])
    what = Text(f"“{word}”不是允许的值。", f"“{word}” is not allowed here.")
    return "M103", what, did_you_mean(word, allowed)


def _limit(error: ErrorDetails, _: Document) -> _Said:
    value = shown(error["input"])
    context: dict[str, Any] = error.get("ctx", {})
    least = context.get("ge", context.get("gt"))
    most = context.get("le", context.get("lt"))
    if least is not None:
        return (
            "M103",
            Text(f"{value} 太小。", f"{value} is too small."),
            Text(f"至少是 {least:g}。", f"At least {least:g}."),
        )
    return (
        "M103",
        Text(f"{value} 太大。", f"{value} is too big."),
        Text(f"至多是 {most:.10g}。", f"At most {most:.10g}."),
    )


def _empty(error: ErrorDetails, _: Document) -> _Said:
    name = str(error["loc"][-1])
    return (
        "M102",
        Text(f"“{name}”是空的。", f"“{name}” is empty."),
        Text("写上内容。", "Write something."),
    )


def _long(error: ErrorDetails, _: Document) -> _Said:
    length, most = len(error["input"]), error.get("ctx", {}).get("max_length")
    what = Text(f"有 {length} 个字，太长。", f"{length} characters are too many.")
    return "M103", what, Text(f"至多 {most} 个字。", f"At most {most}.")


def _other(error: ErrorDetails, _: Document) -> _Said:
    what = Text(f"值有误：{error['msg']}。", f"{error['msg']}.")
    return "M109", what, Text("对照示例修改。", "Compare it with an example.")


_Words: TypeAlias = Callable[[ErrorDetails, Document], _Said]
_WORDS: tuple[tuple[str, _Words], ...] = (
    ("model_|dict_type|is_instance", _mapping),
    ("list_type|tuple_type", _list),
    ("string_type", _text),
    ("(string_)?too_short", _empty),
    ("(string_)?too_long", _long),
    ("int_|float_|finite_number", _number),
    ("bool_", _boolean),
    ("enum", _choice),
    ("greater_than|less_than", _limit),
)
