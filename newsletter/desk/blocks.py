"""Headings and fragments grouped into articles under their banners."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from newsletter.desk.imported import Note, Part
from newsletter.desk.marks import ends_surely, snippet
from newsletter.desk.openings import opens_article
from newsletter.desk.scan import Fragment, Heading, Line
from newsletter.errors import Text

_LONGEST_HEADLINE = 44
_MOST_HEADING_LINES = 4


@dataclass(frozen=True, slots=True)
class Block:
    """One article before its parts are told apart."""

    headings: tuple[Heading, ...] = ()
    """More than one when they stand directly under each other; none at all when
    text stands before the first heading."""

    lines: tuple[Line, ...] = ()
    """Fragments, and headings that are subheads of the article."""

    banner: tuple[Heading, ...] = ()

    @property
    def line(self) -> int:
        """Where it begins in the source."""
        return (*self.headings, *self.lines)[0].line


def group(lines: Sequence[Line]) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Group the lines of a page into articles.

    A heading starts an article.  One with nothing before a deeper heading is a
    banner, until a heading of its own or a higher level; one with nothing
    before its equal is the first line of a longer heading.  A deeper heading
    without byline or dateline is a subhead.
    """
    grouping = _Grouping([], [], [], [])
    runs = _runs(_with_headings(lines))
    for run, following in zip_longest(runs, runs[1:]):
        _place(grouping, run, following)
    blocks = (Block(d.headings, tuple(d.lines), d.banner) for d in grouping.drafts)
    return tuple(blocks), tuple(grouping.notes)


@dataclass(frozen=True, slots=True)
class _Run:
    """A heading and the fragments up to the next heading."""

    heading: Heading | None
    fragments: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A block that may still get lines."""

    headings: tuple[Heading, ...]
    lines: list[Line]
    banner: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class _Grouping:
    """What has been grouped so far."""

    drafts: list[_Draft]
    banners: list[Heading]
    waiting: list[Heading]
    """Headings that belong to the next one."""

    notes: list[Note]


def _runs(lines: Iterable[Line]) -> tuple[_Run, ...]:
    runs: list[tuple[Heading | None, list[Fragment]]] = []
    for line in lines:
        if isinstance(line, Heading):
            runs.append((line, []))
        elif runs:
            runs[-1][1].append(line)
        else:
            runs.append((None, [line]))
    return tuple(_Run(heading, tuple(fragments)) for heading, fragments in runs)


def _place(grouping: _Grouping, run: _Run, following: _Run | None) -> None:
    heading = run.heading
    if heading is None:
        grouping.drafts.append(_Draft((), list(run.fragments), ()))
        return
    after = following.heading if following else None
    if run.fragments and _is_subhead(grouping, run, heading):
        grouping.drafts[-1].lines.extend((heading, *run.fragments))
        return
    while grouping.banners and grouping.banners[-1].level >= heading.level:
        grouping.banners.pop()
    if run.fragments or after is None or after.level < heading.level:
        _start_article(grouping, run, heading)
    elif after.level > heading.level:
        grouping.banners.append(heading)
        grouping.notes.append(_banner_note(heading))
    else:
        grouping.waiting.append(heading)
        grouping.notes.append(_waiting_note(heading))


def _start_article(grouping: _Grouping, run: _Run, heading: Heading) -> None:
    headings = (*grouping.waiting, heading)
    grouping.waiting.clear()
    banner = tuple(grouping.banners)
    grouping.drafts.append(_Draft(headings, list(run.fragments), banner))
    if not run.fragments:
        grouping.notes.append(_empty_note(heading))


def _is_subhead(grouping: _Grouping, run: _Run, heading: Heading) -> bool:
    """A deeper heading inside an article, without an opening of its own."""
    if not grouping.drafts or not grouping.drafts[-1].headings or grouping.waiting:
        return False
    last = grouping.drafts[-1]
    inside = tuple(grouping.banners) == last.banner
    deeper = heading.level > last.headings[-1].level
    return inside and deeper and bool(last.lines) and not opens_article(run.fragments)


def _with_headings(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Find headings by their shape when the source marks none."""
    fragments = [line for line in lines if isinstance(line, Fragment)]
    if len(fragments) < len(lines) or not fragments:
        return tuple(lines)
    found: set[int] = set()
    for index in range(len(fragments)):
        if opens_article(fragments[index : index + 1]):
            found |= _heading_before(fragments, index)
    if not found and len(fragments) > 1 and _looks_like_headline(fragments[0]):
        found.add(0)
    return tuple(
        Heading(f.text, f.line, f.column) if index in found else f
        for index, f in enumerate(fragments)
    )


def _heading_before(fragments: Sequence[Fragment], index: int) -> set[int]:
    start = index
    while start and index - start < _MOST_HEADING_LINES:
        if not _looks_like_headline(fragments[start - 1]):
            break
        start -= 1
    return set(range(start, index))


def _looks_like_headline(fragment: Fragment) -> bool:
    short = len(fragment.text) <= _LONGEST_HEADLINE
    return short and not ends_surely(fragment.text) and not opens_article((fragment,))


def _banner_note(heading: Part) -> Note:
    words = snippet(heading.text)
    return Note(
        line=heading.line,
        what=Text(
            zh=f"“{words}”作栏题，统领其下各稿",
            en=f"“{words}” is a banner over the articles below it",
        ),
    )


def _waiting_note(heading: Part) -> Note:
    words = snippet(heading.text)
    return Note(
        line=heading.line,
        what=Text(
            zh=f"“{words}”下面没有正文，与下一行标题合为一题",
            en=f"“{words}” has no text below it and joins the next heading",
        ),
        sure=False,
    )


def _empty_note(heading: Part) -> Note:
    words = snippet(heading.text)
    return Note(
        line=heading.line,
        what=Text(zh=f"“{words}”没有正文", en=f"“{words}” has no text"),
        sure=False,
    )
