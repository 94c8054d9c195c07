"""What goes into a build, as one fingerprint, so that nothing is made twice."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from importlib.metadata import distribution, requires
from pathlib import Path
from typing import Final

from newsletter.build.earlier import read_report, report_from
from newsletter.build.names import EDITIONS
from newsletter.layout import Layout, load_layout
from newsletter.model.issue import Issue
from newsletter.model.report import Report
from newsletter.press.profiles import profile_of
from newsletter.press.shelf import font_shelf, fonts_named

_PACKAGE: Final = Path(__file__).parents[1]
_LIBRARIES: Final = (Path("/usr/lib"), Path("/usr/lib64"), Path("/usr/local/lib"))
_PAINTERS: Final = ("libpango", "libharfbuzz", "libfontconfig", "libfreetype")


def fingerprint(issue: Issue, layout: Layout) -> str:
    """Name, in 64 hexadecimal digits, everything an edition is made from.

    That is the issue and its publication, the photos, the printer's ICC profile, the
    layout, the fonts that it names, this package and the libraries it asks for.
    """
    return _digest((surroundings(issue, layout).encode(), repr(issue).encode()))


def surroundings(issue: Issue, layout: Layout) -> str:
    """Name all of it but the issue's own words and values."""
    return _digest(
        (
            *_libraries(),
            *_system_libraries(),
            *_contents((_PACKAGE, *layout.folders)),
            *_fonts(layout),
            *map(_file, _pictures(issue)),
        )
    )


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def finished_report(
    issue: Issue, out: Path | None = None, only: Collection[str] = EDITIONS
) -> Report | None:
    """Find the report of an earlier build that made just this.

    Args:
        issue: As loaded.
        out: The build folder; the publication's ``build/`` when left out.
        only: The editions asked for.

    Returns:
        None when something must be made: an edition is missing, its files are gone,
        or what it was made from has changed.
    """
    root = out or issue.publication.folder / "build"
    document = read_report(root / issue.date.isoformat())
    inputs = fingerprint(issue, load_layout(issue.publication))
    current = {
        one["edition"]
        for one in document.get("editions", ())
        if one.get("inputs") == inputs
        and all(
            (root / path).is_file()
            for path, _ in one["files"]
            # Parts of the search index are merged as the paper grows.
            if not path.startswith("site/search/")
        )
    }
    return report_from(document) if current.issuperset(only) else None


def _libraries() -> Iterator[bytes]:
    for requirement in requires("newsletter") or ():
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        if "extra ==" not in requirement:
            # Its version stands there; to parse the rest would take a while.
            yield (distribution(name).read_text("METADATA") or "").encode()


def _system_libraries() -> Iterator[bytes]:
    """Name the versions of the painter's libraries, as Linux names their files."""
    machines = (one for root in _LIBRARIES for one in (root, *root.glob("*-linux-*")))
    for folder in machines:
        for name in _PAINTERS:
            for path in sorted(folder.glob(f"{name}*.so.?")):
                yield path.resolve().name.encode()


def _fonts(layout: Layout) -> Iterator[bytes]:
    """Tell font files by size and time: to read 80 MB would take too long."""
    for name, path in sorted(font_shelf(layout, fonts_named(layout)).items()):
        facts = path.stat()
        yield f"{name} {path} {facts.st_size} {facts.st_mtime_ns}".encode()


def _contents(folders: Iterable[Path]) -> Iterator[bytes]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                yield path.relative_to(folder).as_posix().encode()
                yield path.read_bytes()


def _pictures(issue: Issue) -> Iterator[Path]:
    paper, printer = issue.publication, issue.publication.printer_named()
    profile = profile_of(printer) if printer else None
    if profile:
        yield profile
    for plate in (paper.furniture.nameplate, paper.web.icon, paper.web.logo):
        if plate:
            yield plate.path
    ear = issue.boxes.ear
    if ear and ear.photo:
        yield ear.photo.path
    yield from (advertisement.path for advertisement in issue.advertisements)
    for article in issue.articles:
        yield from (photo.path for photo in article.photos)


def _file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # the edition that shows it will say what is wrong
