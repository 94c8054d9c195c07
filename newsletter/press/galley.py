r"""Galleys: an article's copy set in lines of one measure, before make-up.

The printed text of an article is the texts of its ``Copy`` values joined by
``\n``; line offsets count in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from newsletter.model.copy import (
    Block,
    Code,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Span,
    Subhead,
    Table,
)
from newsletter.model.issue import Article
from newsletter.press.fonts import Fonts
from newsletter.press.lines import BrokenLine, LineRules, Setting
from newsletter.press.values import Copy, Piece

_PUSHED = 1.5
"""Ems that must at least stand on the line that is added."""

_MOST_STRETCH = 0.1
"""Share of its lines' width by which a paragraph could ever be spread."""

_MOST_LONGER = 4
"""Lines by which an article may be made longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Galley:
    """One article in type, or what is left of it after a jump."""

    article: Article
    lines: tuple[BrokenLine, ...]
    """Lines of one measure that still need a place."""

    typesetter: "Typesetter"
    part: int = 1
    longer: int = 0
    """Lines it was made longer than it need be."""

    jumped_from: int = 0
    """Page on which the part before ends; 0 for the beginning."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A paragraph before it knows where in the printed text it starts."""

    pieces: tuple[Piece, ...]
    indent: float
    hanging: float
    role: str
    justified: bool = True


class Typesetter:
    """Sets one article to any measure.

    Not a value: it remembers what does not change with the measure.
    """

    def __init__(
        self, article: Article, fonts: Fonts, rules: LineRules, indent: float
    ) -> None:
        """Take the copy; ``indent`` in ems."""
        self._article = article
        copies = printed_copy(article, indent)
        self._settings = tuple(Setting(copy, fonts, rules) for copy in copies)

    def galley(self, measure: float) -> Galley:
        """Set the article in lines of so many ems."""
        lines = chain.from_iterable(one.broken(measure) for one in self._settings)
        return Galley(article=self._article, lines=tuple(lines), typesetter=self)

    def longer(self, galley: Galley, measure: float) -> tuple[Galley, ...]:
        """Set the same copy longer, line by line, where no reader notices it (推行).

        The longest paragraphs give way first: they spread the white most thinly.

        Returns:
            As many lengths as the copy allows, to four lines more.
        """
        tight = list(self._by_paragraph(galley.lines))
        loose = [
            setting.broken(measure, loose=True)
            if _might_give(lines, measure)
            else lines
            for setting, lines in zip(self._settings, tight, strict=True)
        ]
        giving = sorted(
            (n for n, lines in enumerate(loose) if _gives(tight[n], lines)),
            key=lambda n: (-len(tight[n]), n),
        )
        longer: list[Galley] = []
        for place in giving[:_MOST_LONGER]:
            tight[place] = loose[place]
            lines = tuple(chain.from_iterable(tight))
            longer.append(replace(galley, lines=lines, longer=len(longer) + 1))
        return tuple(longer)

    def _by_paragraph(
        self, lines: tuple[BrokenLine, ...]
    ) -> Iterator[tuple[BrokenLine, ...]]:
        """Part lines by paragraph; one that is not here any more has none."""
        at = 0
        for setting in self._settings:
            end = setting.copy.start + len(setting.copy.text)
            first = at
            while at < len(lines) and lines[at].start < end:
                at += 1
            yield lines[first:at]


def _might_give(lines: tuple[BrokenLine, ...], measure: float) -> bool:
    """Tell whether a paragraph's last line is so long that little white pushes it."""
    if not lines:
        return False
    last = lines[-1].justified()
    short = measure - last.left - last.width
    return short + _PUSHED < _MOST_STRETCH * measure * len(lines)


def _gives(tight: tuple[BrokenLine, ...], loose: tuple[BrokenLine, ...]) -> bool:
    """Tell whether a paragraph, all of it still here, can run a line longer."""
    whole = bool(tight) and tight[0].opens and tight[-1].closes
    return whole and len(loose) == len(tight) + 1


