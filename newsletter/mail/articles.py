"""An article as plain values for the templates of the e-mail edition."""

from collections.abc import Mapping
from dataclasses import dataclass

from newsletter.mail.budget import lead_of
from newsletter.mail.links import Links
from newsletter.mail.plain import as_text
from newsletter.markup import as_html, with_dateline
from newsletter.model.copy import Block, Listing, Paragraph, Quote, Span, Subhead
from newsletter.model.correction_box import BOX_SLUG
from newsletter.model.issue import Article, Photo

PICTURE_WIDTH = 552
"""CSS pixels between the margins of the widest mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A picture as one message points to it."""

    source: str
    """``https:`` or ``cid:`` address."""

    url: str
    """Where it is served, for the text part."""

    width: int
    """CSS pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoView:
    """A photo with its words; ``shown`` is None when its picture is missing."""

    shown: Shown | None
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """One article, its body as HTML and as paragraphs of plain text."""

    kicker: tuple[str, ...]
    headline: tuple[str, ...]
    title: str
    """The headline on one line."""

    deck: tuple[str, ...]
    byline: str
    photos: tuple[PhotoView, ...]
    html: str
    paragraphs: tuple[str, ...]
    lead: str
    """One paragraph, for layouts that print no more."""

    url: str
    is_shortened: bool


def article_view(
    article: Article,
    links: Links,
    pictures: Mapping[Photo, Shown],
    *,
    is_short: bool,
    section: str = "",
) -> ArticleView:
    """Lay out one article, or its lead alone.

    Args:
        article: as loaded.
        links: give the address of the web edition.
        pictures: how this message shows each photo.
        is_short: print the lead and a link instead of the body.
        section: slug; its clicks are counted by it.
    """
    text = lead_of(article)
    lead = (Paragraph((Span(text=text),)),) if text else ()
    copy = with_dateline(article.dateline, lead if is_short else article.body)
    body = tuple(links.clicks.in_copy(section, block) for block in copy)
    return ArticleView(
        kicker=article.kicker,
        headline=article.headline,
        title=article.title,
        deck=article.deck,
        byline=str(article.byline),
        photos=tuple(_photo(photo, pictures.get(photo)) for photo in article.photos),
        html=as_html(tuple(map(_lowered, body))),
        paragraphs=as_text(body),
        lead=text,
        url=links.clicks.through(section, address_of(article, links)),
        is_shortened=is_short,
    )


def address_of(article: Article, links: Links) -> str:
    """Find where the web edition has an article, or the box of corrections."""
    day, _, slug = article.slug.rpartition("/")
    if slug == BOX_SLUG:
        return (
            f"{links.home}{day}/#corrections" if day else f"{links.browser}#corrections"
        )
    return links.article(article.slug)


def _photo(photo: Photo, shown: Shown | None) -> PhotoView:
    alt = photo.alt or photo.caption
    return PhotoView(shown=shown, alt=alt, caption=photo.caption, credit=photo.credit)


def _lowered(block: Block) -> Block:
    """Move headings inside an article below its own, which is an ``h3``."""
    match block:
        case Subhead(spans, level):
            return Subhead(spans, min(level + 2, 6))
        case Quote(blocks):
            return Quote(tuple(map(_lowered, blocks)))
        case Listing(items, ordered, start):
            moved = tuple(tuple(map(_lowered, item)) for item in items)
            return Listing(moved, ordered, start)
        case _:
            return block
