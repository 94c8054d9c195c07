"""Words and pictures of an article as a reader gets them, to compare two states."""

import re
from dataclasses import asdict, dataclass, fields
from html import unescape
from typing import Any, Self

from newsletter.markup import as_html, with_dateline
from newsletter.model.archive import PublishedArticle
from newsletter.model.issue import Article, joined
from newsletter.pictures.stamp import stamp

_BLOCK_END = re.compile(r"</(?:p|h\d|li|pre|td|th|blockquote)>|<br ?/?>|<hr ?/?>")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Every word of an article, each part as lines; its pictures by their files."""

    kicker: tuple[str, ...]
    headline: tuple[str, ...]
    deck: tuple[str, ...]
    byline: tuple[str, ...]
    text: tuple[str, ...]
    """Dateline and body, a paragraph a line."""

    pictures: tuple[str, ...]
    """Caption and credit of each."""

    files: tuple[str, ...] = ()
    """Which file each picture is, see ``stamp``."""

    def plain(self) -> dict[str, Any]:
        """Turn it into JSON values; ``from_plain`` turns it back."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """Read what ``plain`` gave; an earlier version did not know the files.

        Raises:
            KeyError, TypeError: it is damaged.
        """
        known = {"files": (), **plain}
        return cls(**{one.name: tuple(known[one.name]) for one in fields(cls)})

    def parts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """List the parts with their names, in the order of the page."""
        return tuple((one.name, getattr(self, one.name)) for one in fields(self))


def words_of(article: Article) -> Words:
    """Collect the words of an article as it is now."""
    body = as_html(with_dateline(article.dateline, article.body))
    return Words(
        kicker=_lines(joined(article.kicker)),
        headline=article.headline,
        deck=_lines(joined(article.deck)),
        byline=_lines(str(article.byline)),
        text=_paragraphs(body),
        pictures=tuple(_caption(p.caption, p.credit) for p in article.photos),
        files=tuple(stamp(photo.path) for photo in article.photos),
    )


def published_words(article: PublishedArticle) -> Words:
    """Collect the words of an article as a build recorded them."""
    return Words(
        kicker=_lines(article.kicker),
        headline=article.headline,
        deck=_lines(article.deck),
        byline=_lines(article.byline),
        text=_paragraphs(article.content),
        pictures=tuple(_caption(p.caption, p.credit) for p in article.photos),
        files=tuple(photo.source for photo in article.photos),
    )


def _lines(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _caption(caption: str, credit: str) -> str:
    return " ".join(filter(None, (caption, credit)))


def _paragraphs(html: str) -> tuple[str, ...]:
    text = unescape(_TAG.sub("", _BLOCK_END.sub("\n", html)))
    return tuple(line.strip() for line in text.split("\n") if line.strip())
