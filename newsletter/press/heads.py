"""Heads: kicker, headline, deck and byline over the legs of an article."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.model.issue import Article, Slot
from newsletter.press.fonts import Fonts
from newsletter.press.galley import Galley
from newsletter.press.grid import Grid
from newsletter.press.headlines import HeadBreaker
from newsletter.press.lines import LineRules
from newsletter.press.style import Style
from newsletter.press.values import Line
from newsletter.press.wording import Wording, wording_for

_SIZES_BROKEN_ANEW = 3
_MOST_LINES = 3
"""Of a headline that was written as one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadLine:
    """One line of a head, before it has a place."""

    role: str
    line: Line
    size: float
    """Type size, points."""

    height: float
    """Points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A head set for one width."""

    parts: tuple[HeadLine, ...]
    size: float
    """Of the headline, points."""

    height: int
    """Grid lines, with the least white that looks right."""

    keeps_breaks: bool = True
    """Whether the headline's lines are those that the editor broke by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """What every stage of one issue's make-up needs: fonts, rules, grid, style."""

    fonts: Fonts
    rules: LineRules
    grid: Grid
    style: Style
    language: str
    breaker: HeadBreaker

    @property
    def is_chinese(self) -> bool:
        """Whether the page speaks Chinese (下转, 第1版) or English."""
        return self.language.lower().startswith("zh")

    @property
    def wording(self) -> Wording:
        """What the press prints of itself, in the paper's language."""
        return wording_for(self.language)

    @property
    def indent(self) -> float:
        """White before a paragraph, ems: two in Chinese (clreq), one elsewhere."""
        return 2.0 if self.is_chinese else 1.0


def heads(galley: Galley, columns: int, shop: Shop) -> tuple[Head, ...]:
    """Set an article's head for so many columns, in every size that fits.

    Returns:
        Heads from the smallest headline to the largest; at least one.
    """
    width = shop.grid.span(columns)
    if galley.part > 1:
        return (_continuation(galley, width, shop),)
    article = galley.article
    steps = shop.style.steps_for(article.slot)
    fitting = [size for size in steps if _fits(article.headline, size, width, shop)]
    if len(article.headline) == 1:
        fitting += _broken_well(article, steps[len(fitting) :], width, shop)
    # Lines broken by hand that fit in no size are broken anew, in the smaller ones.
    sizes = fitting or steps[:_SIZES_BROKEN_ANEW]
    return tuple(
        _head(article, size, width, shop, keeps_breaks=bool(fitting)) for size in sizes
    )


def _broken_well(
    article: Article, steps: tuple[float, ...], width: float, shop: Shop
) -> list[float]:
    """List the sizes in which a headline written as one line makes a few good ones."""
    text, face = article.headline[0], _headline_face(article)
    return [
        size
        for size in steps
        if len(broken(text, face, width / size, shop)) <= _MOST_LINES
        and not shop.breaker.parts_words(text, face, width / size)
    ]


def _headline_face(article: Article) -> str:
    return "headline-lead" if article.slot is Slot.LEAD else "headline"


def broken(text: str, face: str, ems: float, shop: Shop) -> tuple[Line, ...]:
    """Break display text into balanced lines of at most ``ems``, as few as can be."""
    return shop.breaker.broken(text, face, ems)


def _fits(lines: tuple[str, ...], size: float, width: float, shop: Shop) -> bool:
    face = "headline"
    return all(shop.breaker.width(line, face) * size <= width for line in lines)


def _head(
    article: Article, size: float, width: float, shop: Shop, *, keeps_breaks: bool
) -> Head:
    parts = tuple(_parts(article, size, width, shop))
    white = shop.style.head_white * shop.grid.leading
    height = sum(part.height for part in parts) + white
    return Head(
        parts=parts,
        size=size,
        height=shop.grid.lines_for(height),
        keeps_breaks=keeps_breaks,
    )


def _parts(
    article: Article, size: float, width: float, shop: Shop
) -> Iterator[HeadLine]:
    style, body = shop.style, shop.grid.size
    kicker = max(body, size * style.kicker_ratio)
    deck = max(body, size * style.deck_ratio)
    face = _headline_face(article)
    small, tall = style.small_height, style.headline_height
    yield from _set(article.kicker, "kicker", "kicker", (kicker, small), width, shop)
    yield from _set(article.headline, "headline", face, (size, tall), width, shop)
    yield from _set(article.deck, "deck", "deck", (deck, small), width, shop)
    byline = (str(article.byline),) if article.byline.credits else ()
    leading = shop.grid.leading / body
    yield from _set(byline, "byline", "byline", (body, leading), width, shop)


def _set(
    texts: tuple[str, ...],
    role: str,
    face: str,
    type_: tuple[float, float],
    width: float,
    shop: Shop,
) -> Iterator[HeadLine]:
    size, height = type_
    for text in texts:
        for line in broken(text, face, width / size, shop):
            yield HeadLine(role=role, line=line, size=size, height=size * height)


def _continuation(galley: Galley, width: float, shop: Shop) -> Head:
    size = shop.grid.size
    page = galley.jumped_from
    title = galley.article.title
    text = shop.wording.from_page.format(page=page, title=title)
    parts = tuple(
        _set((text,), "continued", "jump", (size, shop.style.small_height), width, shop)
    )
    height = sum(part.height for part in parts)
    lines = shop.grid.lines_for(height)
    return Head(parts=parts, size=size, height=lines)
