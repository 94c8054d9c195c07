"""One dated number of the paper, as the editor wrote it."""

import datetime as dt
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path

from newsletter.errors import Place, Problem
from newsletter.model.boxes import NO_BOXES, Advertisement, Boxes
from newsletter.model.copy import Block, texts
from newsletter.model.correction import Correction
from newsletter.model.photo import Photo as Photo  # noqa: PLC0414  one of its parts
from newsletter.model.publication import Publication, Section


class Slot(Enum):
    """How much room an article asks for."""

    LEAD = "lead"
    SECOND = "second"
    PHOTO = "photo"
    BRIEF = "brief"
    NORMAL = "normal"


class Review(Enum):
    """How far an article has come on its way to print (三审三校)."""

    DRAFT = "draft"
    """Nobody has read it."""

    FIRST = "1st"
    """Read by its editor (初审)."""

    SECOND = "2nd"
    """Read by the head of the desk (复审)."""

    THIRD = "3rd"
    """Read by the chief editor (终审)."""

    SIGNED = "signed"
    """Released for print (签发)."""


@dataclass(frozen=True, slots=True)
class Credit:
    """People who did one job on an article, such as 记者."""

    role: str
    """Empty when the byline names people only."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Byline:
    """The printed credit of an article: roles and names (署名)."""

    credits: tuple[Credit, ...] = ()

    def __str__(self) -> str:
        """Write it as the paper prints it: ``记者 韩惠 通讯员 王晓丹``."""
        return " ".join(" ".join((c.role, *c.names)).strip() for c in self.credits)

    @property
    def names(self) -> tuple[str, ...]:
        """Every person once, in printed order."""
        return tuple(dict.fromkeys(name for c in self.credits for name in c.names))


_NOWHERE = Place(file="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pins:
    """What the editor will not leave to the composer."""

    page: int | None = None
    """Page it must begin on."""

    span: int | None = None
    """Columns its frame must be wide."""

    beside: str = ""
    """Slug of an article whose frame it must touch."""

    # Fingerprints are made from ``repr``, and a pin's line changes no edition.
    page_place: Place = field(default=_NOWHERE, repr=False, compare=False)
    span_place: Place = field(default=_NOWHERE, repr=False, compare=False)
    beside_place: Place = field(default=_NOWHERE, repr=False, compare=False)
    """Where the manifest says so."""


NO_PINS = Pins()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One story, as the editor wrote it."""

    slug: str
    """Identifies the article in its issue; anchors and addresses use it."""

    ordinal: int
    """Identifies the article in feeds for good: survives a new slug, title or place."""

    headline: tuple[str, ...]
    """Lines as broken by hand; an edition without room for breaks joins them."""

    kicker: tuple[str, ...] = ()
    deck: tuple[str, ...] = ()
    byline: Byline = Byline()
    dateline: str = ""
    summary: str = ""
    """The editor's own; ``lead_text`` falls back to the first paragraph."""

    body: tuple[Block, ...] = ()
    photos: tuple[Photo, ...] = ()
    slot: Slot = Slot.NORMAL
    may_jump: bool = True
    pins: Pins = NO_PINS
    # Fingerprints are made from ``repr``, and signing changes no edition.
    review: Review = field(default=Review.DRAFT, repr=False)
    place: Place
    """The article's file; problems found later point here."""

    @property
    def title(self) -> str:
        """The headline on one line."""
        return joined(self.headline)

    @property
    def texts(self) -> tuple[str, ...]:
        """Text of every block of the body, in order."""
        return texts(self.body)

    @property
    def lead_text(self) -> str:
        """The summary, or the first paragraph when there is none."""
        return self.summary or next((text for text in self.texts if text.strip()), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Articles under one section head, and under one banner (栏题) if there is one."""

    section: Section
    articles: tuple[Article, ...]
    banner: str = ""
    page: int | None = None
    """Page the group must begin on; None lets the composer choose."""

    page_place: Place = field(default=_NOWHERE, repr=False, compare=False)
    """Where the manifest says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageName:
    """What the manifest says of one page: its name and who is answerable for it."""

    number: int
    name: str = ""
    editors: tuple[Credit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A finding of ``check`` that the editor lets stand."""

    code: str
    reason: str
    text: str = ""
    """Words that the finding is about; empty silences the code altogether."""

    file: str = ""
    """Article that is meant; empty means all of them."""

    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One dated number of a publication."""

    publication: Publication
    date: date
    number: int
    groups: tuple[Group, ...]
    since: dt.date | None = None
    """Date of the first, if several issues were gathered into this digest."""

    pages: tuple[PageName, ...] = ()
    boxes: Boxes = NO_BOXES
    advertisements: tuple[Advertisement, ...] = ()
    silences: tuple[Silence, ...] = ()
    corrections: tuple[Correction, ...] = ()
    """Of articles in earlier issues."""

    folder: Path
    place: Place
    """The manifest; problems of the whole issue point here."""

    problems: tuple[Problem, ...] = ()
    """Warnings and hints found while reading; errors never get this far."""

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every article in the paper's order."""
        return tuple(article for group in self.groups for article in group.articles)


_NO_SPACE_AFTER = "、，。：；！？…—“‘（《〈「『"
"""A line that ends so reads on without a space."""


def joined(lines: tuple[str, ...]) -> str:
    """Join hand-broken lines as papers quote them: a space between the parts.

    No space follows a full-width mark, whose own white parts the lines already.
    """
    title = ""
    for line in lines:
        gap = " " if title and title[-1] not in _NO_SPACE_AFTER else ""
        title += gap + line
    return title
