"""Pages of the issue in hand, composed anew with what has not changed kept."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsletter.desk.checks.fit import misfit
from newsletter.errors import InputError, Problem
from newsletter.layout import Layout, load_layout
from newsletter.model.correction_box import with_correction_box
from newsletter.model.issue import Article, Issue
from newsletter.model.pages import Proof
from newsletter.model.publication import Publication, Sheet
from newsletter.pictures import Crop
from newsletter.press.edition import draw, open_shop, paint_style
from newsletter.press.flatplan import PagePlan
from newsletter.press.heads import Shop
from newsletter.press.matter import Story
from newsletter.press.pages import new_story, plan_issue
from newsletter.press.paint import PaintStyle
from newsletter.press.pins import parted, pin_conflicts
from newsletter.press.proof import proof_of
from newsletter.press.review import missing_glyphs, page_findings
from newsletter.press.shapes import SEPARATOR, Shape
from newsletter.press.sketch import sketch
from newsletter.press.values import Drawing, Picture


@dataclass(frozen=True, slots=True)
class Cropped:
    """A photo as a page shows it."""

    path: Path
    crop: Crop


@dataclass(frozen=True, slots=True, kw_only=True)
class SketchedPage:
    """One page, ready to be looked at."""

    number: int
    key: str
    """Names the looks of the page: the same key, the same page."""

    html: bytes
    drawing: Drawing
    pictures: dict[str, Cropped] = field(compare=False)
    """Name that the HTML uses -> the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """An issue on its pages."""

    issue: Issue
    layout: Layout
    style: PaintStyle
    proof: Proof
    pages: tuple[SketchedPage, ...]
    slots: tuple[dict[str, Any], ...]
    """What each article asked for and got, as plain values."""

    problems: tuple[Problem, ...]


class Proofs:
    """Composes an issue again and again; remembers articles set in type.

    Not a value: it caches.
    """

    def __init__(self) -> None:
        """Begin with nothing remembered."""
        self._paper: tuple[Publication, object] | None = None
        self._layout: Layout | None = None
        self._shop: Shop | None = None
        self._stories: dict[Article, Story] = {}

    def layout_of(self, publication: Publication, looks: object) -> Layout:
        """Open the layout; ``looks`` is whatever differs when its files have changed.

        Raises:
            LayoutError: there is no such layout.
        """
        if self._layout is None or self._paper != (publication, looks):
            self._layout, self._shop = load_layout(publication), None
            self._paper, self._stories = (publication, looks), {}
        return self._layout

    def compose(self, issue: Issue, layout: Layout) -> Composed:
        """Plan and sketch every page.

        Raises:
            InputError: copy that fits nowhere, or characters that no font has.
            LayoutError: the layout is at fault.
        """
        shop = self._shop = self._shop or open_shop(issue, layout)
        printed = with_correction_box(issue)
        found = (*pin_conflicts(printed, shop.grid), *missing_glyphs(printed, shop))
        if found:
            raise InputError(found)
        current = set(printed.articles)
        self._stories = {a: s for a, s in self._stories.items() if a in current}
        plans = plan_issue(printed, shop, self._story)
        proof, style = proof_of(issue, plans, shop), paint_style(issue, shop)
        drawings = draw(issue, plans, shop)
        return Composed(
            issue=issue,
            layout=layout,
            style=style,
            proof=proof,
            pages=tuple(_sketched(one, layout, style) for one in drawings),
            slots=tuple(
                slot for plan in plans for slot in _slots(plan, issue.publication.sheet)
            ),
            problems=(
                *page_findings(issue, plans, proof, shop),
                *parted(issue, plans),
            ),
        )

    def _story(self, article: Article, shop: Shop) -> Story:
        if article not in self._stories:
            self._stories[article] = new_story(article, shop)
        return self._stories[article]


def _sketched(drawing: Drawing, layout: Layout, style: PaintStyle) -> SketchedPage:
    sources: dict[Picture, str] = {}
    pictures: dict[str, Cropped] = {}
    for picture in _pictures(drawing):
        cropped = Cropped(picture.photo.path, picture.crop)
        name = _name_of(cropped)
        sources[picture], pictures[name] = f"/crop/{name}.jpg", cropped
    html = sketch(drawing, layout, style, sources).encode()
    return SketchedPage(
        number=drawing.number,
        key=hashlib.sha256(html).hexdigest()[:20],
        html=html,
        drawing=drawing,
        pictures=pictures,
    )


def _pictures(drawing: Drawing) -> Iterator[Picture]:
    for block in drawing.blocks:
        yield from (item for item in block.items if isinstance(item, Picture))


def _name_of(cropped: Cropped) -> str:
    """Name a picture so that another one in its file has another name."""
    try:
        status = cropped.path.stat()
        stamp = f"{status.st_mtime_ns} {status.st_size}"
    except OSError:
        stamp = ""  # painting it will say what is wrong
    words = f"{cropped.path} {cropped.crop} {stamp}"
    return hashlib.sha256(words.encode()).hexdigest()[:20]


def _slots(plan: PagePlan, sheet: Sheet) -> Iterator[dict[str, Any]]:
    for placed in plan.placed:
        if isinstance(placed.shape, Shape):
            over = misfit(placed.shape.galley.article, sheet)
            yield _slot(placed.shape, plan.number, placed.columns) | {"over": over}


def _slot(shape: Shape, page: int, columns: int) -> dict[str, Any]:
    article, lines = shape.galley.article, shape.galley.lines
    start = lines[0].start if lines else 0
    end = lines[shape.taken - 1].end if shape.taken else start
    return {
        "article": article.slug,
        "title": article.title,
        "slot": article.slot.value,
        "page": page,
        "part": shape.galley.part,
        "columns": columns,
        "height": shape.height - SEPARATOR,
        "lines": shape.taken,
        "characters": end - start,
        "white": shape.unused,
        "fill": round(1 - shape.unused / (columns * (shape.height - SEPARATOR)), 3),
        "left": len(lines) - shape.taken,
        "file": article.place.file,
    }
