"""Lists of subscribers as files: CSV and JSON Lines, in and out."""

from newsletter.circulation.files.exporting import export_people
from newsletter.circulation.files.importing import import_people
from newsletter.circulation.files.undoing import Undone, undo_import
from newsletter.circulation.files.values import FileError, Imported, Plan, Refusal

__all__ = [
    "FileError",
    "Imported",
    "Plan",
    "Refusal",
    "Undone",
    "export_people",
    "import_people",
    "undo_import",
]
