"""Links that open a file at its line in the editor's own program."""

from pathlib import Path
from urllib.parse import quote

from newsletter.errors import Place

EDITORS = {
    "vscode": "vscode://file/{file}:{line}:{column}",
    "vscodium": "vscodium://file/{file}:{line}:{column}",
    "cursor": "cursor://file/{file}:{line}:{column}",
    "idea": "idea://open?file={file}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{file}&line={line}&column={column}",
    "none": "",
}
"""Name -> address; ``{file}`` is the absolute path, percent-encoded."""

_UNFIT = ("http:", "https:", "javascript:", "data:", "vbscript:", "blob:")


def link_template(text: str) -> str | None:
    """Find the template that an editor's name, or a template itself, stands for.

    Returns:
        None when it is neither.
    """
    if text in EDITORS:
        return EDITORS[text]
    is_template = "{file}" in text and ":" in text.split("{file}", maxsplit=1)[0]
    return text if is_template and not text.lower().startswith(_UNFIT) else None


def link_to(place: Place, project: Path, template: str) -> str:
    """Make the address that opens a place; empty without template or file.

    Braces that are none of ours stay as they are.
    """
    if not template or not place.file:
        return ""
    path = quote((project / place.file).as_posix().lstrip("/"), safe="/")
    slash = "" if "://file/{file}" in template else "/"
    return (
        template.replace("{file}", slash + path)
        .replace("{line}", str(max(place.line, 1)))
        .replace("{column}", str(max(place.column, 1)))
    )
