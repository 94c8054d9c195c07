"""Advertisements on the page: as they came, where they were booked, labelled."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from pikepdf import Dictionary, Name, Object, Pdf

from newsletter.errors import InputError
from newsletter.layout import load_layout
from newsletter.model.boxes import Advertisement, Boxes, Position
from newsletter.model.issue import Pins
from newsletter.model.pages import Frame, Page
from newsletter.press.edition import PrintEdition, print_edition
from tests.press.advertisements.files import (
    BLUE,
    MM,
    PLACE,
    a_pdf,
    a_picture,
    an_ad,
    turned,
    two_pages,
    with_slug,
)
from tests.press.fixed.papers import INDEX, WEATHER, pages_of, paper, stories
from tests.press.reader_tags import accessibility_faults


def printed(*ads: Advertisement, count: int = 9) -> PrintEdition:
    issue = paper(*stories(count), boxes=Boxes(), advertisements=ads)
    return print_edition(issue, load_layout(issue.publication), lambda _: None)


def planned(
    *ads: Advertisement, count: int = 16, boxes: Boxes | None = None
) -> tuple[Page, ...]:
    return pages_of(paper(*stories(count), boxes=boxes or Boxes(), advertisements=ads))


def refusal(*ads: Advertisement) -> list[str]:
    with pytest.raises(InputError) as caught:
        planned(*ads)
    assert all(problem.place == PLACE for problem in caught.value.problems)
    return [problem.code for problem in caught.value.problems]


def ads_of(page: Page) -> list[Frame]:
    return [frame for frame in page.frames if frame.kind == "advertisement"]


def forms(document: Pdf) -> Iterator[Object]:
    for page in document.pages:
        for part in page.resources.get("/XObject", Dictionary()).values():
            if part.get("/Subtype") == Name.Form:
                yield part


def pixel(pdf: bytes, x: float, y: float) -> tuple[int, ...]:
    """Look at a spot of page 1, mm from its trim's top left, in CMYK."""
    with pymupdf.open(stream=pdf) as document:
        picture = document[0].get_pixmap(dpi=72, colorspace=pymupdf.csCMYK)
        return picture.pixel(round(x * MM), round(y * MM))


def test_an_advertisers_pdf_is_printed_as_it_came(tmp_path: Path) -> None:
    edition = printed(an_ad(a_pdf(tmp_path / "blue.pdf")))

    for pdf in (edition.press_pdf, edition.page_pdfs[0], edition.reader_pdf):
        with pikepdf.open(io.BytesIO(pdf)) as document:
            (form,) = forms(document)
            assert form.read_bytes() == BLUE.encode()
    box = ads_of(edition.proof.pages[0])[0].box
    inked = pixel(edition.press_pdf, box.x + 3, box.y + box.height - 3)
    assert inked == pytest.approx((255, 153, 0, 26), abs=2)
    assert b"plate:" not in edition.press_pdf


def test_a_picture_keeps_its_bytes(tmp_path: Path) -> None:
    path = a_picture(tmp_path / "tram.jpg")

    edition = printed(an_ad(path))

    with pikepdf.open(io.BytesIO(edition.press_pdf)) as document:
        (form,) = forms(document)
        (image,) = form.Resources.XObject.values()
        assert image.read_raw_bytes() == path.read_bytes()
        assert image.ColorSpace == Name.DeviceCMYK


@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.jpg"])
def test_pictures_of_every_kind_print_alike(tmp_path: Path, name: str) -> None:
    mode = "L" if name == "a.png" else "CMYK"
    path = a_picture(tmp_path / name, mode)

    edition = printed(an_ad(path))

    box = ads_of(edition.proof.pages[0])[0].box
    found = pixel(edition.press_pdf, box.x + 9, box.y + box.height - 9)
    wanted = (0, 0, 0, 165) if mode == "L" else (90, 40, 0, 0)
    assert found == pytest.approx(wanted, abs=4)


