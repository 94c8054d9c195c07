"""The web edition from the published record."""

from newsletter.web.edition import Neighbours, issue_files, neighbours_of, site_files

__all__ = ["Neighbours", "issue_files", "neighbours_of", "site_files"]
