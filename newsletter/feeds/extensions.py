"""What feedgen leaves out or gets wrong, put right while it builds its trees.

feedgen calls ``extend_atom`` and ``extend_rss`` with the finished element of a
feed or entry; its Atom elements carry bare names without a namespace.
"""

import re
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Final

from lxml.etree import SubElement, _Element

from newsletter.feeds.entries import Entry
from newsletter.feeds.feed import Feed, joined_names
from newsletter.markup import one_line
from newsletter.model.archive import PublishedPhoto

ATOM: Final = "{http://www.w3.org/2005/Atom}"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_HISTORY: Final = "http://purl.org/syndication/history/1.0"
_MEDIA: Final = "http://search.yahoo.com/mrss/"
_SYNDICATION: Final = "http://purl.org/rss/1.0/modules/syndication/"
# Readers take such words for HTML unless they are escaped as HTML.
_LOOKS_LIKE_HTML: Final = re.compile(r"<[A-Za-z/!?]|&#?\w+;")


class UnsetTime(datetime):
    """A time that counts as absent.

    feedgen formats each RSS date by switching the locale of the whole process,
    which breaks under threads.  It leaves out a date that is false; we write it.
    """

    def __bool__(self) -> bool:
        """Claim to be nothing."""
        return False


class AtomFeed:
    """Marks archives as such."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed

    def extend_ns(self) -> dict[str, str]:
        """Declare namespaces once, on the root."""
        return {"media": _MEDIA} | ({"fh": _HISTORY} if self.feed.is_archive else {})

    def extend_atom(self, root: _Element) -> _Element:
        """Add ``fh:archive`` (RFC 5005) to an archive."""
        if self.feed.is_archive:
            SubElement(root, f"{{{_HISTORY}}}archive")
        return root


class RssFeed:
    """Writes dates, all links and the rhythm of the paper."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed

    def extend_ns(self) -> dict[str, str]:
        """Declare namespaces once, on the root."""
        return {"dc": _DC, "media": _MEDIA, "sy": _SYNDICATION}

    def extend_rss(self, root: _Element) -> _Element:
        """Complete the channel, which has no items yet."""
        channel = root[0]
        published = [entry.published for entry in self.feed.entries]
        newest = max(published, default=self.feed.updated)
        SubElement(channel, "pubDate").text = format_datetime(newest)
        SubElement(channel, "lastBuildDate").text = format_datetime(self.feed.updated)
        for relation, place in self.feed.chain:
            link = SubElement(channel, f"{ATOM}link", rel=relation, href=place)
            link.set("type", "application/atom+xml")
        if self.feed.hub:
            SubElement(channel, f"{ATOM}link", rel="hub", href=self.feed.hub)
        SubElement(channel, f"{{{_SYNDICATION}}}updatePeriod").text = self.feed.period
        SubElement(channel, f"{{{_SYNDICATION}}}updateFrequency").text = "1"
        return root


class AtomEntry:
    """Restores the links' attributes, marks HTML titles, adds pictures."""

    def __init__(self, entry: Entry, links: list[dict[str, str]]) -> None:
        self.entry = entry
        self.links = links

    def extend_atom(self, element: _Element) -> _Element:
        """Complete an entry."""
        for link, wanted in zip(element.findall("link"), self.links, strict=True):
            for name, value in wanted.items():
                link.set(name, value)
        for name in ("title", "summary"):
            _keep_as_text(element.find(name))
        _add_photos(element, self.entry.photos)
        return element


class RssItem:
    """Writes date, authors, the time of a correction, and pictures."""

    def __init__(self, entry: Entry, language: str) -> None:
        self.entry = entry
        self.language = language

    def extend_rss(self, element: _Element) -> _Element:
        """Complete an item."""
        entry = self.entry
        description = element.find("description")
        if description is not None and description.text:
            # Readers take it for HTML, always.
            description.text = escape(description.text, quote=False)
        SubElement(element, "pubDate").text = format_datetime(entry.published)
        if entry.people:
            # Readers show the first or the last of several creators: so join them.
            names = joined_names(self.language, entry.people)
            SubElement(element, f"{{{_DC}}}creator").text = names
        if entry.updated != entry.published:
            SubElement(element, f"{ATOM}updated").text = entry.updated.isoformat()
        _add_photos(element, entry.photos)
        return element


def _keep_as_text(element: _Element | None) -> None:
    """Escape words that look like markup once more, and say so."""
    if element is not None and element.text and _LOOKS_LIKE_HTML.search(element.text):
        element.set("type", "html")
        element.text = escape(element.text, quote=False)


def _add_photos(element: _Element, photos: tuple[PublishedPhoto, ...]) -> None:
    for photo in photos:
        media = SubElement(element, f"{{{_MEDIA}}}content", url=photo.url)
        media.set("fileSize", str(photo.size))
        media.set("type", "image/png" if photo.url.endswith(".png") else "image/jpeg")
        media.set("medium", "image")
        media.set("width", str(photo.width))
        media.set("height", str(photo.height))
        _add_words(media, photo)


def _add_words(media: _Element, photo: PublishedPhoto) -> None:
    if caption := one_line(photo.caption or photo.alt):
        description = SubElement(media, f"{{{_MEDIA}}}description", type="plain")
        description.text = caption
        _keep_as_text(description)
    if credit := one_line(photo.credit):
        who = SubElement(media, f"{{{_MEDIA}}}credit", role="photographer")
        who.set("scheme", "urn:ebu")
        who.text = credit
