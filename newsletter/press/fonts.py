"""Fonts of a layout: which files its faces need, and where this machine has them."""

from pathlib import Path
from typing import Any

from newsletter.errors import LayoutError
from newsletter.layout import Layout
from newsletter.press.lines import LineRules, rules_for, set_line
from newsletter.press.metrics import FaceStyle, FontFile
from newsletter.press.shelf import SETTINGS, font_shelf
from newsletter.press.typecase import TypeCase
from newsletter.press.values import Piece

_DEFAULT = "default"
_DEFAULT_REGION = "SC"


class Fonts(TypeCase):
    """The type of one publication: measures text and names what a style sheet needs."""

    def __init__(
        self,
        faces: dict[str, FontFile],
        fallback: tuple[FontFile, ...],
        rules: LineRules,
    ) -> None:
        """Take the faces' files; fonts are opened when first used."""
        super().__init__(faces, fallback, rules.language)
        self._rules = rules

    def width(self, text: str, face: str) -> float:
        """Measure text set on one line by the publication's rules, ems.

        From the left edge to the end of its ink: marks are squeezed and trimmed and
        ideographs stand off from letters, as ``set_line`` does it.

        Raises:
            LayoutError: the layout has no such face, or its font cannot be read.
        """
        line = set_line((Piece(text, face),), self, self._rules)
        return line.left + line.width

    def css(self, face: str) -> FaceStyle:
        """Say what a style sheet must ask for to get a face.

        Raises:
            LayoutError: the layout has no face of that name.
        """
        return self.style(face)


def load_fonts(layout: Layout, language: str) -> Fonts:
    """Find the fonts that a layout's ``print/type.toml`` names for a language.

    Files are looked for by name in the layout's ``fonts/`` folders, the user's font
    folders and the machine's.  Fallback fonts that are not there are left out.

    Args:
        layout: The layout.
        language: BCP 47 tag of the publication; chooses faces and regional glyphs.

    Raises:
        LayoutError: ``type.toml`` is faulty or a font is missing; names file and cure.
    """
    settings = layout.settings(SETTINGS)
    try:
        region = _longest_match(settings["regions"], language) or _DEFAULT_REGION
        names = _longest_match(settings["languages"], language) or _DEFAULT
        wanted = settings["faces"][names]
        spare = settings.get("fallback", [])
        shelf = font_shelf(
            layout, {face["file"] for face in (*wanted.values(), *spare)}
        )
        _refuse_missing(wanted, shelf, settings.get("packages", {}))
        faces = {name: _font_file(face, region, shelf) for name, face in wanted.items()}
        rest = [
            _font_file(face, region, shelf) for face in spare if face["file"] in shelf
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise LayoutError(
            f"layouts/{layout.name}/{SETTINGS}: {error} is missing or misplaced"
        ) from error
    return Fonts(faces, tuple(rest), rules_for(language))


def _longest_match(table: dict[str, str], language: str) -> str | None:
    tag = language.lower()
    fitting = [
        key for key in table if tag == key.lower() or tag.startswith(f"{key.lower()}-")
    ]
    return table[max(fitting, key=len)] if fitting else None


def _font_file(face: dict[str, Any], region: str, shelf: dict[str, Path]) -> FontFile:
    style = FaceStyle(
        family=face["family"].replace("{region}", region),
        weight=face["weight"],
        slant=face.get("slant", "normal"),
    )
    return FontFile(path=shelf[face["file"]], style=style)


def _refuse_missing(
    wanted: dict[str, Any], shelf: dict[str, Path], packages: dict[str, str]
) -> None:
    missing = sorted({face["file"] for face in wanted.values()} - shelf.keys())
    if missing:
        sources = sorted({packages[name] for name in missing if name in packages})
        cure = f"apt-get install {' '.join(sources)}, or " if sources else ""
        raise LayoutError(
            f"{SETTINGS}: fonts not found: {', '.join(missing)};"
            f" {cure}put the files into the layout's fonts/ folder"
        )
