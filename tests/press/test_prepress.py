"""Prepress: the reader keeps everything, the printer gets ink on one sheet."""

import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from PIL import Image, ImageChops

from newsletter.press.prepress import press_pdfs, reader_pages, reader_pdf
from newsletter.press.raster import page_pictures
from newsletter.press.values import Bar, Picture, Run
from tests.builders import a_photo, prose
from tests.press.drawings import a_block, a_line, a_page, glyphs, painted

RGB_PATCH = b"q 1 0 0 rg 0 0 9 9 re f Q "
LATIN, WIDE = (Run("Abc", "latin"),), (Run("WMW", "latin"),)


@pytest.fixture(scope="module")
def two_pages(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Two pages with everything a newspaper page has, as painted."""
    folder = tmp_path_factory.mktemp("photos")
    colours = a_photo(folder, 300, 200)
    bands = [Image.effect_noise((300, 200), 90) for _ in range(3)]
    Image.merge("RGB", bands).save(colours.path)
    first = a_block(
        Bar(x=20, y=18, width=360, height=40, black=0.2),
        a_line("老码头", role="headline", size=24, height=30),
        *(a_line(prose(30)[n:], y=60 + 15 * n) for n in range(8)),
        a_line("下转第2版", y=200, href="#rest"),
        id="quay",
        bookmark="老码头",
    )
    rest = a_block(
        a_line("上接第1版", runs=(Run("上接第1版", "caption"),)),
        Picture(x=200, y=60, width=90, height=60, photo=colours, crop=(0, 0, 1, 1)),
        Bar(x=20, y=150, width=100, height=50),
        Bar(x=30, y=160, width=20, height=20, black=0),
        id="rest",
    )
    pages = (a_page(first), a_page(rest, number=2))
    result = painted(*pages)
    assert result.faults == ()
    return result.pdf


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def operators(pdf: bytes, page: int = 0) -> list[tuple[list[str], str]]:
    with opened(pdf) as document:
        return [
            ([str(operand) for operand in step.operands], str(step.operator))
            for step in pikepdf.parse_content_stream(document.pages[page])
        ]


def font_files(pdf: bytes) -> list[tuple[str, int]]:
    with opened(pdf) as document:
        return [
            (str(entry.FontFile3.Subtype), len(entry.FontFile3.read_bytes()))
            for entry in document.objects
            if isinstance(entry, pikepdf.Dictionary) and "/FontFile3" in entry
        ]


def with_content(pdf: bytes, content: bytes, **resources: pikepdf.Object) -> bytes:
    """Draw something more on page 1."""
    with opened(pdf) as document:
        page = document.pages[0]
        for kind, entries in resources.items():
            page.Resources[f"/{kind}"] = entries
        page.contents_add(content, prepend=True)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()


def test_reader_keeps_links_outline_and_tags(two_pages: bytes) -> None:
    pdf = reader_pdf(two_pages)

    with pymupdf.open(stream=pdf) as document:
        outline = [entry[1] for entry in document.get_toc()]
        [link] = document[0].get_links()
    with opened(pdf) as document:
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
    assert outline == ["第01版：要闻", "老码头", "第02版：要闻"]
    assert link["page"] == 1 or link["nameddest"] == "rest"


def test_text_is_the_same_before_and_after(two_pages: bytes) -> None:
    whole, singles = press_pdfs(two_pages)

    for page, single in enumerate(singles):
        expected = glyphs(two_pages, page)
        assert glyphs(reader_pdf(two_pages), page) == expected
        assert glyphs(whole, page) == expected
        assert glyphs(single) == expected


def test_reader_gets_each_page_as_a_file_of_its_own(two_pages: bytes) -> None:
    whole = reader_pdf(two_pages)

    pages = reader_pages(whole)

    assert [glyphs(page) for page in pages] == [glyphs(whole, 0), glyphs(whole, 1)]
    for number, pdf in enumerate(pages, 1):
        assert len(pdf) < len(whole)
        with opened(pdf) as document:
            assert len(document.pages) == 1
            assert document.docinfo["/Title"] == f"河湾报 第1024期 {number}"
            # A link into the other page would lead nowhere.
            assert len(document.pages[0].get("/Annots", [])) == 0
    assert pages == reader_pages(whole)


def test_document_information_and_xmp_agree(two_pages: bytes) -> None:
    whole, singles = press_pdfs(two_pages, ("HW_P01", "HW_P02"))

    for pdf, title in (
        (reader_pdf(two_pages), "河湾报 第1024期"),
        (whole, "河湾报 第1024期"),
        (singles[0], "HW_P01"),
        (singles[1], "HW_P02"),
    ):
        with opened(pdf) as document, document.open_metadata() as xmp:
            assert document.docinfo["/Title"] == xmp["dc:title"] == title
            assert document.docinfo["/CreationDate"] == "D:20211123060000+08'00"
            assert xmp["xmp:CreateDate"] == "2021-11-23T06:00:00+08:00"
            assert xmp["xmp:ModifyDate"] == "2021-11-23T06:00:00+08:00"


def test_fonts_are_bare_and_small(two_pages: bytes) -> None:
    before = font_files(two_pages)

    after = font_files(reader_pdf(two_pages))

    assert {kind for kind, _ in before} == {"/OpenType"}
    assert {kind for kind, _ in after} == {"/CIDFontType0C"}
    assert sum(size for _, size in after) < sum(size for _, size in before) / 10


def test_press_files_hold_nothing_for_screens(two_pages: bytes) -> None:
    whole, singles = press_pdfs(two_pages)

    for pdf in (whole, *singles):
        with opened(pdf) as document:
            for key in ("/Outlines", "/StructTreeRoot", "/MarkInfo", "/AcroForm"):
                assert key not in document.Root
            for page in document.pages:
                assert "/Annots" not in page.obj
                assert "/ColorSpace" not in page.Resources
            assert document.docinfo["/Trapped"] == pikepdf.Name("/False")
        assert not {"BDC", "BMC", "EMC"} & {operator for _, operator in operators(pdf)}


def test_all_boxes_are_the_trimmed_sheet(two_pages: bytes) -> None:
    whole, singles = press_pdfs(two_pages)

    for pdf in (whole, *singles):
        with opened(pdf) as document:
            for page in document.pages:
                for box in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox"):
                    sides = [float(side) for side in page.obj[box]]
                    assert sides == pytest.approx([0, 0, 400, 300], abs=0.05)


def test_black_overprints_and_white_and_pictures_knock_out(two_pages: bytes) -> None:
    whole, _ = press_pdfs(two_pages)

    seen = set()
    for before, after in pairwise(operators(whole, 0) + operators(whole, 1)):
        if before[1] in ("scn", "SCN", "k"):
            seen.add((tuple(float(amount) for amount in before[0]), tuple(after[0])))
        if after[1] == "Do":
            seen.add(("picture", tuple(before[0])))
    assert seen == {
        ((0, 0, 0, 1), ("/Overprint",)),
        ((0, 0, 0, 0.2), ("/Overprint",)),
        ((0, 0, 0, 0), ("/Knockout",)),
        ("picture", ("/Knockout",)),
    }
    with opened(whole) as document:
        states = document.pages[1].Resources.ExtGState
        assert (states.Overprint.OP, states.Overprint.op) == (True, True)
        assert states.Overprint.OPM == 1
        assert (states.Knockout.OP, states.Knockout.op) == (False, False)


def test_each_page_file_holds_its_own_resources_only(two_pages: bytes) -> None:
    _, singles = press_pdfs(two_pages)

    with opened(singles[0]) as first, opened(singles[1]) as second:
        assert len(first.pages) == len(second.pages) == 1
        assert "/XObject" not in first.pages[0].Resources
        assert len(second.pages[0].Resources.XObject) == 1
        assert len(first.pages[0].Resources.Font) == 1
    assert b"/Subtype /Image" not in singles[0]


@pytest.fixture(scope="module")
def twice() -> tuple[bytes, bytes]:
    """Pages before and after one came to hold new signs, in type of another size."""
    quay = a_page(a_block(a_line("老码头 ☎ 1998"), a_line("Abc", y=60, runs=LATIN)))
    before = a_page(a_block(a_line("河边")), number=1)
    after = a_block(
        a_line("犇 ☂ W", size=24, height=30), a_line("W", y=70, size=31, runs=WIDE)
    )
    return (
        painted(before, replace(quay, number=2)).pdf,
        painted(a_page(after), replace(quay, number=2)).pdf,
    )


def test_a_page_keeps_its_bytes_when_another_gains_signs_and_sizes(
    twice: tuple[bytes, bytes],
) -> None:
    before, after = (press_pdfs(pdf)[1] for pdf in twice)

    assert before[0] != after[0]
    assert before[1] == after[1]


def test_the_fonts_of_a_page_file_show_what_the_painted_page_shows(
    twice: tuple[bytes, bytes], program: Callable[[str], str], tmp_path: Path
) -> None:
    _, singles = press_pdfs(twice[1])
    command = f"{program('gs')} -q -dBATCH -dNOPAUSE -sDEVICE=pnggray -r144 -opage.png"

    for number, single in enumerate(singles):
        assert glyphs(single) == glyphs(twice[1], number)
        one = drawn(single, f"{command} page.pdf", tmp_path)
        other = drawn(twice[1], f"{command} -sPageList={number + 1} page.pdf", tmp_path)
        assert ImageChops.difference(one, other).getextrema()[1] < 40


def test_one_name_for_each_page(two_pages: bytes) -> None:
    with pytest.raises(ValueError, match="shorter"):
        press_pdfs(two_pages, ("only one",))


def test_same_pages_give_the_same_bytes(two_pages: bytes) -> None:
    assert reader_pdf(two_pages) == reader_pdf(two_pages)
    assert press_pdfs(two_pages) == press_pdfs(two_pages)


def drawn(pdf: bytes, command: str, folder: Path) -> Image.Image:
    """Let a program draw page 1 at 72 pixels per inch; mend off-by-one sizes."""
    (folder / "page.pdf").write_bytes(pdf)
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    [picture] = folder.glob("page*.p[gn][mg]")
    seen = Image.open(picture).convert("L").resize((400, 300))
    picture.unlink()
    return seen.resize((80, 60), Image.Resampling.BOX)


@pytest.mark.parametrize("kind", ["reader", "press"])
def test_ghostscript_mupdf_poppler_and_pdfium_draw_the_same(
    two_pages: bytes, kind: str, program: Callable[[str], str], tmp_path: Path
) -> None:
    pdf = reader_pdf(two_pages) if kind == "reader" else press_pdfs(two_pages)[1][0]
    ghostscript = f"{program('gs')} -q -dBATCH -dNOPAUSE -sDEVICE=pnggray -r144"
    commands = (
        f"{ghostscript} -dTextAlphaBits=4 -dLastPage=1 -opage.png page.pdf",
        f"{program('mutool')} draw -r144 -cgray -opage.png page.pdf 1",
        f"{program('pdftoppm')} -r 144 -gray -l 1 -png page.pdf page",
    )
    pictures = [drawn(pdf, command, tmp_path) for command in commands]
    ours = page_pictures(pdf, 800)[0]
    pdfium = Image.open(io.BytesIO(ours.data)).convert("L")
    pictures.append(pdfium.resize((80, 60), Image.Resampling.BOX))

    differences = [
        ImageChops.difference(one, other).getextrema()[1]
        for one, other in pairwise(pictures)
    ]

    assert max(differences) < 70
    assert all(picture.getextrema()[0] < 140 for picture in pictures)


def test_black_type_prints_on_the_black_plate_alone(
    two_pages: bytes, program: Callable[[str], str], tmp_path: Path
) -> None:
    _, singles = press_pdfs(two_pages)
    (tmp_path / "page.pdf").write_bytes(singles[0])
    command = [program("gs"), "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", "-r72"]

    subprocess.run([*command, "-oink.tif", "page.pdf"], cwd=tmp_path, check=True)

    inked = {
        ink: Image.open(tmp_path / f"ink({ink}).tif").getextrema()[0] < 255
        for ink in ("Cyan", "Magenta", "Yellow", "Black")
    }
    assert inked == {"Cyan": False, "Magenta": False, "Yellow": False, "Black": True}
