"""Paint drawings into one PDF.

The only module that knows WeasyPrint, which is given fixed boxes and lines broken
already: it places glyphs and writes PDF, and decides nothing.
"""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from newsletter.errors import LayoutError
from newsletter.layout import Layout
from newsletter.pictures import for_press
from newsletter.pictures.separation import Separation
from newsletter.pictures.stored import stand_in
from newsletter.press.boxes import BlockBox, block_boxes, strays
from newsletter.press.classes import Classes, Face, font_css
from newsletter.press.collector import collector_resting
from newsletter.press.cutting import CutFont, cut_faces, issue_family
from newsletter.press.linking import by_file_name
from newsletter.press.plates import label_of, with_plates
from newsletter.press.values import Drawing, Picture, Plate

with by_file_name():
    from weasyprint import CSS, HTML, Document
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

_SCHEME = "press:"
_FONT = "font/otf"
# Forms of Han characters differ by region; fonts know them by these regions, of
# which the first that a language tag names counts.
_REGIONS = {"hk": "HK", "mo": "HK", "tw": "TW", "hant": "TW"}


_NEWSPRINT = Separation()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintStyle:
    """What the painter must know besides the drawings."""

    language: str
    """BCP 47, of the publication."""

    title: str
    author: str
    date: datetime
    """When the issue appears; the only date that the PDF carries."""

    faces: Mapping[str, Face]
    """By the names that runs use; ``strut`` is one of them."""

    strut: str = "body"
    """Face whose ascent and descent place the baseline of every line."""

    font_css: str = ""
    """``@font-face`` rules for font files that are not installed."""

    quantum: float = 0.0005
    """Letter spacing is rounded to whole multiples of it, ems."""

    picture_ppi: int = 250
    """Most pixels per inch of a placed picture."""

    separation: Separation = _NEWSPRINT
    """How colours are divided between inks."""


@dataclass(frozen=True, slots=True)
class Painted:
    """Pages painted, and what the painter found wrong with them."""

    pdf: bytes
    """All pages; coloured in device CMYK, tagged, with links and outline."""

    faults: tuple[str, ...]
    """One line each, for the designer; empty when all is well."""

    def as_bytes(self) -> bytes:
        """Write it down, to be read by ``from_bytes``."""
        return json.dumps(self.faults).encode() + b"\n" + self.pdf

    @classmethod
    def from_bytes(cls, written: bytes) -> Self:
        """Read what ``as_bytes`` has written."""
        faults, _, pdf = written.partition(b"\n")
        return cls(pdf, tuple(json.loads(faults)))


def paint(drawings: tuple[Drawing, ...], layout: Layout, style: PaintStyle) -> Painted:
    """Paint pages into one PDF; the same input gives the same bytes.

    Args:
        drawings: The pages, in order; at least one.
        layout: Has ``print/page.html`` and ``print/page.css``.
        style: Fonts, language and metadata.

    Returns:
        The PDF, with characters no font has, boxes off the page, fonts nobody
        named and whatever else WeasyPrint complained of.

    Raises:
        LayoutError: a template is faulty, a face is unknown, or a drawing did not
            make exactly one page.
        UnreadablePicture: a photo cannot be used.
    """
    _check_faces(drawings, style)
    with collector_resting(), _complaints() as complaints:
        documents = _render(drawings, layout, style)
        pages = [page for document in documents for page in document.pages]
        fonts: list[str] = []
        pdf = (
            documents[0]
            .copy(pages)
            .write_pdf(
                pdf_tags=True,
                finisher=lambda document, _: fonts.extend(_strangers(document, style)),
            )
        )
    pdf = with_plates(pdf, _plates(drawings))
    off_page = (stray for drawing in drawings for stray in strays(drawing))
    return Painted(pdf, tuple(dict.fromkeys((*off_page, *complaints, *fonts))))


def _plates(drawings: tuple[Drawing, ...]) -> Iterator[Plate]:
    for drawing in drawings:
        for block in drawing.blocks:
            for item in block.items:
                if isinstance(item, Picture) and item.plate:
                    yield item.plate


def _render(
    drawings: tuple[Drawing, ...], layout: Layout, style: PaintStyle
) -> list[Document]:
    """Lay out each page by itself, all with the same fonts."""
    faces, cut = cut_faces(drawings, style.faces)
    fetcher = _PressFetcher(style.picture_ppi, style.separation)
    fonts = FontConfiguration()
    classes = Classes(faces, style.strut, style.quantum)
    sources = [
        _render_html(drawing, layout, style, classes, fetcher) for drawing in drawings
    ]
    rules = f"{style.font_css}\nbody{{{font_css(faces[style.strut])}}}\n"
    rules += "".join(map(fetcher.font_rule, cut))
    css = layout.text("print/page.css") + rules + classes.css
    sheet = CSS(string=css, font_config=fonts, url_fetcher=fetcher)
    documents = []
    for drawing, source in zip(drawings, sources, strict=True):
        html = HTML(string=source, url_fetcher=fetcher)
        document = html.render(stylesheets=[sheet], font_config=fonts)
        if len(document.pages) != 1:
            raise LayoutError(
                f"layouts/{layout.name}/print: page {drawing.number} came out as "
                f"{len(document.pages)} pages; print/page.css must not move boxes"
            )
        documents.append(document)
    return documents


