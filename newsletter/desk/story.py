"""A manuscript read into an article: heads, byline, dateline, text, pictures."""

from collections.abc import Sequence
from dataclasses import replace

from newsletter.desk.copy_markdown import is_plain, markdown_of
from newsletter.desk.endings import ending_notes
from newsletter.desk.heads import Heads, take_heads
from newsletter.desk.imported import (
    ImportedArticle,
    ImportedPage,
    Note,
    Part,
    Passage,
    Picture,
)
from newsletter.desk.manuscript import Manuscript, Piece, Role
from newsletter.desk.marks import ends_surely, has_punctuation, snippet
from newsletter.desk.openings import Opening, open_article, opening_notes
from newsletter.desk.photo_words import captioned
from newsletter.desk.scan import Fragment, Heading, Line
from newsletter.desk.sorting import choose_section, section_note
from newsletter.errors import Text
from newsletter.model.copy import Paragraph, Span, Subhead
from newsletter.model.issue import Slot
from newsletter.model.publication import Publication

_SUBHEAD_LENGTH = 30
_PHOTO_STORY_LENGTH = 2


def read_manuscript(manuscript: Manuscript, publication: Publication) -> ImportedPage:
    """Read a manuscript into an article, or several when styles say so.

    Args:
        manuscript: What a Word file or a web page holds.
        publication: Its sections' keywords sort the articles.
    """
    stories = _stories(manuscript.pieces)
    articles = tuple(_read(story, publication) for story in stories)
    notes = (*manuscript.notes, *map(_aside_note, manuscript.asides))
    return ImportedPage(articles=articles, asides=manuscript.asides, page_notes=notes)


def _stories(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Begin a story at each styled headline that has text before it."""
    stories: list[list[Piece]] = [[]]
    has_headline = False
    for piece in pieces:
        opens = piece.role in (Role.KICKER, Role.HEADLINE)
        begun = any(p.role is Role.UNKNOWN and p.text for p in stories[-1])
        if opens and begun and has_headline:
            stories.append([])
        has_headline = has_headline or piece.role is Role.HEADLINE
        stories[-1].append(piece)
    return [story for story in stories if story]


def _read(story: Sequence[Piece], publication: Publication) -> ImportedArticle:
    pieces, pictures = captioned(story)
    heads, rest = take_heads(pieces)
    lines = [_line(piece) for piece in rest]
    opened = open_article(lines)
    opening = replace(opened, bylines=(*heads.bylines, *opened.bylines))
    written = {piece.line: piece for piece in rest}
    body = tuple(_passage(line, written[line.line]) for line in opening.lines)
    running = tuple(p for p in body if written[p.line].is_running)
    # A story may well end in a table; it is no sentence that breaks off.
    ends_apart = bool(body) and not written[body[-1].line].is_running
    first = rest[0].line if rest else story[0].line
    article = _article(heads, opening, body, pictures, publication, story[0].line)
    return replace(
        article,
        notes=(
            *heads.notes,
            *opening_notes(first, opening),
            *_subhead_notes(body),
            *_label_notes(rest),
            *ending_notes(running, ends_apart=ends_apart),
            *map(_picture_note, pictures),
            *article.notes,
        ),
    )


def _article(
    heads: Heads,
    opening: Opening,
    body: tuple[Passage, ...],
    pictures: tuple[Picture, ...],
    publication: Publication,
    line: int,
) -> ImportedArticle:
    heading = "\n".join(part.text for part in (*heads.kicker, *heads.headline))
    text = "".join(passage.text for passage in body)
    choice = choose_section(heading, text, publication)
    short = len(body) <= _PHOTO_STORY_LENGTH and not opening.dateline
    return ImportedArticle(
        line=line,
        kicker=heads.kicker,
        headline=heads.headline,
        deck=(*heads.deck, *opening.deck),
        bylines=opening.bylines,
        dateline=opening.dateline,
        body=body,
        asides=opening.brackets,
        section=choice.section,
        slot=Slot.PHOTO if pictures and short else Slot.NORMAL,
        pictures=pictures,
        notes=(section_note(line, choice),),
    )


def _line(piece: Piece) -> Line:
    """Show a piece to the rules for page text; what is set apart is no fragment."""
    if piece.is_running and not _is_subhead(piece) and not piece.label:
        return Fragment(piece.text, piece.line)
    return Heading(piece.text, piece.line)


def _is_subhead(piece: Piece) -> bool:
    if piece.role is Role.SUBHEAD:
        return True
    short = len(piece.text) <= _SUBHEAD_LENGTH and not ends_surely(piece.text)
    return piece.is_strong and short and not has_punctuation(piece.text)


def _passage(line: Line, piece: Piece) -> Passage:
    front = line.column - 1
    kept = piece if line.text == piece.text else piece.cut(front, len(line.text))
    block = kept.block
    if piece.is_running and _is_subhead(piece):
        words = tuple(replace(s, strong=False) for s in _spans(kept))
        block = Subhead(words)
    written = markdown_of(block)
    if piece.label:
        written = f"{_label(piece.label)}{written}"
    plain = is_plain(block) and not piece.label and not isinstance(block, Subhead)
    return Passage(
        line.text,
        line.line,
        line.column,
        is_subhead=isinstance(block, Subhead),
        markdown="" if plain else written,
    )


def _label(label: str) -> str:
    """Write a number; ``1.`` becomes the list entry that it is."""
    gap = " " if label[-1:].isascii() else ""
    return f"{label}{gap}"


def _spans(piece: Piece) -> tuple[Span, ...]:
    return piece.block.spans if isinstance(piece.block, Paragraph) else ()


def _aside_note(part: Part) -> Note:
    words = snippet(part.text, 60)
    return Note(
        line=part.line,
        what=Text(
            zh=f"“{words}”不在正文里（脚注、页眉或文末），没有导入",
            en=f"“{words}” stands outside the copy (foot note, header, tail), left out",
        ),
        sure=False,
    )


def _subhead_notes(body: Sequence[Passage]) -> tuple[Note, ...]:
    return tuple(
        Note(
            line=p.line,
            what=Text(
                zh=f"作小标题：“{snippet(p.text)}”",
                en=f"taken as a subhead: “{snippet(p.text)}”",
            ),
        )
        for p in body
        if p.is_subhead
    )


def _label_notes(pieces: Sequence[Piece]) -> tuple[Note, ...]:
    return tuple(
        Note(
            line=p.line,
            what=Text(
                zh=f"自动编号“{p.label}”已写成文字",
                en=f"the computed number “{p.label}” was written out",
            ),
        )
        for p in pieces
        if p.label
    )


def _picture_note(picture: Picture) -> Note:
    said = picture.caption.text if picture.caption else ""
    zh = f"图片 {picture.file}" + (f"，图注“{snippet(said)}”" if said else "，没有图注")
    en = f"picture {picture.file}" + (
        f", caption “{snippet(said)}”" if said else ", no caption"
    )
    return Note(
        line=picture.line, what=Text(zh=zh, en=en), sure=bool(said and picture.alt)
    )
