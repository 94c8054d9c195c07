"""RSS 2.0 and Atom 1.0: the only module that knows feedgen.

Each format has a generator of its own, for feedgen keeps one content type for
both; ``extensions`` mend what it gets wrong.
"""

import re
from datetime import UTC
from typing import Any, Final

from feedgen.feed import FeedEntry, FeedGenerator

from newsletter import __version__
from newsletter.feeds.entries import Entry, address
from newsletter.feeds.extensions import (
    AtomEntry,
    AtomFeed,
    RssFeed,
    RssItem,
    UnsetTime,
)
from newsletter.feeds.feed import Feed, rss_language
from newsletter.markup import one_line
from newsletter.model.web import ICON, LOGO, LOGO_ROOM

_NAME: Final = "newsletter"
_TTL: Final = 60  # minutes a reader may wait before it asks again
_TITLE: Final = re.compile(rb"<title>[^<]*</title>")


def atom(feed: Feed) -> bytes:
    """Write a feed as Atom (RFC 4287)."""
    generator = _generator(feed, "atom.xml", "application/atom+xml")
    generator.updated(feed.updated)
    generator.author(_author(feed))
    if feed.publication.web.icon:
        generator.icon(address(feed.publication, ICON))
    if feed.publication.web.logo:
        generator.logo(address(feed.publication, LOGO))
    generator.register_extension("paper", lambda: AtomFeed(feed), None, rss=False)
    for entry in feed.entries:
        item = _add(generator, feed, entry)
        item.content(entry.content, type="html")
        item.published(entry.published)
        item.updated(entry.updated)
        item.author([{"name": name} for name in entry.people])
        _extend(item, AtomEntry(entry, _links(feed, entry)), rss=False)
    return bytes(generator.atom_str(pretty=True))


def rss(feed: Feed) -> bytes:
    """Write a feed as RSS 2.0 with the content, dc, media, atom and sy modules."""
    generator = _generator(feed, "rss.xml", "application/rss+xml")
    generator.language(rss_language(feed.publication.language))
    generator.generator(f"{_NAME} {__version__}")  # which knows no attribute for it
    generator.lastBuildDate(UnsetTime(1970, 1, 1, tzinfo=UTC))
    generator.ttl(_TTL)
    if editor := _rss_person(feed):
        generator.managingEditor(editor)
    if logo := feed.publication.web.logo:
        width, height = logo.within(*LOGO_ROOM)
        place = address(feed.publication, LOGO)
        generator.image(place, feed.title, feed.home, str(width), str(height))
    generator.register_extension("paper", lambda: RssFeed(feed), None, atom=False)
    for entry in feed.entries:
        item = _add(generator, feed, entry)
        item.content(entry.content, type="CDATA")
        _extend(item, RssItem(entry, feed.publication.language), atom=False)
    return _TITLE.sub(_title, bytes(generator.rss_str(pretty=True)))


def _generator(feed: Feed, name: str, media_type: str) -> Any:
    generator = FeedGenerator()
    language = feed.publication.language
    generator.id(feed.id)
    generator.title(feed.title)
    generator.subtitle(feed.subtitle)
    generator.description(feed.subtitle)
    generator.language(language)
    generator.rights(feed.rights)
    generator.generator(_NAME, version=__version__)
    generator.link(href=feed.at(name), rel="self", type=media_type)
    for relation, place in feed.chain:
        generator.link(href=place, rel=relation, type="application/atom+xml")
    if feed.hub:
        generator.link(href=feed.hub, rel="hub")
    # The channel's own link is the last one given, whatever its relation.
    generator.link(href=feed.home, rel="alternate", type="text/html", hreflang=language)
    return generator


def _add(generator: Any, feed: Feed, entry: Entry) -> Any:
    item = FeedEntry()
    item.id(entry.id)
    item.guid(entry.id, permalink=False)
    item.title(entry.title)
    item.summary(entry.summary)
    # feedgen alters the dictionaries it is given, so every call gets new ones.
    item.link(_links(feed, entry))
    item.category(
        term=one_line(entry.section.name),
        label=one_line(entry.section.name),
        scheme=address(feed.publication, "sections/"),
    )
    return generator.add_entry(item, order="append")


def _links(feed: Feed, entry: Entry) -> list[dict[str, str]]:
    language = feed.publication.language
    page = {"href": entry.url, "rel": "alternate", "type": "text/html"}
    links = [page | {"hreflang": language}]
    if enclosure := entry.enclosure:
        links.append(
            {
                "href": enclosure.url,
                "rel": "enclosure",
                "type": enclosure.type,
                "title": enclosure.title,
                "length": str(enclosure.size),
            }
        )
    return links


def _extend(
    item: Any, extension: object, *, atom: bool = True, rss: bool = True
) -> None:
    item.register_extension("paper", lambda: extension, atom=atom, rss=rss)


def _author(feed: Feed) -> dict[str, str]:
    author = {"name": one_line(feed.publication.name), "uri": address(feed.publication)}
    email = one_line(feed.publication.furniture.email)
    return author | ({"email": email} if email else {})


def _rss_person(feed: Feed) -> str:
    email = one_line(feed.publication.furniture.email)
    return f"{email} ({one_line(feed.publication.name)})" if email else ""


def _title(match: re.Match[bytes]) -> bytes:
    """Write ``&`` and ``<`` as RSS readers of every age understand them.

    Recommended by the RSS Advisory Board's profile, ``title`` of an item.
    """
    marks = ((b"&amp;", b"&#x26;"), (b"&lt;", b"&#x3C;"), (b"&gt;", b"&#x3E;"))
    title = match.group()
    for named, numbered in marks:
        title = title.replace(named, numbered)
    return title
