"""Layouts: folders of templates and styles that decide looks, never breaks.

The only module that knows Jinja.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    select_autoescape,
)

from newsletter.errors import LayoutError
from newsletter.model.publication import Publication

_PACKAGE = Path(__file__).parent
# A wheel carries the layouts inside the package; a checkout has them beside it.
_OURS = (_PACKAGE / "layouts", _PACKAGE.parent / "layouts")


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout: what the paper changed of it, over what we ship."""

    name: str
    folders: tuple[Path, ...]
    """Searched in order: the publication's own folder first."""

    environment: Environment = field(repr=False, compare=False)

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
        """Read a TOML file of the layout.

        Raises:
            LayoutError: missing, or no valid TOML; names file and line.
        """
        try:
            return tomllib.loads(self.text(path))
        except tomllib.TOMLDecodeError as error:
            raise LayoutError(f"layouts/{self.name}/{path}: {error}") from error


def load_layout(publication: Publication) -> Layout:
    """Find the publication's layout: its own ``layouts/NAME`` over ours.

    Raises:
        LayoutError: there is no layout of that name.
    """
    roots = (publication.folder / "layouts", *_OURS)
    folders = tuple(
        dict.fromkeys(
            root / publication.layout
            for root in roots
            if (root / publication.layout).is_dir()
        )
    )
    if not folders:
        known = sorted(
            {p.name for root in roots if root.is_dir() for p in root.iterdir()}
        )
        raise LayoutError(
            f"layout {publication.layout!r} not found; there are: {', '.join(known)}"
        )
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=select_autoescape(("html", "xml")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return Layout(publication.layout, folders, environment)
