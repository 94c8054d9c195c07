"""Page text, as OCR gives it, read into articles with every decision on record."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsletter.desk.blocks import Block, group
from newsletter.desk.endings import (
    ending_notes,
    is_continuation,
    take_jump_lines,
)
from newsletter.desk.headings import Split, split_heading, split_note
from newsletter.desk.healing import heal
from newsletter.desk.imported import ImportedArticle, ImportedPage, Note, Part
from newsletter.desk.marks import ends_surely
from newsletter.desk.openings import (
    Opening,
    byline_of,
    open_article,
    opening_notes,
)
from newsletter.desk.page_notes import (
    continuation_note,
    furniture_notes,
    headless_note,
    lead_notes,
    markdown_notes,
    photo_notes,
)
from newsletter.desk.scan import scan
from newsletter.desk.sorting import Choice, choose_section, section_note
from newsletter.desk.subjects import Subjects, find_subjects
from newsletter.model.issue import Slot
from newsletter.model.publication import Publication

_FURNITURE_LENGTH = 40
_PHOTO_STORY_LENGTH = 2
_PICTURE_ROLES = ("摄", "图")


def read_page(text: str, publication: Publication) -> ImportedPage:
    """Read the text of a newspaper page into articles.

    Headings start articles, columns' breaks are healed, and kicker, headline,
    deck, byline, dateline, banner and section are told apart.  Nothing is
    decided silently: each decision is a note with its line of the source.

    Args:
        text: Lines of copy; headings are marked as in Markdown, or not at all.
        publication: Its sections' keywords sort the articles.
    """
    lines = scan(text)
    subjects = find_subjects("\n".join(line.text for line in lines))
    blocks, notes = group(lines)
    furniture, blocks = _furniture(blocks)
    read = tuple(_read(block, subjects, publication) for block in blocks)
    articles = _with_lead(read, blocks)
    told = (*notes, *furniture_notes(furniture), *lead_notes(articles))
    return ImportedPage(articles=articles, asides=furniture, page_notes=told)


@dataclass(frozen=True, slots=True)
class _Heads:
    """An article's heading, told apart."""

    split: Split | None
    asides: tuple[Part, ...]
    notes: tuple[Note, ...]


def _read(
    block: Block, subjects: Subjects, publication: Publication
) -> ImportedArticle:
    lines, jumps, jump_notes = take_jump_lines(block.lines)
    heads = _heads(block, subjects)
    opening = open_article(lines)
    body, body_notes = heal(opening.lines)
    choice = _choose(block, opening, publication)
    article = ImportedArticle(
        line=block.line,
        kicker=heads.split.kicker if heads.split else (),
        headline=heads.split.headline if heads.split else (),
        deck=(*(heads.split.deck if heads.split else ()), *opening.deck),
        bylines=opening.bylines,
        dateline=opening.dateline,
        body=body,
        banner=tuple(Part(b.text, b.line, b.column) for b in block.banner),
        asides=(*jumps, *opening.brackets, *heads.asides),
        section=choice.section,
        slot=_slot(opening, len(body)),
    )
    notes = (
        *heads.notes,
        *opening_notes(block.line, opening),
        *jump_notes,
        *body_notes,
        *ending_notes(body),
        *photo_notes(article),
        *markdown_notes(block.lines),
        section_note(block.line, choice),
    )
    return replace(article, notes=notes)


def _heads(block: Block, subjects: Subjects) -> _Heads:
    jumps = tuple(h for h in block.headings if is_continuation(h.text))
    headings = tuple(h for h in block.headings if h not in jumps)
    notes = tuple(continuation_note(jump) for jump in jumps)
    if not headings:
        return _Heads(None, jumps, (*notes, headless_note(block)))
    split = split_heading(headings, subjects)
    return _Heads(split, jumps, (*notes, split_note(headings[0], split)))


def _choose(block: Block, opening: Opening, publication: Publication) -> Choice:
    heading = "\n".join(part.text for part in (*block.banner, *block.headings))
    first = opening.dateline.text if opening.dateline else ""
    body = first + "".join(line.text for line in opening.lines)
    return choose_section(heading, body, publication)


def _slot(opening: Opening, passages: int) -> Slot:
    """A picture with a few lines: somebody took it, and no dateline opens it."""
    roles = "".join(credit.role for credit in byline_of(opening).credits)
    pictured = any(mark in roles for mark in _PICTURE_ROLES)
    short = passages <= _PHOTO_STORY_LENGTH and not opening.dateline
    return Slot.PHOTO if pictured and short else Slot.NORMAL


def _furniture(
    blocks: tuple[Block, ...],
) -> tuple[tuple[Part, ...], tuple[Block, ...]]:
    """Set apart short lines above the first heading: name, date, page number."""
    if len(blocks) < 2 or blocks[0].headings:
        return (), blocks
    lines = blocks[0].lines
    if any(len(t.text) > _FURNITURE_LENGTH or ends_surely(t.text) for t in lines):
        return (), blocks
    return tuple(Part(t.text, t.line, t.column) for t in lines), blocks[1:]


def _with_lead(
    articles: tuple[ImportedArticle, ...], blocks: Sequence[Block]
) -> tuple[ImportedArticle, ...]:
    """Make the first article the lead when the source alone marks it so."""
    tops = [any(h.is_top for h in block.headings) for block in blocks]
    if len(tops) < 2 or not tops[0] or any(tops[1:]):
        return articles
    if articles[0].slot is not Slot.NORMAL:
        return articles
    return (replace(articles[0], slot=Slot.LEAD), *articles[1:])
