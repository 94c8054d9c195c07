"""The print edition: from an issue to the reader's PDF and the press files.

Stages, each from value to value: fonts, galleys, shapes, pages, make-up, paint,
prepress.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from newsletter.errors import InputError, LayoutError, Problem, Severity
from newsletter.layout import Layout
from newsletter.model.correction_box import with_correction_box
from newsletter.model.issue import Issue
from newsletter.model.pages import Proof
from newsletter.pictures.separation import Separation
from newsletter.press.acceptance import (
    FilePreflight,
    colour_faults,
    judge_files,
    preflight_doubts,
    printer_of,
)
from newsletter.press.advertisements.judging import judged
from newsletter.press.classes import Face
from newsletter.press.fixed.entries import index_doubts
from newsletter.press.fixed.pages import ear_columns
from newsletter.press.flatplan import PagePlan
from newsletter.press.fonts import load_fonts
from newsletter.press.furniture import (
    folio,
    masthead,
    masthead_parts,
    page_title,
)
from newsletter.press.grid import grid_of
from newsletter.press.headlines import HeadBreaker
from newsletter.press.heads import Shop
from newsletter.press.legible import illegible
from newsletter.press.lines import rules_for
from newsletter.press.makeup import page_blocks
from newsletter.press.metrics import FontFile, has_local_forms
from newsletter.press.nameplate import PlateRoom, nameplate
from newsletter.press.pages import plan_issue
from newsletter.press.paint import Painted, PaintStyle, look_of, paint
from newsletter.press.pins import parted, pin_conflicts
from newsletter.press.prepress import press_pdfs, reader_pages, reader_pdf
from newsletter.press.profiles import profile_of
from newsletter.press.proof import proof_of
from newsletter.press.raster import PagePicture, page_pictures
from newsletter.press.refusal import refuse_files
from newsletter.press.review import missing_glyphs, page_findings
from newsletter.press.style import load_style
from newsletter.press.values import Drawing
from newsletter.standing import NOTHING, Standing

_PAGE_PICTURE_WIDTH = 1400


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintEdition:
    """The finished print edition."""

    reader_pdf: bytes
    """Every page, tagged, with links and bookmarks."""

    press_pdf: bytes
    """Every page as the print shop wants it."""

    page_pdfs: tuple[bytes, ...]
    """The same, one PDF per page."""

    proof: Proof
    pictures: tuple[PagePicture, ...]
    """One per page, for screens."""

    problems: tuple[Problem, ...]
    """Warnings and hints; errors are raised."""

    reader_pages: tuple[bytes, ...] = ()
    """The reader's PDF, a file for each page."""

    preflights: tuple[FilePreflight, ...] = ()
    """Of every press file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Composed:
    """Pages planned and painted."""

    painted: Painted
    titles: tuple[str, ...]
    looks: tuple[str, ...]
    """Digest of every page's drawing and style."""

    proof: Proof
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """Press files, made and judged, but not yet accepted."""

    whole: bytes
    singles: tuple[bytes, ...]
    """A file for each page."""

    proof: Proof
    problems: tuple[Problem, ...]
    preflights: tuple[FilePreflight, ...]


def print_edition(
    issue: Issue,
    layout: Layout,
    progress: Callable[[str], None],
    standing: Standing = NOTHING,
) -> PrintEdition:
    """Compose, paint, finish and check an issue.

    Args:
        issue: What to print.
        layout: Looks of the pages.
        progress: Told the name of each stage as it begins.
        standing: What was made before; its salt covers all but drawings and styles.

    Raises:
        InputError: copy that fits nowhere, characters that no font has, or press
            files that the printer's profile refuses.
        LayoutError: the layout's templates or fonts are at fault: something would
            be lost, or printed in colours a press does not have.
    """
    composed = _composed(issue, layout, progress, standing)
    # Pixels are made while Ghostscript and our own rules look at the press files.
    with ThreadPoolExecutor(1) as beside:
        for_readers = beside.submit(_for_readers, composed, standing)
        pressed = _pressed(issue, layout, composed, progress)
        coarse = tuple(p for p in pressed.problems if p.code == "F105")
        refuse_files(issue, pressed.whole, pressed.preflights, coarse)
        progress("page pictures")
        reader, pages, pictures = for_readers.result()
    return PrintEdition(
        reader_pdf=reader,
        press_pdf=pressed.whole,
        page_pdfs=pressed.singles,
        proof=pressed.proof,
        pictures=pictures,
        problems=(*pressed.problems, *preflight_doubts(issue, pressed.preflights)),
        reader_pages=pages,
        preflights=pressed.preflights,
    )


def _for_readers(
    composed: _Composed, standing: Standing
) -> tuple[bytes, tuple[bytes, ...], tuple[PagePicture, ...]]:
    """Finish the reader's PDF, the same page by page, and pictures of the pages."""
    reader = reader_pdf(composed.painted.pdf)
    pictures = page_pictures(reader, _PAGE_PICTURE_WIDTH, composed.looks, standing)
    return reader, reader_pages(reader), pictures


