"""RSS, Atom, JSON Feed and OPML from the published record."""

from newsletter.feeds.edition import feed_files

__all__ = ["feed_files"]
