"""Reads feeds as readers and validators do."""

from typing import Any, cast

import feedparser  # type: ignore[import-untyped]
from lxml import etree

from newsletter.feeds import feed_files
from newsletter.model.archive import PublishedIssue
from tests.builders import a_publication

FORMATS = ("rss.xml", "atom.xml")
NS = {
    "a": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "fh": "http://purl.org/syndication/history/1.0",
}


def files_of(*issues: PublishedIssue, **fields: Any) -> dict[str, bytes]:
    """Write the feeds of a paper with these issues."""
    return dict(feed_files(a_publication(**fields), issues))


def parsed(data: bytes) -> Any:
    """Read a feed as a reader does."""
    return feedparser.parse(data)


def atom_tree(files: dict[str, bytes], name: str = "atom.xml") -> etree._Element:
    """Parse an Atom file."""
    return etree.fromstring(files[name])


def elements(tree: etree._Element, path: str) -> list[etree._Element]:
    """Find elements."""
    return cast("list[etree._Element]", tree.xpath(path, namespaces=NS))


def texts(tree: etree._Element, path: str) -> list[str]:
    """Find texts or attribute values."""
    return list(map(str, cast("list[object]", tree.xpath(path, namespaces=NS))))
