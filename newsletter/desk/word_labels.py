"""Numbers that Word computes for the paragraphs of its lists."""

import re
from collections.abc import Callable
from typing import Any

from newsletter.desk.word_names import qn

_DIGITS = "零一二三四五六七八九"
_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting")
_LEVEL = re.compile(r"%([1-9])")


def chinese(number: int) -> str:
    """Write a number below a hundred: ``十二``; others in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    high = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return high + (_DIGITS[ones] if ones else "")


def letter(number: int) -> str:
    """Write a number as a letter: ``a`` … ``z``; others in digits."""
    return chr(96 + number) if 0 < number <= 26 else str(number)


_WRITERS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(_CHINESE, chinese),
    "lowerLetter": letter,
    "upperLetter": lambda number: letter(number).upper(),
    "decimalEnclosedCircle": lambda n: chr(0x245F + n) if 0 < n <= 20 else str(n),
}


class Labels:
    """Counts the numbered paragraphs of one file, list by list."""

    def __init__(self, document: Any) -> None:
        """Find the definitions of its lists."""
        self._counts: dict[tuple[str, int], int] = {}
        self._abstract: dict[str, Any] = {}
        parts = [r.target_part for r in document.part.rels.values() if _is_lists(r)]
        for part in parts:
            root = part.element
            kinds = {
                each.get(qn("w:abstractNumId")): each
                for each in root.iter(qn("w:abstractNum"))
            }
            for number in root.iter(qn("w:num")):
                kind = number.find(qn("w:abstractNumId"))
                if kind is not None:
                    name = number.get(qn("w:numId"))
                    self._abstract[name] = kinds.get(kind.get(qn("w:val")))

    def next(self, paragraph: Any) -> tuple[str, bool]:
        """Count one paragraph.

        Returns:
            Its number as Word prints it, or nothing; whether a bullet stands there.
        """
        number, level = _numbering(paragraph)
        kind = self._abstract.get(number)
        if kind is None:
            return "", False
        levels = {int(e.get(qn("w:ilvl"), "0")): e for e in kind.iter(qn("w:lvl"))}
        if level not in levels:
            return "", False
        form = _value(levels[level], "w:numFmt")
        if form == "bullet":
            return "", True
        self._count(number, level, levels)
        text = _value(levels[level], "w:lvlText")
        return _LEVEL.sub(
            lambda m: self._said(number, int(m[1]) - 1, levels), text
        ), False

    def _count(self, number: str, level: int, levels: dict[int, Any]) -> None:
        start = _value(levels[level], "w:start")
        first = int(start) if start.isdecimal() else 1
        known = self._counts.get((number, level))
        self._counts[number, level] = first if known is None else known + 1
        for key in [k for k in self._counts if k[0] == number and k[1] > level]:
            del self._counts[key]

    def _said(self, number: str, level: int, levels: dict[int, Any]) -> str:
        count = self._counts.get((number, level), 1)
        form = _value(levels[level], "w:numFmt") if level in levels else ""
        return _WRITERS.get(form, str)(count)


def _is_lists(relation: Any) -> bool:
    return not relation.is_external and relation.reltype.endswith("/numbering")


def _numbering(paragraph: Any) -> tuple[str, int]:
    """Find list and level in the paragraph, else in the style it is based on."""
    places = [paragraph._p.pPr]  # noqa: SLF001  (python-docx has no public name)
    style = paragraph.style
    for _ in range(10):
        if style is None:
            break
        places.append(style.element.pPr)
        style = style.base_style
    for place in places:
        found = place.numPr if place is not None else None
        if found is not None and found.numId is not None:
            level = found.ilvl.val if found.ilvl is not None else 0
            return str(found.numId.val), level
    return "", 0


def _value(element: Any, name: str) -> str:
    child = element.find(qn(name))
    return str(child.get(qn("w:val"))) if child is not None else ""
