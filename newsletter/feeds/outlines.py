"""JSON Feed 1.1 and OPML 2.0, which need no library."""

import json
from email.utils import format_datetime
from html import escape
from typing import Any

from newsletter.feeds.entries import Entry, address
from newsletter.feeds.feed import Feed
from newsletter.markup import one_line
from newsletter.model.web import ICON


def json_feed(feed: Feed) -> bytes:
    """Write a feed as JSON Feed 1.1."""
    publication = feed.publication
    author = {"name": one_line(publication.name), "url": address(publication)}
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.at("feed.json"),
        "description": feed.subtitle,
        "language": publication.language,
        "authors": [author],
        **_pictures(feed),
        **({"hubs": [{"type": "WebSub", "url": feed.hub}]} if feed.hub else {}),
        "items": [_item(entry) for entry in feed.entries],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _pictures(feed: Feed) -> dict[str, str]:
    if not feed.publication.web.icon:
        return {}
    icon = address(feed.publication, ICON)
    return {"icon": icon, "favicon": icon}


def opml(feeds: tuple[Feed, ...]) -> bytes:
    """List feeds as OPML 2.0, the first one's paper as the owner."""
    main = feeds[0]
    name = escape(one_line(main.publication.name))
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "<head>",
        f"<title>{escape(main.title)}</title>",
        f"<dateModified>{format_datetime(main.updated)}</dateModified>",
        f"<ownerName>{name}</ownerName>",
        "</head>",
        "<body>",
        *map(_outline, feeds),
        "</body>",
        "</opml>",
    )
    return ("\n".join(lines) + "\n").encode()


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "tags": [one_line(entry.section.name)],
    }
    if entry.people:
        item["authors"] = [{"name": name} for name in entry.people]
    if entry.photos:
        item["image"] = entry.photos[0].url
    if entry.enclosure:
        item["attachments"] = [
            {
                "url": entry.enclosure.url,
                "mime_type": entry.enclosure.type,
                "title": entry.enclosure.title,
                "size_in_bytes": entry.enclosure.size,
            }
        ]
    return item


def _outline(feed: Feed) -> str:
    attributes = {
        "type": "rss",
        "text": feed.title,
        "title": feed.title,
        "description": feed.subtitle,
        "xmlUrl": feed.at("rss.xml"),
        "htmlUrl": feed.home,
        "language": feed.publication.language,
        "version": "RSS2",
    }
    written = " ".join(f'{key}="{escape(value)}"' for key, value in attributes.items())
    return f"<outline {written}/>"
