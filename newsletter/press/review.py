"""What the press finds wrong with copy and pages before they are painted."""

from collections.abc import Iterator

from newsletter.errors import Place, Problem, Severity, Text
from newsletter.manifest.source import source_at
from newsletter.model.issue import Article, Issue, Photo
from newsletter.model.pages import Page, Proof
from newsletter.press.compose import Placed
from newsletter.press.fixed.texts import box_texts
from newsletter.press.flatplan import PagePlan
from newsletter.press.galley import printed_copy
from newsletter.press.heads import Shop
from newsletter.press.judge import clashes
from newsletter.press.pins import place_of_page
from newsletter.press.shapes import Shape

CODES: dict[str, Text] = {
    "F101": Text("版面放不下", "copy fits on no page"),
    "F102": Text("指定的位置互相矛盾", "pins contradict"),
    "F103": Text("版面没有填满", "page not filled"),
    "F104": Text("没有字体能印的字", "character that no font has"),
    "F105": Text("图片印出来太粗", "picture too coarse to print"),
    "F106": Text("没能排在一起", "articles not kept beside each other"),
    "F107": Text("固定框或广告放不下", "fixed box or advertisement has no room"),
    "F108": Text("导读列了头版的稿件", "index names an article of page one"),
    "F109": Text("广告文件无法使用", "advertisement's file cannot be used"),
    "F110": Text("广告不是原大", "advertisement not printed at its size"),
    "F111": Text("标题并排在同一高度（碰题）", "headlines side by side at one height"),
    "F112": Text("导读放不下的标题", "headline that the index has no room for"),
    "F113": Text("报头报眉的文字太长", "words of the nameplate or a folio too long"),
}
"""Code -> meaning, of everything the press can find."""

_LEAST_FILL = 0.99
_THIN_FILL = 0.95
"""Share of a page's grid lines below which everyone sees the white."""

_LEAST_PPI = 150
"""Newsprint shows pixels below it."""


def missing_glyphs(issue: Issue, shop: Shop) -> tuple[Problem, ...]:
    """Find characters that neither a face nor its fallbacks can print.

    Returns:
        One error per character and article, where it first stands in the file; and
        per character of a fixed box, where the manifest has the box.
    """
    in_articles = (
        _missing(character, _where(issue, article, character))
        for article in issue.articles
        for character in _unprintable(article, shop)
    )
    in_boxes = (
        _missing(character, place)
        for text, place in box_texts(issue.boxes)
        for character in shop.fonts.missing(text, "filler")
    )
    return (*in_articles, *in_boxes)


def _unprintable(article: Article, shop: Shop) -> tuple[str, ...]:
    set_in = [(piece.text, piece.face) for piece in _pieces(article)]
    found = (
        character
        for text, face in set_in
        for character in shop.fonts.missing(text, face)
    )
    return tuple(dict.fromkeys(found))


def _pieces(article: Article) -> Iterator["_Words"]:
    for copy in printed_copy(article, 0):
        yield from (_Words(piece.text, piece.face) for piece in copy.pieces)
    for face, texts in (
        ("headline", article.headline),
        ("kicker", article.kicker),
        ("deck", article.deck),
        ("byline", (str(article.byline),)),
        ("caption", tuple(p.caption + p.credit for p in article.photos)),
    ):
        yield from (_Words(text, face) for text in texts)


class _Words:
    """Characters and the face they are set in."""

    __slots__ = ("face", "text")

    def __init__(self, text: str, face: str) -> None:
        self.text = text
        self.face = face


def _missing(character: str, place: Place) -> Problem:
    name = " ".join(f"U+{ord(one):04X}" for one in character)
    return Problem(
        code="F104",
        place=place,
        what=Text(
            f"没有字体能印“{character}”（{name}）",
            f"no font can print {character!r} ({name})",
        ),
        cure=Text(
            "换一个字，或在版式的 print/type.toml 的 fallback 里加上有这个字的字体",
            "use another character, or add a font that has it to fallback in the "
            "layout's print/type.toml",
        ),
    )


def _where(issue: Issue, article: Article, character: str) -> Place:
    """Find the character in the article's file; else name the file alone."""
    file = article.place.file
    source = source_at(issue.publication.folder / file, file)
    return source.found(character) or article.place


def page_findings(
    issue: Issue, plans: tuple[PagePlan, ...], proof: Proof, shop: Shop
) -> tuple[Problem, ...]:
    """Warn of thin pages and coarse pictures; hint at headlines side by side."""
    thin = (_thin(issue, page) for page in proof.pages if page.fill < _LEAST_FILL)
    coarse = (
        problem
        for plan in plans
        for placed in plan.placed
        for problem in _coarse(placed, shop)
    )
    bumping = (
        _bumping(plan.number, one.shape.galley.article, other.shape.galley.article)
        for plan in plans
        for one, other in clashes(plan.placed)
        if isinstance(one.shape, Shape) and isinstance(other.shape, Shape)
    )
    return (*thin, *coarse, *bumping)


def _bumping(page: int, one: Article, other: Article) -> Problem:
    return Problem(
        code="F111",
        severity=Severity.HINT,
        place=other.place,
        what=Text(
            f"第 {page} 版《{one.title}》和《{other.title}》的标题并排在同一高度",
            f"on page {page} the headlines {one.title!r} and {other.title!r} stand "
            "side by side at one height",
        ),
        cure=Text(
            "别的排法更差；要改，可调整稿件顺序，或给其中一篇配图、指定 span",
            "other pages would be worse; change the order, add a picture to one of "
            "them, or pin a span",
        ),
    )


def _thin(issue: Issue, page: Page) -> Problem:
    share = f"{page.fill:.1%}"
    return Problem(
        code="F103",
        severity=Severity.WARNING if page.fill < _THIN_FILL else Severity.HINT,
        # The next page's pin, if there is one, keeps copy away from this page.
        place=place_of_page(issue, page.number + 1),
        what=Text(
            f"第 {page.number} 版只填满 {share}",
            f"page {page.number} is only {share} full",
        ),
        cure=Text(
            "加稿件或图片，在 publication.yaml 的 fillers 里加公益广告，或换小开本",
            "add copy or pictures, add fillers to publication.yaml, or use a smaller "
            "sheet",
        ),
    )


def _coarse(placed: Placed, shop: Shop) -> Iterator[Problem]:
    if not isinstance(placed.shape, Shape):
        return
    for shot in placed.shape.art.shots:
        inches = shop.grid.span(shot.columns) / 72
        height = shot.lines * shop.grid.leading / 72
        photo = shot.photo
        ppi = min(photo.width / inches, photo.height / height)
        if ppi < _LEAST_PPI:
            yield _coarse_photo(photo, ppi)


def _coarse_photo(photo: Photo, ppi: float) -> Problem:
    return Problem(
        code="F105",
        severity=Severity.WARNING,
        place=photo.place,
        what=Text(
            f"图片 {photo.file} 印出来只有 {ppi:.0f} ppi，低于 {_LEAST_PPI}",
            f"picture {photo.file} prints at {ppi:.0f} ppi, below {_LEAST_PPI}",
        ),
        cure=Text("换像素更高的原图", "use a larger original of the picture"),
    )
