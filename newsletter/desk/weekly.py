"""A whole issue in one Markdown file: sections, items, and nothing lost between."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsletter.desk.article_file import escaped
from newsletter.desk.imported import ImportedArticle, ImportedPage, Note, Part, Passage
from newsletter.desk.markdown_article import copy_in, with_pictures
from newsletter.desk.marks import snippet
from newsletter.desk.weekly_links import bare_links, hrefs, with_inline_links
from newsletter.desk.weekly_outline import Chunk, outline
from newsletter.errors import Text
from newsletter.model.copy import texts
from newsletter.model.issue import Slot
from newsletter.model.publication import Publication, Section

_NUMBER = re.compile(
    r"第\s*(\d{1,6})\s*期|(?:Issue|No\.?|Vol\.?|#)\s*#?(\d{1,6})", re.IGNORECASE
)
_FRONT = re.compile(r"\A---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """What was read, and the copy that it must account for."""

    page: ImportedPage
    text: str


def read_weekly(text: str, folder: Path, publication: Publication) -> Weekly:
    """Read one Markdown file that holds a whole issue.

    The first heading is the issue's title, ``##`` are sections, ``###`` items; in a
    section without such headings bold or numbered leads begin items, or the entries
    of its lists do when each begins with a link or bold words.  A section that the
    paper does not have becomes a banner in the default one.

    Args:
        text: The file, without a byte order mark.
        folder: Where it lies, for its pictures.
        publication: Gives the sections.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(unified)
    head = front.group() if front else ""
    # Line numbers stay those of the file.
    source = with_inline_links("\n" * head.count("\n") + unified[len(head) :])
    divided = outline(source)
    front_words = " ".join(head.split())
    above = [Part(front_words, 1)] if head else []
    above += [divided.title] if divided.title else []
    title = divided.title.text if divided.title else ""
    read = [_article(chunk, title, folder, publication) for chunk in divided.chunks]
    banners = {banner for article in read for banner in article.banner}
    names = [section for section in divided.sections if section not in banners]
    page = ImportedPage(
        articles=tuple(read),
        asides=(*above, *names),
        page_notes=(
            *_title_notes(above),
            *map(_banner_note, sorted(banners, key=lambda part: part.line)),
            *_link_notes(source, read),
        ),
        number=_number(title),
    )
    return Weekly(page=page, text=f"{front_words}\n{_words(source)}")


def _words(markdown: str) -> str:
    return "\n".join(texts(copy_in(markdown).blocks))


def _number(title: str) -> int | None:
    match = _NUMBER.search(title)
    return int(next(filter(None, match.groups()))) if match else None


def _article(
    chunk: Chunk, title: str, folder: Path, publication: Publication
) -> ImportedArticle:
    section = _section(chunk.section, publication)
    body, pictures, told = with_pictures(chunk.markdown, folder, chunk.line - 1)
    words = _words(chunk.markdown)
    links = bare_links(chunk.hrefs, body)
    whole = "\n\n".join(filter(None, (body.strip("\n"), links)))
    stand_in = chunk.section.text if chunk.section else title
    is_empty = not whole.strip() and not pictures
    if is_empty and chunk.headline:
        whole = escaped(chunk.headline.text)
    is_banner = chunk.section is not None and section is None
    return ImportedArticle(
        line=chunk.line,
        headline=(chunk.headline,) if chunk.headline else (),
        stand_in=stand_in,
        body=(Passage(words, chunk.line, 9, markdown=whole),),
        banner=(chunk.section,) if chunk.section and is_banner else (),
        asides=chunk.marks,
        section=section or publication.default_section,
        slot=Slot.BRIEF if chunk.is_entry else Slot.NORMAL,
        pictures=pictures,
        notes=(*told, *_notes(chunk, stand_in, is_empty=is_empty)),
    )


def _section(heading: Part | None, publication: Publication) -> Section | None:
    """Find the paper's section of that name."""
    if heading is None:
        return None
    words = heading.text.strip().casefold()
    exact = (s for s in publication.sections if words in (s.name.casefold(), s.slug))
    within = (s for s in publication.sections if s.name.casefold() in words)
    return next(exact, None) or next(within, None)


def _notes(chunk: Chunk, stand_in: str, *, is_empty: bool) -> Iterator[Note]:
    if chunk.headline is None:
        yield _note(
            chunk.line,
            f"这段文字没有自己的标题，用“{stand_in}”",
            f"this text has no headline of its own; it gets “{stand_in}”",
        )
    if is_empty:
        yield _note(
            chunk.line,
            "只有标题，没有正文：标题重复作正文",
            "a headline without text: it stands as the text too",
        )


def _banner_note(banner: Part) -> Note:
    return _note(
        banner.line,
        f"本报没有栏目“{banner.text}”，作栏题放在默认栏目",
        f"the paper has no section “{banner.text}”: a banner in the default one",
    )


def _title_notes(asides: Sequence[Part]) -> Iterator[Note]:
    for part in asides:
        words = snippet(part.text, 40)
        yield _note(
            part.line,
            f"“{words}”是这一期的标题或文件头，不排入稿件",
            f"“{words}” is the issue's title or front matter, and no copy",
        )


def _link_notes(source: str, read: Sequence[ImportedArticle]) -> Iterator[Note]:
    """Name links that stand in no article, such as those of section headings."""
    kept = {h for a in read for p in a.body for h in hrefs(copy_in(p.markdown).blocks)}
    for href in hrefs(copy_in(source).blocks):
        if href not in kept:
            yield _note(0, f"链接没有收入：{href}", f"link not imported: {href}")


def _note(line: int, zh: str, en: str) -> Note:
    return Note(line=line, what=Text(zh=zh, en=en), sure=False)
