"""U001, U002: how long stories are for their slots, before any page is composed.

The composed page has the last word; this estimate is within a line or two.
"""

from collections.abc import Iterator
from math import ceil

from newsletter.desk.checks.copies import Copy, slip
from newsletter.errors import Problem, Severity, Text
from newsletter.model.issue import Article, Slot
from newsletter.model.publication import Sheet

_INDENT = 2.0
_NARROW = 0.55
"""Width of a Latin letter or digit, ems."""

_WIDE_MARKS = "“”‘’—…·"
_NO_START = "，。、；：！？”’）》】」』〉〕…·"
_SHARES = {
    Slot.LEAD: (0.06, 0.45),
    Slot.SECOND: (0.04, 0.35),
    Slot.PHOTO: (0.0, 0.12),
    Slot.BRIEF: (0.0, 0.08),
    Slot.NORMAL: (0.0, 0.75),
}
"""Least and most of a page that the text of a story in a slot should take."""

_MAY_JUMP = (Slot.LEAD, Slot.SECOND, Slot.NORMAL)
"""Slots whose stories go on upon another page where they are too long for one."""

_SLOT_NAMES = {
    Slot.LEAD: Text("头条", "lead"),
    Slot.SECOND: Text("二条", "second"),
    Slot.PHOTO: Text("图片", "photo"),
    Slot.BRIEF: Text("简讯", "brief"),
    Slot.NORMAL: Text("普通", "normal"),
}


def lines_of(text: str, measure: int) -> int:
    """Estimate the lines of a paragraph in a column.

    Args:
        text: The paragraph, without its indent.
        measure: Width of the column in ems.
    """
    lines, x = 1, _INDENT
    for character in text:
        width = 1.0 if character > "\u2e7f" or character in _WIDE_MARKS else _NARROW
        if x + width <= measure:
            x += width
        elif character in _NO_START and x + width <= measure + 1:
            x += width  # it hangs
        else:
            lines += 1
            x = 1 + width if character in _NO_START else width
    return lines


def page_lines(sheet: Sheet) -> int:
    """Count the lines of text that a page holds, all columns together."""
    ems = sheet.columns * sheet.measure + (sheet.columns - 1) * sheet.gutter
    size = (sheet.width - 2 * sheet.margin) / max(ems, 1)
    deep = (sheet.height - 2 * sheet.margin) / max(sheet.leading * size, 0.1)
    return max(int(deep) * sheet.columns, 1)


def misfit(article: Article, sheet: Sheet) -> int:
    """Estimate the lines that a story has too many for its slot, or lacks (negative).

    Zero when it fits, or is long and may jump to another page.
    """
    used = _lines(article, sheet)
    least, most = _room(article, sheet)
    if used > most:
        if article.may_jump and article.slot in _MAY_JUMP:
            return 0
        return ceil(used - most)
    return -ceil(least - used) if used < least and article.texts else 0


def fit(copy: Copy, sheet: Sheet) -> Iterator[Problem]:
    """Hint at stories that are long or short for their slot."""
    if misfit(copy.article, sheet):
        yield _problem(copy, sheet)


def _lines(article: Article, sheet: Sheet) -> int:
    return sum(lines_of(text, sheet.measure) for text in article.texts)


def _room(article: Article, sheet: Sheet) -> tuple[float, float]:
    least, most = _SHARES[article.slot]
    return least * page_lines(sheet), most * page_lines(sheet)


def _problem(copy: Copy, sheet: Sheet) -> Problem:
    article = copy.article
    gap, used, slot = misfit(article, sheet), _lines(article, sheet), article.slot
    least, most = _room(article, sheet)
    is_over, name, lines = gap > 0, _SLOT_NAMES[slot], abs(gap)
    room, letters = int(most) if is_over else ceil(least), lines * sheet.measure
    zh = f"{name.zh}位可容 {room} 行" if is_over else f"{name.zh}位至少 {room} 行"
    en = f"a {name.en} {'holds' if is_over else 'wants at least'} {room} lines"
    more = Text("超", "over") if is_over else Text("缺", "short")
    return slip(
        "U001" if is_over else "U002",
        article.place,
        Text(
            f"{zh}，本文约 {used} 行，{more.zh} {lines} 行（约 {letters} 字）",
            f"{en}, this has about {used}: {lines} {more.en} ({letters} characters)",
        ),
        Text("增删文字，或换一个版位", "cut or add copy, or give it another slot"),
        Severity.HINT,
    )
