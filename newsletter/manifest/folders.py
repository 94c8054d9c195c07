"""Paths that editors write: inside their issue, found, and readable."""

import re
from pathlib import Path

from newsletter.errors import Place, Text
from newsletter.manifest.findings import Findings, closest, shown

_NOT_ARTICLES = frozenset(("readme.md", "review.md"))
_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:|~")


def project_name(path: Path, project: Path) -> str:
    """Name a file as problems show it: relative to the project, with ``/``."""
    try:
        return path.relative_to(project).as_posix()
    except ValueError:
        return path.as_posix()


def inside(folder: Path, file: str, place: Place, findings: Findings) -> Path | None:
    """Find a file that must lie in a folder, links followed.

    Returns:
        Its path, whether it exists or not; None, with M304, when it lies elsewhere.
    """
    path = folder / file
    try:
        leaves = bool(_ABSOLUTE.match(file)) or not path.resolve().is_relative_to(
            folder.resolve()
        )
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name too long
        leaves = True
    if not leaves:
        return path
    findings.add(
        "M304",
        place,
        Text(
            f"“{shown(file)}”不在本期文件夹里。",
            f"“{shown(file)}” is not inside the issue's folder.",
        ),
        Text(
            "把文件放进本期文件夹，只写文件夹里的路径。",
            "Put the file into the issue's folder and write the path from there.",
        ),
    )
    return None


def exists(path: Path) -> bool:
    """Whether something stands at a path, even if it cannot be read."""
    try:
        return path.exists()
    except PermissionError:
        return True
    except OSError:
        return False


def is_file(path: Path) -> bool:
    """Whether a path is a plain file, not a folder or a pipe."""
    try:
        return path.is_file()
    except OSError:
        return False


def article_files(folder: Path) -> tuple[Path, ...]:
    """List the Markdown files of an issue that should be articles, by name."""
    try:
        found = sorted(folder.glob("*.md"))
    except OSError:
        return ()
    return tuple(
        path
        for path in found
        if path.name[0] not in "_." and path.name.lower() not in _NOT_ARTICLES
    )


def cure_for_missing(folder: Path, file: str) -> Text:
    """Tell what may be wrong with the name of a missing file."""
    if "，" in file or "、" in file:
        return Text(
            "列表里用半角逗号，或每项一行。",
            "Use half-width commas, or one item a line.",
        )
    if "\\" in file:
        return Text("路径用“/”，不用“\\”。", "Write “/” in paths, not “\\”.")
    parent = (folder / file).parent
    try:
        names = {path.stem: path.name for path in parent.iterdir()}
    except OSError:
        names = {}
    # Without the ending: all articles are alike in their last three letters.
    near = names.get(closest(Path(file).stem, names))
    if not near:
        return Text("检查文件名，或放入这个文件。", "Check the name, or add the file.")
    found = (Path(file).parent / near).as_posix()
    return Text(f"是不是想写“{found}”？", f"Did you mean “{found}”?")
