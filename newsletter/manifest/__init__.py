"""YAML and Markdown in; an Issue out, or every problem with its place."""

from newsletter.manifest.byline import is_byline, parse_byline
from newsletter.manifest.codes import CODES
from newsletter.manifest.issue import load_issue
from newsletter.manifest.json_schema import json_schemas, write_schemas
from newsletter.manifest.publication import load_publication

__all__ = [
    "CODES",
    "is_byline",
    "json_schemas",
    "load_issue",
    "load_publication",
    "parse_byline",
    "write_schemas",
]