def press_issue(
    issue: Issue, layout: Layout, progress: Callable[[str], None]
) -> Pressed:
    """Make and judge press files, and leave it to the caller what follows.

    Raises:
        InputError, LayoutError: as ``print_edition``, but for preflight.
    """
    composed = _composed(issue, layout, progress, NOTHING)
    return _pressed(issue, layout, composed, progress)


def _composed(
    issue: Issue,
    layout: Layout,
    progress: Callable[[str], None],
    standing: Standing,
) -> _Composed:
    shop, issue = open_shop(issue, layout), with_correction_box(issue)
    _refuse((*pin_conflicts(issue, shop.grid), *missing_glyphs(issue, shop)))
    progress("compose")
    plans = plan_issue(issue, shop)
    judgements = judged(plans, printer_of(issue), shop)
    _refuse(tuple(p for p in judgements if p.severity is Severity.ERROR))
    proof = proof_of(issue, plans, shop)
    drawings = draw(issue, plans, shop)
    _refuse(illegible(issue, drawings, shop))
    style = paint_style(issue, shop)
    progress("paint")
    return _Composed(
        painted=paint(drawings, layout, style, standing),
        looks=tuple(look_of(drawing, style) for drawing in drawings),
        titles=tuple(d.bookmark for d in drawings),
        proof=proof,
        problems=(
            *page_findings(issue, plans, proof, shop),
            *parted(issue, plans),
            *index_doubts(issue, plans),
            *judgements,
        ),
    )


def _pressed(
    issue: Issue,
    layout: Layout,
    composed: _Composed,
    progress: Callable[[str], None],
) -> Pressed:
    progress("prepress")
    painted = composed.painted
    whole, singles = press_pdfs(painted.pdf, composed.titles, printer_of(issue))
    _refuse_faults(painted.faults, layout)
    progress("preflight")
    preflights = judge_files(issue, whole, singles)
    # Photos and advertisements were seen to before: other inks are the layout's.
    _refuse_faults(colour_faults(preflights), layout)
    return Pressed(
        whole=whole,
        singles=singles,
        proof=composed.proof,
        problems=composed.problems,
        preflights=preflights,
    )


def open_shop(issue: Issue, layout: Layout) -> Shop:
    """Load what every stage needs: fonts, line rules, grid and style.

    Raises:
        LayoutError: a font or setting is missing.
    """
    publication = issue.publication
    fonts, rules = (
        load_fonts(layout, publication.language),
        rules_for(publication.language),
    )
    style = load_style(layout, is_chinese=publication.is_chinese)
    return Shop(
        fonts=fonts,
        rules=rules,
        breaker=HeadBreaker(fonts, rules, publication.words),
        grid=grid_of(publication.sheet, style.body_size),
        style=style,
        language=publication.language,
    )


def draw(issue: Issue, plans: tuple[PagePlan, ...], shop: Shop) -> tuple[Drawing, ...]:
    """Turn planned pages into drawings with their furniture."""
    staff_box = masthead_parts(issue, shop)
    drawings = []
    for plan in plans:
        is_first, is_last = plan.number == 1, plan is plans[-1]
        top = (
            nameplate(
                issue,
                len(plans),
                shop,
                PlateRoom(plan.region.first, ear_columns(plan)),
            )
            if is_first
            else folio(issue, plan.number, shop)
        )
        foot = (masthead(staff_box, shop),) if is_last and staff_box else ()
        drawings.append(
            Drawing(
                number=plan.number,
                width=shop.grid.width,
                height=shop.grid.height,
                bookmark=page_title(issue, plan.number, shop),
                blocks=(top, *page_blocks(plan, shop), *foot),
            )
        )
    return tuple(drawings)


def _refuse(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise InputError(problems)


def _refuse_faults(faults: tuple[str, ...], layout: Layout) -> None:
    """Refuse pages on which something is lost, or not in ink a press has."""
    if faults:
        raise LayoutError(f"layouts/{layout.name}/print: " + "; ".join(faults))


def paint_style(issue: Issue, shop: Shop) -> PaintStyle:
    """Say what the painter must know of an issue besides its drawings."""
    publication, printer = issue.publication, printer_of(issue)
    zone = ZoneInfo(publication.time_zone)
    return PaintStyle(
        language=publication.language,
        title=f"{publication.name} {issue.date.isoformat()}",
        author=publication.name,
        date=datetime.combine(issue.date, publication.publishes_at, zone),
        faces=_faces(shop),
        picture_ppi=printer.picture_ppi.most,
        separation=Separation(printer.ink_limit, profile_of(printer)),
    )


def _faces(shop: Shop) -> dict[str, Face]:
    features = "" if has_local_forms(shop.language) else "'locl' 0"
    fallbacks = tuple(map(_face, shop.fonts.fallback_files))
    return {
        name: replace(_face(file), fallbacks=fallbacks, features=features)
        for name, file in shop.fonts.files.items()
    }


def _face(file: FontFile) -> Face:
    style = file.style
    return Face(
        family=style.family, weight=style.weight, slant=style.slant, file=file.path
    )
