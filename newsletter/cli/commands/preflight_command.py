"""``newsletter preflight``: judge any PDF by what a print shop wants."""

from difflib import get_close_matches
from pathlib import Path

import click

from newsletter.cli.completion import printers
from newsletter.cli.options import json_option
from newsletter.cli.report import Exit
from newsletter.cli.session import Misuse, Outcome, Session
from newsletter.cli.shape import Command, Option
from newsletter.errors import OutsideError, Text
from newsletter.manifest import load_publication
from newsletter.model.printer import PRINTERS, Printer
from newsletter.press.preflight import (
    Order,
    fault_pictures,
    preflight,
    preflight_json,
    preflight_text,
)

_LARGEST = 1 << 30
"""Bytes of a file that is still read."""


def judge(
    session: Session,
    file: Path,
    profile: str,
    size: tuple[float, float] | None,
    pictures: Path | None,
    *,
    as_json: bool,
) -> Outcome:
    """Judge one file, and frame its faults if asked to."""
    del as_json  # the command line looks at it
    pdf = _read(file)
    order = Order(width=size[0], height=size[1]) if size else None
    report = preflight(pdf, _printer(session, profile), order)
    framed = _framed(pictures, file, fault_pictures(pdf, report)) if pictures else []
    return Outcome(
        text="\n".join((preflight_text(report, session.language), *framed)),
        document={"file": str(file), "pictures": framed, **preflight_json(report)},
        exit=Exit.INPUT if report.failed else Exit.DONE,
    )


def _printer(session: Session, name: str) -> Printer:
    """Find a profile: of the paper one stands in, or else ours."""
    known: tuple[Printer, ...] = PRINTERS
    default = "newsprint"
    try:
        project = session.project
    except Misuse:
        if session.chosen:
            raise
    else:
        paper = load_publication(project)
        known, default = paper.printers, paper.printer
    wanted = name or default
    for printer in known:
        if printer.name == wanted:
            return printer
    names = [printer.name for printer in known]
    near = get_close_matches(wanted, names, n=1, cutoff=0.5) or names
    raise Misuse(
        Text(f"没有印刷方案“{wanted}”", f"no such printer profile: {wanted}"),
        Text(f"可用：{'、'.join(near)}", f"there is {', '.join(near)}"),
    )


def _read(file: Path) -> bytes:
    if file.stat().st_size > _LARGEST:
        raise Misuse(Text(f"{file} 太大", f"{file} is larger than 1 GB"))
    return file.read_bytes()


def _framed(
    folder: Path, file: Path, pictures: tuple[tuple[int, bytes], ...]
) -> list[str]:
    """Write pictures of pages with their faults; tell where they are."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        places = [folder / f"{file.stem}-{number:02}.png" for number, _ in pictures]
        for place, (_, picture) in zip(places, pictures, strict=True):
            place.write_bytes(picture)
    except OSError as error:
        raise OutsideError(f"{error.filename or folder}: {error.strerror}") from error
    return [str(place) for place in places]


command = Command(
    "preflight",
    judge,
    [
        click.Argument(
            ["file"],
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
        ),
        Option(
            ["--profile"],
            Text("印刷方案（默认：报纸所用的）", "Printer profile; the paper's own."),
            default="",
            metavar="NAME",
            shell_complete=printers,
        ),
        Option(
            ["--size"],
            Text("成品宽、高，毫米", "Trimmed width and height, mm."),
            type=(float, float),
            default=None,
        ),
        Option(
            ["--pictures"],
            Text(
                "把标出问题的版面图放进这个文件夹",
                "Write pictures of pages with their faults framed here.",
            ),
            type=click.Path(file_okay=False, path_type=Path),
            metavar="DIR",
        ),
        json_option(),
    ],
    about=Text(
        "照印厂要求逐条检查一个 PDF，自己的或广告客户的都行。",
        "Judge a PDF, ours or an advertiser's, by every rule of a printer profile.",
    ),
    examples=(
        "newsletter preflight advert.pdf --profile newsprint",
        "newsletter preflight advert.pdf --size 120 180 --pictures faults",
    ),
)
