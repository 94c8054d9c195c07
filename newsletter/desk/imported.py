"""What an importer read: articles made of placed parts, and every decision it took."""

import hashlib
import re
from dataclasses import dataclass

from newsletter.errors import Text
from newsletter.model.issue import Slot
from newsletter.model.publication import Section

_ASCII_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One decision of the importer, for the review sheet."""

    line: int
    """Line of the source, 1-based; 0 when the whole source is meant."""

    what: Text
    sure: bool = True
    """False asks the editor to look."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of copy and where in the source it begins."""

    text: str
    line: int
    """1-based."""

    column: int = 1
    """1-based, in characters."""


@dataclass(frozen=True, slots=True)
class Passage(Part):
    """A paragraph or subhead of an article's body."""

    joins: int = 0
    """How many breaks inside it were healed."""

    is_subhead: bool = False
    markdown: str = ""
    """How the article's file writes it, where its words alone are not enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that came with a source."""

    name: str
    """As the source calls it, with its ending."""

    content: bytes
    line: int
    caption: Part | None = None
    credit: Part | None = None
    alt: str = ""
    is_pasted: bool = False
    """The article's Markdown shows it, so that the manifest need not."""

    @property
    def file(self) -> str:
        """Where it goes in the issue's folder; the same picture, the same name."""
        stem, dot, suffix = self.name.rpartition(".")
        known = stem if _ASCII_NAME.fullmatch(stem) else "picture"
        digest = hashlib.sha256(self.content).hexdigest()[:8]
        return f"photos/{known}-{digest}{dot}{suffix.lower()}"

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its words, as they stand in the source."""
        return tuple(part for part in (self.caption, self.credit) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedArticle:
    """One story of the source, its parts still placed."""

    line: int
    """Where it begins in the source."""

    kicker: tuple[Part, ...] = ()
    """One line of the paper; its pieces stood apart in the source."""

    headline: tuple[Part, ...] = ()
    """One part for each line; empty when the source has none."""

    deck: tuple[Part, ...] = ()
    bylines: tuple[Part, ...] = ()
    """As written, less the marks around it; printed as one byline."""

    dateline: Part | None = None
    body: tuple[Passage, ...] = ()
    banner: tuple[Part, ...] = ()
    """The 栏题 that owns it, shared with its neighbours."""

    asides: tuple[Part, ...] = ()
    """Jump lines and brackets that the review sheet keeps and the article drops."""

    stand_in: str = ""
    """Headline to print when the source has none for it."""

    pictures: tuple[Picture, ...] = ()
    verbatim: str = ""
    """Its file, letter by letter, when the source is a Markdown article already."""

    section: Section
    slot: Slot = Slot.NORMAL
    notes: tuple[Note, ...] = ()
    """The decisions taken for it."""

    @property
    def title(self) -> str:
        """The headline on one line; empty when there is none."""
        return " ".join(part.text for part in self.headline)

    @property
    def byline(self) -> str:
        """The byline on one line, as the front matter gets it."""
        return " ".join(part.text for part in self.bylines)

    @property
    def joins(self) -> int:
        """How many breaks were healed."""
        return sum(passage.joins for passage in self.body)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every part but the banner, in the order of the source."""
        dateline = (self.dateline,) if self.dateline else ()
        own = (*self.kicker, *self.headline, *self.deck, *self.bylines, *dateline)
        words = (part for picture in self.pictures for part in picture.parts)
        return _in_order((*own, *self.body, *self.asides, *words))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPage:
    """A page of the source: its articles and the decisions taken."""

    articles: tuple[ImportedArticle, ...]
    asides: tuple[Part, ...] = ()
    """Page furniture that belongs to no article."""

    page_notes: tuple[Note, ...] = ()
    """The decisions taken for the page as a whole."""

    number: int | None = None
    """Number of the issue, when the source says it."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """Every decision, in the order of the source."""
        own = (note for article in self.articles for note in article.notes)
        return tuple(sorted((*self.page_notes, *own), key=lambda note: note.line))

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every part once, banners and asides included, in the order of the source."""
        banners = dict.fromkeys(b for article in self.articles for b in article.banner)
        own = (part for article in self.articles for part in article.parts)
        return _in_order((*banners, *own, *self.asides))

    @property
    def unsure(self) -> tuple[Note, ...]:
        """The decisions that an editor must look at."""
        return tuple(note for note in self.notes if not note.sure)


def _in_order(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda part: (part.line, part.column)))
