"""The web edition from the published record."""

from newsletter.web.edition import Neighbours, issue_files, neighbours_of, site_files
from newsletter.web.epub import epub_file
from newsletter.web.search import Segment, segment_files, segments

__all__ = [
    "Neighbours",
    "Segment",
    "epub_file",
    "issue_files",
    "neighbours_of",
    "segment_files",
    "segments",
    "site_files",
]