def test_everything_outside_the_trim_box_stays_away(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", change=with_slug)

    edition = printed(an_ad(path))

    box = ads_of(edition.proof.pages[0])[0].box
    assert pixel(edition.press_pdf, box.x - 4, box.y + box.height + 4)[3] == 0


def test_a_turned_page_stands_as_its_reader_sees_it(tmp_path: Path) -> None:
    left = "0 0 0 1 k 0 0 40 120 re f"
    path = a_pdf(tmp_path / "a.pdf", left, change=turned)

    edition = printed(an_ad(path, columns=2, lines=20))

    (ad,) = ads_of(edition.proof.pages[0])
    middle = ad.box.x + ad.box.width / 2
    assert pixel(edition.press_pdf, middle, ad.box.y + 8)[3] > 200
    assert pixel(edition.press_pdf, middle, ad.box.y + ad.box.height - 8)[3] == 0


def test_the_label_and_a_figure_with_its_words_are_there(tmp_path: Path) -> None:
    edition = printed(an_ad(a_pdf(tmp_path / "a.pdf"), alt="书店搬到新街"))

    assert not accessibility_faults(edition.reader_pdf)
    with pikepdf.open(io.BytesIO(edition.reader_pdf)) as document:
        alts = [
            str(part.Alt)
            for part in document.objects
            if isinstance(part, Dictionary) and part.get("/S") == Name.Figure
        ]
    assert alts == ["广告 书店搬到新街"]
    with pymupdf.open(stream=edition.reader_pdf) as document:
        assert "广告" in document[0].get_text()


def test_the_readers_pdf_leads_to_the_advertiser_and_the_press_files_do_not(
    tmp_path: Path,
) -> None:
    ad = an_ad(a_pdf(tmp_path / "a.pdf"), link="https://books.example/spring")

    edition = printed(ad)

    box = edition.proof.pages[0].links[0].box
    with pymupdf.open(stream=edition.reader_pdf) as document:
        (link,) = (one for one in document[0].get_links() if one.get("uri"))
    assert link["uri"] == "https://books.example/spring"
    area = [box.x, box.y, box.x + box.width, box.y + box.height]
    assert [side / MM for side in link["from"]] == pytest.approx(area, abs=0.1)
    assert not accessibility_faults(edition.reader_pdf)
    assert b"books.example" not in edition.press_pdf


def test_a_full_width_advertisement_stands_at_the_foot(tmp_path: Path) -> None:
    first = planned(an_ad(a_pdf(tmp_path / "a.pdf")))[0]

    (ad,) = ads_of(first)
    others = [frame for frame in first.frames if frame is not ad]
    assert all(f.box.y + f.box.height < ad.box.y for f in others)
    assert ad.columns == first.columns
    assert first.fill > 0.95


def test_articles_stand_beside_a_narrow_one(tmp_path: Path) -> None:
    first = planned(an_ad(a_pdf(tmp_path / "a.pdf"), columns=2, lines=20))[0]

    (ad,) = ads_of(first)
    right = max(f.box.x + f.box.width for f in first.frames)
    assert ad.box.x + ad.box.width == pytest.approx(right)
    beside = [
        f
        for f in first.frames
        if f.kind == "article" and f.box.y + f.box.height > ad.box.y + 1
    ]
    assert beside
    assert all(f.box.x + f.box.width < ad.box.x for f in beside)


def test_two_halves_share_a_row_below_the_index(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf")
    left, right = an_ad(path, columns=3), an_ad(path, columns=2)

    first = planned(left, right, boxes=Boxes(index=INDEX, weather=WEATHER))[0]

    one, other = ads_of(first)
    assert one.box.y == other.box.y
    assert one.lines == other.lines
    index = next(f for f in first.frames if f.kind == "index")
    assert index.box.y + index.box.height < one.box.y


def test_an_advertisement_can_have_a_whole_page(tmp_path: Path) -> None:
    ad = an_ad(a_pdf(tmp_path / "a.pdf"), page=2, position=Position.PAGE)

    issue = paper(*stories(18), boxes=Boxes(), advertisements=(ad,))
    pages = pages_of(issue)

    assert [frame.kind for frame in pages[1].frames] == ["advertisement"]
    assert len(pages) >= 3
    assert {f.article for p in pages for f in p.frames if f.kind == "article"} == {
        f"a{n}" for n in range(18)
    }


def test_a_booked_page_that_copy_does_not_reach_is_made(tmp_path: Path) -> None:
    ad = an_ad(a_pdf(tmp_path / "a.pdf"), page=4, position=Position.PAGE)

    pages = planned(ad, count=2)

    assert len(pages) == 4
    assert [frame.kind for frame in pages[3].frames] == ["advertisement"]


def test_a_link_makes_a_zone_and_no_link_none(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf")

    linked = planned(an_ad(path, link="https://books.example/"))[0]
    plain = planned(an_ad(path))[0]

    (link,) = linked.links
    assert (link.href, link.title) == ("https://books.example/", "河边书店")
    assert not plain.links


def test_a_size_in_millimetres_is_printed_to_a_tenth(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", BLUE, (400, 120))
    ad = an_ad(path, columns=None, width=120, height=36, link="https://a.example/")

    (link,) = planned(ad)[0].links

    assert link.box.width == pytest.approx(120, abs=0.1)
    assert link.box.height == pytest.approx(36, abs=0.1)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda p: an_ad(a_pdf(p / "a.pdf", change=two_pages)), "F109"),
        (lambda p: an_ad(_written(p / "a.pdf", b"no PDF")), "F109"),
        (lambda p: an_ad(_written(p / "a.jpg", b"")), "F109"),
        (lambda p: an_ad(_locked(p / "a.pdf")), "F109"),
        (lambda p: an_ad(a_picture(p / "a.png", "I;16")), "F109"),
        (lambda p: an_ad(a_pdf(p / "a.pdf"), columns=6), "F107"),
        (lambda p: an_ad(a_pdf(p / "a.pdf"), columns=None, width=900), "F107"),
        (lambda p: an_ad(a_pdf(p / "a.pdf"), lines=60), "F107"),
    ],
    ids=["pages", "no PDF", "empty", "locked", "16 bits", "columns", "mm", "lines"],
)
def test_what_cannot_be_placed_is_told_at_its_place(
    tmp_path: Path, make: Callable[[Path], Advertisement], code: str
) -> None:
    assert refusal(make(tmp_path)) == [code]


def test_a_page_is_not_sold_twice(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf")

    codes = refusal(an_ad(path, page=2, position=Position.PAGE), an_ad(path, page=2))

    assert codes == ["F107"]


def test_copy_pinned_to_a_sold_page_is_refused(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf")
    ad = an_ad(path, page=2, position=Position.PAGE)
    first, *rest = stories(12)
    pinned = replace(rest[0], pins=Pins(page=2))

    with pytest.raises(InputError) as caught:
        pages_of(paper(first, pinned, *rest[1:], boxes=Boxes(), advertisements=(ad,)))

    assert [problem.code for problem in caught.value.problems] == ["F107"]


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _locked(path: Path) -> Path:
    a_pdf(path)
    with Pdf.open(path, allow_overwriting_input=True) as document:
        document.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))
    return path