def printed_text(article: Article) -> str:
    r"""Join what is printed of an article's dateline and body.

    Heads and captions are not in it, list numbers and bullets are; between
    paragraphs stands ``\n``.
    """
    return "\n".join(copy.text for copy in printed_copy(article, 0))


def printed_copy(article: Article, indent: float) -> tuple[Copy, ...]:
    """Turn dateline and body into paragraphs to set; ``indent`` in ems."""
    drafts = [d for d in _drafts(article.body, indent, 0) if _has_text(d)]
    if article.dateline:
        drafts = _with_dateline(article.dateline, drafts, indent)
    copies: list[Copy] = []
    start = 0
    for draft in drafts:
        copy = Copy(
            pieces=draft.pieces,
            start=start,
            indent=draft.indent,
            hanging=draft.hanging,
            role=draft.role,
            justified=draft.justified,
        )
        copies.append(copy)
        start += len(copy.text) + 1
    return tuple(copies)


def _has_text(draft: _Draft) -> bool:
    return any(piece.text for piece in draft.pieces)


def _with_dateline(dateline: str, drafts: list[_Draft], indent: float) -> list[_Draft]:
    opening = Piece(f"{dateline}\u3000", "dateline")
    if drafts and drafts[0].role == "body":
        first = drafts[0]
        pieces = (opening, *first.pieces)
        return [_Draft(pieces, first.indent, first.hanging, "body"), *drafts[1:]]
    return [_Draft((Piece(dateline, "dateline"),), indent, 0, "body"), *drafts]


def _drafts(blocks: tuple[Block, ...], indent: float, depth: float) -> Iterator[_Draft]:
    for block in blocks:
        match block:
            case Listing():
                yield from _items(block, depth)
            case Quote(inner):
                yield from _drafts(inner, indent, depth + 1)
            case Table(rows):
                yield from _rows(rows, depth)
            case Paragraph(spans):
                yield _Draft(_pieces(spans, "body"), depth + indent, depth, "body")
            case Subhead() | Code() | Rule():
                yield _display(block, depth)


def _display(block: Subhead | Code | Rule, depth: float) -> _Draft:
    match block:
        case Subhead(spans):
            return _Draft(_pieces(spans, "subhead"), 0, 0, "subhead", justified=False)
        case Code(text):
            code = (Piece(text, "code"),)
            return _Draft(code, depth, depth, "code", justified=False)
        case Rule():
            stars = (Piece("＊＊＊", "body"),)
            return _Draft(stars, 0, 0, "subhead", justified=False)


def _items(listing: Listing, depth: float) -> Iterator[_Draft]:
    hang = depth + 1.5
    for number, item in enumerate(listing.items, listing.start):
        marker = Piece(f"{number}. " if listing.ordered else "• ", "body")
        drafts = list(_drafts(item, 0, hang))
        if drafts and drafts[0].role == "body":
            first = drafts.pop(0)
            yield _Draft((marker, *first.pieces), depth, hang, "body")
        else:
            yield _Draft((marker,), depth, hang, "body")
        yield from drafts


def _rows(
    rows: tuple[tuple[tuple[Span, ...], ...], ...], depth: float
) -> Iterator[_Draft]:
    # A newspaper column is too narrow for a grid: cells follow one another.
    for number, row in enumerate(rows):
        face = "strong" if number == 0 else "body"
        pieces: list[Piece] = []
        for cell in row:
            if pieces and cell:
                pieces.append(Piece("\u3000", face))
            pieces.extend(_pieces(cell, face))
        yield _Draft(tuple(pieces), depth, depth + 1, "body", justified=False)


def _pieces(spans: tuple[Span, ...], face: str) -> tuple[Piece, ...]:
    return tuple(Piece(span.text, _face(span, face)) for span in spans if span.text)


def _face(span: Span, usual: str) -> str:
    if span.code:
        return "code"
    if span.strong and usual == "body":
        return "strong"
    if span.emphasis and usual == "body":
        return "emphasis"
    return usual