def _render_html(
    drawing: Drawing,
    layout: Layout,
    style: PaintStyle,
    classes: Classes,
    fetcher: "_PressFetcher",
) -> str:
    pictures = (
        item
        for block in drawing.blocks
        for item in block.items
        if isinstance(item, Picture)
    )
    boxes = block_boxes(drawing, classes, fetcher.addresses(pictures))
    return page_html(drawing, layout, style, boxes)


def page_html(
    drawing: Drawing,
    layout: Layout,
    style: PaintStyle,
    boxes: tuple[BlockBox, ...],
) -> str:
    """Fill the layout's page template with the boxes of a drawing.

    Raises:
        LayoutError: the template is faulty.
    """
    return layout.render(
        "print/page.html",
        language=_region(style.language),
        title=style.title,
        author=style.author,
        date=style.date.isoformat(timespec="seconds"),
        width=drawing.width,
        height=drawing.height,
        bookmark=drawing.bookmark,
        blocks=boxes,
    )


def _region(language: str) -> str:
    """Turn a language tag into one that Pango and the fonts know."""
    first, *rest = language.lower().split("-")
    if first != "zh":
        return language
    named = (region for tag, region in _REGIONS.items() if tag in rest)
    return f"zh-{next(named, 'CN')}"


def _check_faces(drawings: tuple[Drawing, ...], style: PaintStyle) -> None:
    used = {
        (run.face, run.font)
        for drawing in drawings
        for block in drawing.blocks
        for item in block.items
        for run in getattr(item, "runs", ())
    }
    for name, font in sorted(used | {(style.strut, 0)}):
        if name not in style.faces:
            raise LayoutError(f"print/type.toml: no face {name!r}")
        if font > len(style.faces[name].fallbacks):
            raise LayoutError(f"print/type.toml: face {name!r} has no fallback {font}")


def _strangers(document: Any, style: PaintStyle) -> Iterator[str]:
    """Find fonts that the system chose because no named font has a character."""
    named = {
        font.family for face in style.faces.values() for font in (face, *face.fallbacks)
    }
    named |= {issue_family(family) for family in named}
    for font in document.fonts.values():
        if font.family not in named:
            characters = "".join(sorted(set(font.to_unicode.values())))
            yield f"font {font.family!r} was not asked for: set {characters[:40]}"


class _PressFetcher(URLFetcher):  # type: ignore[misc]  # ships no types
    """Hands pictures to WeasyPrint, and font files; nothing else, no network."""

    def __init__(self, ppi: int, separation: Separation) -> None:
        super().__init__(allowed_protocols=("file",))
        self._ppi = ppi
        self._separation = separation
        self._pictures: dict[str, bytes] = {}
        self._fonts: dict[str, bytes] = {}

    def addresses(self, pictures: Iterable[Picture]) -> dict[Picture, str]:
        """Make each picture for its place; give the address that names it."""
        known = {}
        for picture in pictures:
            known[picture] = f"{_SCHEME}{len(self._pictures)}"
            self._pictures[known[picture]] = self._made(picture)
        return known

    def font_rule(self, cut: CutFont) -> str:
        """Keep a font, and write the rule that names it."""
        url = f"{_SCHEME}font{len(self._fonts)}"
        self._fonts[url] = cut.data
        return (
            f'@font-face{{font-family:"{cut.face.family}";src:url("{url}");'
            f"font-weight:{cut.face.weight};font-style:{cut.face.slant}}}\n"
        )

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Answer with a picture made before, or with a file."""
        if url in self._fonts:
            return URLFetcherResponse(url, self._fonts[url], {"Content-Type": _FONT})
        if url in self._pictures:
            return URLFetcherResponse(
                url, self._pictures[url], {"Content-Type": "image/jpeg"}
            )
        return super().fetch(url, headers)

    def _made(self, picture: Picture) -> bytes:
        if picture.plate:
            return stand_in(label_of(picture.plate))
        width = round(picture.width / 72 * self._ppi)
        height = round(picture.height / 72 * self._ppi)
        size = (width, height)
        return for_press(picture.photo.path, picture.crop, size, self._separation)


class _Complaints(logging.Handler):
    """Keeps what WeasyPrint logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.lines.append(record.getMessage())


@contextmanager
def _complaints() -> Iterator[list[str]]:
    logger = logging.getLogger("weasyprint")
    handler = _Complaints()
    logger.addHandler(handler)
    try:
        yield handler.lines
    finally:
        logger.removeHandler(handler)
