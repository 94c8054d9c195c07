"""Paint drawings into one PDF.

The only module that knows WeasyPrint, which is given fixed boxes and lines broken
already: it places glyphs and writes PDF, and decides nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from itertools import chain
from typing import Any

from newsletter.errors import LayoutError
from newsletter.layout import Layout
from newsletter.pictures import for_press
from newsletter.pictures.separation import Separation
from newsletter.pictures.stored import stand_in
from newsletter.press.boxes import BlockBox, block_boxes, strays
from newsletter.press.classes import Classes, Face, font_css
from newsletter.press.collector import collector_resting, cycles_collected
from newsletter.press.complaints import complaints
from newsletter.press.cutting import CutFont, cut_faces
from newsletter.press.embedding import SetFont
from newsletter.press.leaves import INWARD, Leaf, bound, renumbered
from newsletter.press.linking import by_file_name, seldom_used_later
from newsletter.press.plates import label_of, with_plates
from newsletter.press.values import Drawing, Picture, Plate
from newsletter.standing import NOTHING, Standing

with by_file_name(), seldom_used_later():
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


def paint(
    drawings: tuple[Drawing, ...],
    layout: Layout,
    style: PaintStyle,
    standing: Standing = NOTHING,
) -> Painted:
    """Paint pages into one PDF; the same input gives the same bytes.

    Args:
        drawings: The pages, in order; at least one.
        layout: Has ``print/page.html`` and ``print/page.css``.
        style: Fonts, language and metadata.
        standing: Pages painted before; its salt covers all but drawings and styles.

    Returns:
        The PDF, with characters no font has, boxes off the page, fonts nobody
        named and whatever else WeasyPrint complained of.

    Raises:
        LayoutError: a template is faulty, a face is unknown, or a drawing did not
            make exactly one page.
        UnreadablePicture: a photo cannot be used.
    """
    _check_faces(drawings, style)
    leaves = _leaves(drawings, layout, style, standing)
    pdf, broken = bound(leaves, style.faces)
    pdf = with_plates(pdf, _plates(drawings))
    off_page = (stray for drawing in drawings for stray in strays(drawing))
    of_pages = chain.from_iterable(leaf.faults for leaf in leaves)
    return Painted(pdf, tuple(dict.fromkeys((*off_page, *of_pages, *broken))))


def look_of(drawing: Drawing, style: PaintStyle) -> str:
    """Name, in 64 hexadecimal digits, how a page looks."""
    return sha256(repr((drawing, style)).encode()).hexdigest()


def _leaves(
    drawings: tuple[Drawing, ...],
    layout: Layout,
    style: PaintStyle,
    standing: Standing,
) -> tuple[Leaf, ...]:
    """Paint the pages that do not stand yet."""
    keys = [("leaf", look_of(drawing, style)) for drawing in drawings]
    written = [standing.found(key) for key in keys]
    missing = [n for n, found in enumerate(written) if found is None]
    fresh = _painted_leaves(tuple(drawings[n] for n in missing), layout, style)
    for n, leaf in zip(missing, fresh, strict=True):
        written[n] = leaf.as_bytes()
        standing.keep(keys[n], written[n] or b"")
    return tuple(Leaf.from_bytes(one) for one in written if one)


def _painted_leaves(
    drawings: tuple[Drawing, ...], layout: Layout, style: PaintStyle
) -> Iterator[Leaf]:
    """Paint pages; what the fonts of one hold besides leaves no trace in another."""
    if not drawings:
        return
    named = _families(style)
    faces, cut = cut_faces(drawings, style.faces)
    style = replace(style, faces=faces)
    named |= _families(style)
    fonts = FontConfiguration()
    fetcher = _PressFetcher(style.picture_ppi, style.separation)
    rules = "".join(map(fetcher.font_rule, cut)) + style.font_css
    css = layout.text("print/page.css") + rules
    css += f"\nbody{{{font_css(faces[style.strut])}}}\n"
    with complaints() as faults:
        sheet = CSS(string=css, font_config=fonts, url_fetcher=fetcher)
    easel = _Easel(
        layout=layout,
        style=style,
        sheet=sheet,
        fonts=fonts,
        named=named,
        glyphs={font.face.family: font.glyphs for font in cut},
        faults=tuple(faults),
    )
    for drawing in drawings:
        # A page's boxes hold one another; they take 10 MB.
        with cycles_collected():
            leaf = _painted_leaf(drawing, easel)
        yield leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class _Easel:
    """What pages that are painted together share."""

    layout: Layout
    style: PaintStyle
    sheet: CSS
    fonts: FontConfiguration
    named: frozenset[str]
    """Families that may be set."""

    glyphs: Mapping[str, tuple[int, ...]]
    """Number in the whole font of each glyph of a cut one, by its family."""

    faults: tuple[str, ...]
    """Of the style sheet."""


def _painted_leaf(drawing: Drawing, easel: _Easel) -> Leaf:
    with collector_resting(), complaints() as faults:
        document = _render(drawing, easel)
        pdf = document.write_pdf(pdf_tags=True, uncompressed_pdf=True)
    strangers = _strangers(document, easel.named)
    return _leaf(pdf, document, easel.glyphs, (*easel.faults, *faults, *strangers))


def _leaf(
    pdf: bytes,
    document: Document,
    glyphs: Mapping[str, tuple[int, ...]],
    faults: tuple[str, ...],
) -> Leaf:
    families = {font.hash: font.family for font in document.fonts.values()}
    numbers = {name: glyphs[one] for name, one in families.items() if one in glyphs}
    return Leaf(renumbered(pdf, numbers), dict(_set_fonts(document, glyphs)), faults)


def _render(drawing: Drawing, easel: _Easel) -> Document:
    """Lay out a page, of nothing that other pages hold."""
    layout, style, fonts = easel.layout, easel.style, easel.fonts
    fetcher = _PressFetcher(style.picture_ppi, style.separation)
    classes = Classes(dict(style.faces), style.strut, style.quantum)
    boxes = block_boxes(drawing, classes, fetcher.addresses(_pictures(drawing)))
    source = page_html(drawing, layout, style, boxes)
    # Other pages are not here: links to them find their places when all are bound.
    source = source.replace('href="#', f'href="{INWARD}')
    own = CSS(string=classes.css, font_config=fonts, url_fetcher=fetcher)
    html = HTML(string=source, url_fetcher=fetcher)
    document = html.render(stylesheets=[easel.sheet, own], font_config=fonts)
    if len(document.pages) != 1:
        raise LayoutError(
            f"layouts/{layout.name}/print: page {drawing.number} came out as "
            f"{len(document.pages)} pages; print/page.css must not move boxes"
        )
    return document


def _plates(drawings: tuple[Drawing, ...]) -> Iterator[Plate]:
    for picture in chain.from_iterable(map(_pictures, drawings)):
        if picture.plate:
            yield picture.plate


def _pictures(drawing: Drawing) -> Iterator[Picture]:
    for block in drawing.blocks:
        yield from (item for item in block.items if isinstance(item, Picture))


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


def _families(style: PaintStyle) -> frozenset[str]:
    faces = style.faces.values()
    return frozenset(one.family for face in faces for one in (face, *face.fallbacks))


def _strangers(document: Document, named: frozenset[str]) -> Iterator[str]:
    """Find fonts that the system chose because no named font has a character."""
    for font in document.fonts.values():
        if font.family not in named:
            characters = "".join(sorted(set(font.to_unicode.values())))
            yield f"font {font.family!r} was not asked for: set {characters[:40]}"


def _set_fonts(
    document: Document, glyphs: Mapping[str, tuple[int, ...]]
) -> Iterator[tuple[str, SetFont]]:
    """Say what a page sets in each cut font, by the name that it has in the PDF."""
    found: dict[str, list[Any]] = {}
    for font in document.fonts.values():
        if font.family in glyphs:
            found.setdefault(font.hash, []).append(font)
    for name, fonts in found.items():
        numbers = dict(enumerate(glyphs[fonts[0].family]))
        widths = {g: wide for font in fonts for g, wide in font.widths.items()}
        texts = {g: text for font in fonts for g, text in font.to_unicode.items()}
        yield (
            name,
            SetFont(
                family=fonts[0].family,
                widths={numbers.get(g, 0): wide for g, wide in widths.items()},
                texts={numbers.get(g, 0): text for g, text in texts.items()},
            ),
        )


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
            data = self._made(picture)
            known[picture] = f"{_SCHEME}{sha256(data).hexdigest()}"
            self._pictures[known[picture]] = data
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
