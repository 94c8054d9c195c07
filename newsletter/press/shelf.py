"""Where this machine has the font files that a layout names."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from newsletter.layout import Layout

SETTINGS: Final = "print/type.toml"
_FOLDERS: Final = (Path("/usr/local/share/fonts"), Path("/usr/share/fonts"))


def font_shelf(layout: Layout, names: set[str]) -> dict[str, Path]:
    """Find font files by name, the layout's own first; nearer folders win."""
    found: dict[str, Path] = {}
    for folder in _folders(layout):
        for root, folders, files in os.walk(folder, followlinks=True):
            folders.sort()
            for name in names.intersection(files):
                found.setdefault(name, Path(root) / name)
        if names <= found.keys():
            break
    return found


def fonts_named(layout: Layout) -> set[str]:
    """List the font files that a layout names, for whatever language.

    Raises:
        LayoutError: ``type.toml`` is missing or no valid TOML.
    """
    return set(_files(layout.settings(SETTINGS)))


def _files(settings: Any) -> Iterator[str]:
    """Look for ``file`` at any depth; what is misplaced is told elsewhere."""
    if isinstance(settings, list):
        for entry in settings:
            yield from _files(entry)
    elif isinstance(settings, dict):
        if isinstance(settings.get("file"), str):
            yield settings["file"]
        for entry in settings.values():
            yield from _files(entry)


def _folders(layout: Layout) -> Iterator[Path]:
    for folder in layout.folders:
        yield folder / "fonts"
    home = Path.home()
    yield Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share") / "fonts"
    yield home / ".fonts"
    yield from _FOLDERS
