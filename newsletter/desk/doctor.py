"""Look at the machine: can it make this paper, and if not, what helps?"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from newsletter.desk.examined import Finding, wrong
from newsletter.desk.outside import hosts, printers, programs
from newsletter.errors import InputError, LayoutError, Severity, Text
from newsletter.layout import load_layout
from newsletter.manifest import load_publication
from newsletter.model.publication import Publication
from newsletter.press.fonts import load_fonts

_NATIVE: Final = ("weasyprint", "pikepdf", "pypdfium2", "uharfbuzz", "lxml", "PIL")
_LEAST_SPACE: Final = 500_000_000
"""Bytes; an issue with photos takes a tenth of it."""

_SET_UP: Final = Text(
    "运行 make setup，或重新安装 newsletter",
    "run make setup, or install newsletter anew",
)


def examine(
    project: Path | None, now: datetime, environment: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Look at everything a paper needs of this machine.

    Args:
        project: The publication's folder; None looks at the machine alone.
        now: Moment, in this machine's time zone.
        environment: Holds the passwords of print shops and hosts.
    """
    findings = [_python(), _libraries(), _native(), *programs()]
    if project is None:
        return tuple(findings)
    findings += [
        _folder(project / "issues"),
        _folder(project / "build"),
        _space(project),
    ]
    return (*findings, *_paper(project, now, environment))


def _python() -> Finding:
    return Finding(name=Text("Python", "Python"), found=sys.version.split()[0])


def _libraries() -> Finding:
    """See that every library is there, in a version that is asked for by name."""
    name, missing = Text("程序库", "libraries"), []
    wanted = [one for one in requires("newsletter") or () if "extra ==" not in one]
    for requirement in wanted:
        library = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        exact = re.search(r"==([\w.]+)", requirement)
        try:
            found = version(library)
        except PackageNotFoundError:
            missing.append(library)
            continue
        if exact and found != exact[1]:
            missing.append(f"{library} {found} ≠ {exact[1]}")
    if missing:
        return wrong(name, ", ".join(missing), _SET_UP)
    return Finding(name=name, found=f"{len(wanted)}")


def _native() -> Finding:
    """Load what leans on system libraries, in a process of its own: it may crash."""
    name = Text("系统程序库", "system libraries")
    program = f"import {', '.join(_NATIVE)}"
    done = subprocess.run(  # noqa: S603  our own interpreter, our own words
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return Finding(name=name, found=", ".join(_NATIVE))
    reason = (done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1]
    return wrong(
        name,
        reason,
        Text(
            "安装 libpango-1.0-0、libpangoft2-1.0-0、libharfbuzz-subset0（Debian），"
            "或运行 make setup",
            "install libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0 "
            "(Debian), or run make setup",
        ),
    )


def _folder(folder: Path) -> Finding:
    """Write a file and take it away again; a folder that is not there is not made."""
    name = Text(f"{folder.name}/ 可写", f"{folder.name}/ can be written")
    place = next(one for one in (folder, *folder.parents) if one.exists())
    try:
        with tempfile.NamedTemporaryFile(dir=place):
            pass
    except OSError as error:
        cure = Text(f"给 {place} 写权限", f"give yourself permission to write {place}")
        return wrong(name, error.strerror or str(error), cure)
    return Finding(name=name, found=str(folder))


def _space(project: Path) -> Finding:
    name, free = Text("磁盘空间", "disk space"), shutil.disk_usage(project).free
    found = f"{free / 1e9:.1f} GB"
    if free >= _LEAST_SPACE:
        return Finding(name=name, found=found)
    cure = Text("腾出空间；可以删 build/", "free some; build/ can be made again")
    return wrong(name, found, cure, Severity.WARNING)


def _paper(
    project: Path, now: datetime, environment: Mapping[str, str]
) -> Iterator[Finding]:
    name = Text("报纸设置", "publication")
    try:
        publication = load_publication(project)
    except InputError as error:
        cure = Text("看 newsletter check", "see newsletter check")
        yield wrong(name, str(error.problems[0].place), cure)
        return
    yield Finding(name=name, found=publication.name)
    yield _fonts(publication)
    yield _time_zone(publication, now)
    yield from printers(publication, environment)
    yield from hosts(publication, environment, now)


def _fonts(publication: Publication) -> Finding:
    name = Text("字体", "fonts")
    try:
        layout = load_layout(publication)
        fonts = load_fonts(layout, publication.language)
        spare = layout.settings("print/type.toml").get("fallback", ())
    except LayoutError as error:
        cure = Text("安装缺的字体：见上", "install what is missing: see above")
        return wrong(name, str(error), cure)
    families = sorted({style.family for style in fonts.styles.values()})
    there = {style.family for style in fonts.fallback_styles}
    wanted = (one["family"].partition(" {")[0] for one in spare)
    missing = [one for one in wanted if not any(f.startswith(one) for f in there)]
    if missing:
        cure = Text(
            "生僻字和表情印不出时再装", "install them when rare characters are refused"
        )
        return wrong(name, f"– {', '.join(missing)}", cure, Severity.HINT)
    return Finding(name=name, found=", ".join(families))


def _time_zone(publication: Publication, now: datetime) -> Finding:
    name = Text("时区", "time zone")
    theirs = now.astimezone(ZoneInfo(publication.time_zone))
    if theirs.utcoffset() == now.utcoffset():
        return Finding(name=name, found=publication.time_zone)
    return wrong(
        name,
        f"{publication.time_zone} {theirs:%H:%M}, {now:%Z %H:%M}",
        Text(
            "本机与报纸不在一个时区：不写日期的命令按本机的日子算",
            "this machine is in another zone than the paper: commands without a date "
            "go by the machine's day",
        ),
        Severity.HINT,
    )
