"""Layouts: folders of templates and styles that decide looks, never breaks.

The only module that knows Jinja.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    select_autoescape,
)
from jinja2.bccache import Bucket

from newsletter.errors import LayoutError
from newsletter.model.publication import Publication
from newsletter.standing import Standing

_PACKAGE = Path(__file__).parent
_SETTINGS = "layout.toml"
# A wheel carries the layouts inside the package; a checkout has them beside it.
_OURS = (_PACKAGE / "layouts", _PACKAGE.parent / "layouts")


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout: what the paper changed of it, over what we ship."""

    name: str
    folders: tuple[Path, ...]
    """Searched in order: the publication's own folder first."""

    environment: Environment = field(repr=False, compare=False)
    extended: tuple[tuple[Path, ...], ...] = ()
    """Those of the folders that belong to layouts which this one extends, layout by
    layout."""

    def render(self, template: str, **values: object) -> str:
        """Fill a template, such as ``email/issue.html``.

        Templates named ``*.html`` and ``*.xml`` escape what they print.

        Raises:
            LayoutError: the template is missing or faulty; names file and line.
        """
        try:
            return self.environment.get_template(template).render(**values)
        except TemplateError as error:
            line = getattr(error, "lineno", None)
            where = f"layouts/{self.name}/{template}" + (f":{line}" if line else "")
            raise LayoutError(f"{where}: {error}") from error

    def remember(self, standing: Standing) -> None:
        """Take templates that were compiled before from there, and leave others."""
        self.environment.bytecode_cache = _Compiled(standing)

    def file(self, path: str) -> Path:
        """Find a file of the layout.

        Raises:
            LayoutError: no folder of the layout has it.
        """
        for folder in self.folders:
            if (folder / path).is_file():
                return folder / path
        raise LayoutError(f"layouts/{self.name}/{path}: no such file")

    def text(self, path: str) -> str:
        """Read a text file of the layout, such as a style sheet."""
        return self.file(path).read_text(encoding="utf-8")

    def settings(self, path: str) -> dict[str, Any]:
        """Read a TOML file of the layout, over those of the layouts it extends.

        Between layouts, tables are merged key by key and any other value is the
        nearest one; a publication's own copy of a layout's file replaces it.

        Raises:
            LayoutError: missing, or no valid TOML; names file and line.
        """
        self.file(path)
        merged: dict[str, Any] = {}
        parents = frozenset(folder for group in self.extended for folder in group)
        own = tuple(folder for folder in self.folders if folder not in parents)
        for group in reversed((own, *self.extended)):
            files = (folder / path for folder in group if (folder / path).is_file())
            merged = _merged(merged, next(map(_toml, files), {}))
        return merged


class _Compiled(BytecodeCache):
    """Compiled templates, known by name and text."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing

    def load_bytecode(self, bucket: Bucket) -> None:
        found = self._standing.found(("template", bucket.key, bucket.checksum))
        if found:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        parts = ("template", bucket.key, bucket.checksum)
        self._standing.keep(parts, bucket.bytecode_to_string())


def _merged(far: dict[str, Any], near: dict[str, Any]) -> dict[str, Any]:
    merged = far | near
    for key in far.keys() & near.keys():
        if isinstance(far[key], dict) and isinstance(near[key], dict):
            merged[key] = _merged(far[key], near[key])
    return merged


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        name = "/".join(path.parts[-3:])
        raise LayoutError(f"layouts/{name}: {error}") from error


def load_layout(publication: Publication) -> Layout:
    """Find the publication's layout: its own ``layouts/NAME`` over ours.

    A folder holds what differs: ``extends = "gazette"`` in its ``layout.toml`` takes
    the rest from another layout.

    Raises:
        LayoutError: there is no layout of that name, or layouts extend in a circle.
    """
    roots = (publication.folder / "layouts", *_OURS)
    groups: list[tuple[Path, ...]] = []
    name, seen = publication.layout, [publication.layout]
    while name:
        own = _folders(name, roots)
        groups.append(own)
        name = _extended(own)
        if name in seen:
            raise LayoutError(
                f"layouts extend in a circle: {' > '.join([*seen, name])}"
            )
        seen.append(name)
    folders = tuple(folder for group in groups for folder in group)
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=select_autoescape(("html", "xml")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return Layout(publication.layout, folders, environment, tuple(groups[1:]))


def _folders(name: str, roots: tuple[Path, ...]) -> tuple[Path, ...]:
    """Find the folders of one layout, the publication's own first."""
    found = [root / name for root in roots if (root / name).is_dir()]
    if not found:
        known = sorted(
            {p.name for root in roots if root.is_dir() for p in root.iterdir()}
        )
        raise LayoutError(f"layout {name!r} not found; there are: {', '.join(known)}")
    return tuple(dict.fromkeys(found))


def _extended(folders: tuple[Path, ...]) -> str:
    """Name the layout that a layout extends; empty if it stands alone."""
    files = [folder / _SETTINGS for folder in folders]
    file = next((file for file in files if file.is_file()), None)
    return str(_toml(file).get("extends", "")) if file else ""
