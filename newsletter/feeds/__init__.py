"""RSS, Atom, JSON Feed and OPML from the published record."""

from newsletter.feeds.edition import archive_file, current_files, feed_files

__all__ = ["archive_file", "current_files", "feed_files"]
