"""What stands between a headline and its text: deck, byline, dateline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsletter.desk.imported import Note, Part
from newsletter.desk.marks import MARKS, ends_surely, has_han
from newsletter.desk.scan import Fragment, Heading, Line
from newsletter.errors import Text
from newsletter.manifest.byline import is_byline, parse_byline
from newsletter.model.issue import Byline

_DECK = re.compile("(?:—|－|--)")
_LONGEST_DECK = 40
_MOST_BYLINES = 8
_LONGEST_BRACKET = 64
_DATELINE = re.compile(
    r"本报讯|本刊讯|本台讯|本网讯|本报综合消息|"
    r"(?:[\u3400-\u9fff]{2,6}社|本报)[\u3400-\u9fff\d]{0,16}?电(?=[\s（(])"
)
_BRACKETED = re.compile(r"([（(])\s?([^（）()]{2,60}?)\s?([）)])")
_STRONG_ROLE = re.compile(r"记者|通讯员|实习生|供稿|供图|摄影|摄\b|文/|图/|/文|/图|/摄")
# Latin bylines begin with By and are no sentence.
_LATIN = re.compile(r"(?:[Ww]ords |[Pp]hotos? |[Tt]ext )?[Bb]y [A-Z][^.!?;:]{1,56}")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """An article's parts around its text, and the lines that are left."""

    deck: tuple[Part, ...] = ()
    bylines: tuple[Part, ...] = ()
    dateline: Part | None = None
    lines: tuple[Line, ...] = ()
    brackets: tuple[Part, ...] = ()
    """Those around a byline inside the text; the front matter needs none."""


def opens_article(fragments: Sequence[Fragment]) -> bool:
    """Tell whether lines begin as an article does: byline, or dateline."""
    if not fragments:
        return False
    first = fragments[0].text
    return _is_byline(first) or _DATELINE.match(first) is not None


def open_article(lines: Sequence[Line]) -> Opening:
    """Take deck, bylines and dateline from an article's lines."""
    rest = list(lines)
    deck = _take_deck(rest)
    bylines = _take_bylines(rest, first=True)
    closing = _take_bylines(rest, first=False)
    dateline = _take_dateline(rest)
    inline = _take_inline_byline(rest, dateline) if dateline else ()
    if not (bylines or closing or inline):
        inline = _take_last_byline(rest)
    return Opening(
        deck=deck,
        bylines=(*bylines, *inline[1:2], *closing),
        dateline=dateline,
        lines=tuple(rest),
        brackets=inline[::2],
    )


def byline_of(opening: Opening) -> Byline:
    """Parse the bylines of an article as the manifest will."""
    return parse_byline(" ".join(part.text for part in opening.bylines))


def opening_notes(line: int, opening: Opening) -> tuple[Note, ...]:
    """Say what stands between headline and text."""
    notes = [_byline_note(line, opening)]
    if opening.dateline:
        words = opening.dateline.text
        what = Text(zh=f"电头“{words}”", en=f"dateline “{words}”")
        notes.append(Note(line=opening.dateline.line, what=what))
    for part in opening.deck:
        what = Text(zh=f"副题“{part.text}”", en=f"deck “{part.text}”")
        notes.append(Note(line=part.line, what=what))
    return tuple(notes)


def _byline_note(line: int, opening: Opening) -> Note:
    if not opening.bylines:
        what = Text(zh="没有找到署名", en="found no byline")
        return Note(line=line, what=what, sure=False)
    people = byline_of(opening).credits
    zh = "；".join(f"{c.role or '（无职务）'} {'、'.join(c.names)}" for c in people)
    en = "; ".join(f"{c.role or '(no role)'} {', '.join(c.names)}" for c in people)
    return Note(
        line=opening.bylines[0].line,
        what=Text(zh=f"署名：{zh}", en=f"byline: {en}"),
        sure=bool(people) and all(c.role and c.names for c in people),
    )


def _is_byline(text: str) -> bool:
    if has_han(text):
        return is_byline(text)
    return _LATIN.fullmatch(text) is not None


def _take_deck(rest: list[Line]) -> tuple[Part, ...]:
    if not rest or isinstance(rest[0], Heading):
        return ()
    text = rest[0].text
    if not _DECK.match(text) or len(text) > _LONGEST_DECK or ends_surely(text):
        return ()
    return (rest.pop(0),)


def _take_bylines(rest: list[Line], *, first: bool) -> tuple[Part, ...]:
    """Take the byline lines at one end; those that follow each other are one."""
    taken: list[Part] = []
    while rest and len(taken) < _MOST_BYLINES:
        line = rest[0 if first else -1]
        if isinstance(line, Heading) or not _is_byline(line.text):
            break
        taken.append(_bare(line))
        del rest[0 if first else -1]
    return tuple(taken if first else reversed(taken))


def _bare(part: Part) -> Part:
    words = part.text.strip(MARKS + " \t\u3000")
    return Part(_BLANKS.sub(" ", words), part.line, part.column)


def _take_dateline(rest: list[Line]) -> Part | None:
    if not rest or isinstance(rest[0], Heading):
        return None
    match = _DATELINE.match(rest[0].text)
    if not match:
        return None
    line = rest[0]
    _set_first(rest, line.cut(match.end()))
    return Part(match.group(), line.line, line.column)


def _set_first(rest: list[Line], line: Fragment) -> None:
    if line.text:
        rest[0] = line
    else:
        del rest[0]


def _take_inline_byline(rest: list[Line], dateline: Part) -> tuple[Part, ...]:
    """Take ``（记者甲某）`` behind a dateline, as bracket, words, bracket."""
    if not rest or isinstance(rest[0], Heading) or rest[0].line != dateline.line:
        return ()
    line = rest[0]
    match = _BRACKETED.match(line.text)
    if not match or not _names_people(match.group(2)):
        return ()
    _set_first(rest, line.cut(match.end()))
    return _bracketed(line, match)


def _take_last_byline(rest: list[Line]) -> tuple[Part, ...]:
    """Take ``（记者 甲某）`` behind the last full stop of an article."""
    if not rest or isinstance(rest[-1], Heading):
        return ()
    line = rest[-1]
    tail = max(len(line.text) - _LONGEST_BRACKET, 0)
    found = _BRACKETED.finditer(line.text, tail)
    match = next((m for m in found if m.end() == len(line.text)), None)
    if not match or not _names_people(match.group(2)):
        return ()
    before = line.kept(match.start())
    if not ends_surely(before.text):
        return ()
    rest[-1] = before
    return _bracketed(line, match)


def _bracketed(line: Fragment, match: re.Match[str]) -> tuple[Part, ...]:
    return tuple(
        Part(_BLANKS.sub(" ", match.group(n)), line.line, line.column + match.start(n))
        for n in (1, 2, 3)
    )


def _names_people(words: str) -> bool:
    if not _STRONG_ROLE.search(words):
        return False
    people = parse_byline(words).credits
    return bool(people) and all(c.role and c.names for c in people)
