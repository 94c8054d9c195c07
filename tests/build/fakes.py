"""A press that prints at once, and presses that fail."""

from collections.abc import Callable

from newsletter.errors import InputError, Problem, Severity, Text
from newsletter.layout import Layout
from newsletter.model.issue import Issue
from newsletter.model.pages import Box, Frame, Page, Proof
from newsletter.press.edition import PrintEdition
from newsletter.press.raster import PagePicture


def quick_press(
    issue: Issue, layout: Layout, progress: Callable[[str], None]
) -> PrintEdition:
    """Print every article onto one page; the PDFs are words, not pages."""
    del layout
    progress("compose")
    frames = tuple(
        Frame(
            article=article.slug,
            box=Box(14.0, 20.0 + 30 * row, 247.0, 27.5),
            columns=5,
            lines=12,
            start=0,
            end=len(article.dateline) + sum(map(len, article.texts)),
        )
        for row, article in enumerate(issue.articles)
    )
    page = Page(
        number=1,
        name="要闻",
        width=275.0,
        height=390.0,
        columns=5,
        grid_lines=72,
        fill=0.98,
        holes=(),
        frames=frames,
    )
    words = " ".join(article.title for article in issue.articles).encode()
    return PrintEdition(
        reader_pdf=b"reader " + words,
        press_pdf=b"press " + words,
        page_pdfs=(b"page 1 " + words,),
        proof=Proof(pages=(page,)),
        pictures=(PagePicture(data=b"picture " + words, width=1400, height=1985),),
        problems=(
            Problem(
                code="F101",
                place=issue.place,
                what=Text("版面偏空", "white at the foot"),
                severity=Severity.HINT,
            ),
        ),
    )


def refusing_press(
    issue: Issue, layout: Layout, progress: Callable[[str], None]
) -> PrintEdition:
    """Get half-way, then find that something does not fit."""
    quick_press(issue, layout, progress)
    raise InputError(
        [Problem(code="P101", place=issue.place, what=Text("排不下", "does not fit"))]
    )
