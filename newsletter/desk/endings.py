"""Where articles end too early: jump lines, cut stories, unbalanced marks."""

import re
from collections.abc import Sequence

from newsletter.desk.imported import Note, Part, Passage
from newsletter.desk.marks import ends_surely, listed, snippet, unbalanced
from newsletter.desk.scan import Fragment, Line
from newsletter.errors import Text

_NUMBER = r"([\d０-９一二三四五六七八九十]{1,3})"
_OUT = re.compile(
    rf"[（(]\s?[►▶→]?\s?(?:下转|紧接|转)\s?第?\s?{_NUMBER}\s?版[^（）()]{{0,12}}[）)]$"
    rf"|^[►▶→]?\s?(?:下转|紧接)\s?第?\s?{_NUMBER}\s?版\S{{0,8}}$"
)
_IN = re.compile(
    rf"^[（(]\s?[◄◀←]?\s?(?:上接|接)\s?第?\s?{_NUMBER}\s?版[^（）()]{{0,12}}[）)]"
    rf"|^[◄◀←]?\s?上接\s?第?\s?{_NUMBER}\s?版\S{{0,8}}$"
)
_TEN = "十"
_CHINESE_DIGITS = "零一二三四五六七八九"
# 走访了甲、乙、丙等…: what a first paragraph promises.
_LIST = re.compile(
    r"([^、，。；：！？\s]{1,40}(?:、[^、，。；：！？\s]{1,40}){1,12}?)等"
)
_STOP = re.compile(r"^在([^，。；：、]{2,20}?)，")


def take_jump_lines(
    lines: Sequence[Line],
) -> tuple[tuple[Line, ...], tuple[Part, ...], tuple[Note, ...]]:
    """Take 上接 and 下转 lines out of an article: the composer sets its own.

    Returns:
        The lines left, the jump lines, and a note for each.
    """
    rest = list(lines)
    taken = (_take_first(rest), _take_last(rest))
    found = tuple(part for part in taken if part)
    return tuple(rest), found, tuple(map(_jump_note, found))


def is_continuation(text: str) -> bool:
    """Tell whether a line says that the article began on another page."""
    return _IN.fullmatch(text) is not None


def ending_notes(
    passages: Sequence[Passage], *, ends_apart: bool = False
) -> tuple[Note, ...]:
    """Look for signs that an article goes on elsewhere, or lost something.

    Args:
        passages: Its running text.
        ends_apart: It ends in a list or a table, not in a sentence.
    """
    cut = () if ends_apart else _cut_notes(passages)
    notes = (*cut, *_promise_notes(passages))
    return (*notes, *_balance_notes(passages))


def _take_first(rest: list[Line]) -> Part | None:
    if not rest or not isinstance(rest[0], Fragment):
        return None
    match = _IN.match(rest[0].text)
    if not match:
        return None
    line, left = rest[0], rest[0].cut(match.end())
    rest[:1] = [left] if left.text else []
    return Part(match.group(), line.line, line.column)


def _take_last(rest: list[Line]) -> Part | None:
    if not rest or not isinstance(rest[-1], Fragment):
        return None
    match = _OUT.search(rest[-1].text)
    if not match:
        return None
    line, left = rest[-1], rest[-1].kept(match.start())
    rest[-1:] = [left] if left.text else []
    return Part(match.group(), line.line, line.column + match.start())


def _jump_note(part: Part) -> Note:
    match = _OUT.search(part.text) or _IN.match(part.text)
    page = _number(next(filter(None, match.groups()))) if match else 0
    return Note(
        line=part.line,
        what=Text(
            zh=f"“{part.text}”不排入正文；请到第{page}版找全这篇稿件",
            en=f"“{part.text}” is not set; find the rest of the story on page {page}",
        ),
        sure=False,
    )


def _number(digits: str) -> int:
    """Read ASCII, full-width or Chinese digits up to 99."""
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.rpartition(_TEN)
    if not ten:
        return max(_CHINESE_DIGITS.find(ones[:1]), 0)
    high = _CHINESE_DIGITS.find(tens[:1]) if tens else 1
    return high * 10 + (_CHINESE_DIGITS.find(ones[:1]) if ones else 0)


def _cut_notes(passages: Sequence[Passage]) -> tuple[Note, ...]:
    if not passages or ends_surely(passages[-1].text):
        return ()
    tail = passages[-1].text[-12:]
    return (
        Note(
            line=passages[-1].line,
            what=Text(
                zh=f"稿件在“…{tail}”处断了：可能转到别的版，请补全",
                en=f"the story breaks off at “…{tail}”: it may jump; complete it",
            ),
            sure=False,
        ),
    )


def _promise_notes(passages: Sequence[Passage]) -> tuple[Note, ...]:
    """A story that names its stops and reports only some of them may jump."""
    missing = _stops_missing(passages)
    if not missing:
        return ()
    words = listed(missing)
    return (
        Note(
            line=passages[-1].line,
            what=Text(
                zh=f"开头提到的{words.zh}没有下文：很可能转到别的版",
                en=f"announced but not reported: {words.en}; the story likely jumps",
            ),
            sure=False,
        ),
    )


def _stops_missing(passages: Sequence[Passage]) -> tuple[str, ...]:
    """Find listed stops of the first paragraph that the others do not reach."""
    stops = [m.group(1) for p in passages[1:99] if (m := _STOP.match(p.text))]
    later = "\n".join(passage.text for passage in passages[1:])
    for match in _LIST.finditer(passages[0].text if passages else ""):
        announced = _from_stop(match.group(1).split("、"), stops)
        if len(announced) > 2:
            return tuple(stop for stop in announced[1:] if stop not in later)
    return ()


def _from_stop(items: Sequence[str], stops: Sequence[str]) -> Sequence[str]:
    """Drop what stands before the first stop: titles, and who went there."""
    # The first stop still has its verb in front: 走访了甲地.
    endings = tuple(stops)
    for index, item in enumerate(items):
        if endings and item.endswith(endings):
            return items[index:]
    return ()


def _balance_notes(passages: Sequence[Passage]) -> tuple[Note, ...]:
    odd = unbalanced("".join(passage.text for passage in passages))
    if not odd:
        return ()
    words = snippet(" ".join(odd))
    return (
        Note(
            line=passages[0].line,
            what=Text(zh=f"{words} 不成对", en=f"{words} are not in pairs"),
            sure=False,
        ),
    )
