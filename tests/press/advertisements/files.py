"""Files as advertisers send them."""

from collections.abc import Callable
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from newsletter.errors import Place
from newsletter.model.boxes import Advertisement

PLACE = Place(file="issues/2021-11-23/issue.yaml", line=9, column=12)
BLUE = "1 0.6 0 0.1 k 0 0 400 120 re f"
MM = 72 / 25.4


def a_pdf(
    path: Path,
    content: str = BLUE,
    size: tuple[float, float] = (400, 120),
    change: Callable[[Pdf], None] = lambda _: None,
) -> Path:
    """Write a page that draws something, in pt from its lower left."""
    with Pdf.new() as document:
        page = document.add_blank_page(page_size=size)
        page.obj["/TrimBox"] = page.obj["/MediaBox"]
        page.obj["/Contents"] = document.make_stream(content.encode())
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica")
        )
        half = Dictionary(ca=0.5)
        page.obj["/Resources"] = Dictionary(
            Font=Dictionary(F=font), ExtGState=Dictionary(Half=half)
        )
        change(document)
        document.save(path)
    return path


def turned(document: Pdf) -> None:
    """Set a page upright by turning it."""
    document.pages[0].obj["/Rotate"] = 90


def with_slug(document: Pdf) -> None:
    """Leave room around the trim box, with something printed in it."""
    page = document.pages[0]
    page.obj["/MediaBox"] = Array([-30, -30, 430, 150])
    page.contents_add(document.make_stream(b"0 0 0 1 k -30 -30 20 20 re f"))


def two_pages(document: Pdf) -> None:
    """Add a page."""
    document.add_blank_page()


def a_picture(
    path: Path, mode: str = "CMYK", size: tuple[int, int] = (2000, 600)
) -> Path:
    """Write a picture without much ink."""
    ink = {"CMYK": (90, 40, 0, 0), "L": 90, "RGB": (40, 90, 200), "I;16": 9}
    Image.new(mode, size, ink.get(mode, (40, 90, 200, 128))).save(path, quality=90)
    return path


def an_ad(path: Path, **fields: object) -> Advertisement:
    """Book it: at the foot of page one, across the page, if nothing else is said."""
    given: dict[str, object] = {
        "path": path,
        "file": path.name,
        "page": 1,
        "columns": 5,
        "advertiser": "河边书店",
        "place": PLACE,
    }
    return Advertisement(**given | fields)  # type: ignore[arg-type]  # as they come
