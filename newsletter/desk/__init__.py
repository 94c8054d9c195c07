"""The editor's bench: import, new issues, checks."""

from newsletter.desk.check import (
    ErrorRate,
    check_issue,
    error_rate,
    placeholder_problems,
)
from newsletter.desk.conservation import lost_characters
from newsletter.desk.imported import ImportedArticle, ImportedPage, Note
from newsletter.desk.importing import ImportReport, import_files, import_page
from newsletter.desk.page_text import read_page
from newsletter.desk.scaffold import new_issue, new_publication

__all__ = [
    "ErrorRate",
    "ImportReport",
    "ImportedArticle",
    "ImportedPage",
    "Note",
    "check_issue",
    "error_rate",
    "import_files",
    "import_page",
    "lost_characters",
    "new_issue",
    "new_publication",
    "placeholder_problems",
    "read_page",
]
