"""Media types of the site's files, for hosts that must be told."""

from typing import Final

_BY_NAME: Final = {
    "atom.xml": "application/atom+xml; charset=utf-8",
    "rss.xml": "application/rss+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
    "opml.xml": "text/x-opml; charset=utf-8",
}
_BY_SUFFIX: Final = {
    "css": "text/css; charset=utf-8",
    "epub": "application/epub+zip",
    "html": "text/html; charset=utf-8",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "webp": "image/webp",
    "xml": "application/xml",
}


def media_type(path: str) -> str:
    """Name the media type of a file by its path."""
    name = path.rpartition("/")[2]
    suffix = name.rpartition(".")[2].lower()
    return _BY_NAME.get(name) or _BY_SUFFIX.get(suffix, "application/octet-stream")
