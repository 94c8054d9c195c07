"""Painting: every glyph, bar and picture stands where the drawing says."""

import gc
import logging
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from newsletter.errors import LayoutError
from newsletter.layout import Layout, load_layout
from newsletter.pictures import UnreadablePicture
from newsletter.press.boxes import block_boxes
from newsletter.press.classes import Classes, Face
from newsletter.press.paint import paint
from newsletter.press.raster import page_pixels
from newsletter.press.values import Bar, Picture, Run
from newsletter.standing import Standing
from tests.builders import a_photo, a_publication
from tests.press.drawings import (
    FACES,
    a_block,
    a_layout,
    a_line,
    a_page,
    a_style,
    glyphs,
    name_keyed_font,
    painted,
    painted_lines,
    rows,
)

_FONTS = Path("/usr/share/fonts")


def text_of(pdf: bytes, page: int = 0) -> str:
    with pymupdf.open(stream=pdf) as document:
        return str(document[page].get_text("text", sort=False))


@pytest.mark.parametrize("size", [7.875, 8.985, 10.5, 36])
@pytest.mark.parametrize("spacing", [0, 0.0004, 0.0377, 0.1, -0.02])
def test_glyphs_stand_within_a_quarter_point_of_the_composed_line(
    size: float, spacing: float
) -> None:
    spaced = (("河湾早晨", spacing), ("，", -0.5), ("散步", spacing), ("末。", 0.0))
    runs = tuple(Run(text, "body", gap) for text, gap in spaced)
    expected = [20.0]
    for text, gap in spaced:
        expected += [
            expected[-1] + (1 + gap) * size * (n + 1) for n in range(len(text))
        ]

    result = painted_lines(a_line(size=size, height=size * 1.5, runs=runs))

    found = [glyph.x for glyph in glyphs(result.pdf)]
    assert result.faults == ()
    assert found == pytest.approx(expected[:-1], abs=0.025 * size**0.5)


def test_a_long_measure_stays_flush() -> None:
    line = a_line(size=9, runs=(Run("河" * 26, "body", 0.0123), Run("末", "body")))

    last = glyphs(painted_lines(line).pdf)[-1]

    assert last.x == pytest.approx(20 + 26 * 9 * 1.0123, abs=0.15)


def test_baselines_do_not_depend_on_the_fonts_in_a_line() -> None:
    mixtures = (
        (Run("河湾", "body"),),
        (Run("河湾", "strong"),),
        (Run("河湾", "caption"),),
        (Run("Ab", "latin"),),
        (Run("河", "body"), Run("黑", "caption", 0.1), Run("Ab", "latin")),
        (Run("河", "body"), Run("☃", "body", 0, 1)),
        (Run("☃", "strong", 0, 1),),
    )
    lines = [a_line(y=20 + 15 * n, runs=runs) for n, runs in enumerate(mixtures)]

    result = painted_lines(*lines)

    baselines = {glyph.y for glyph in glyphs(result.pdf)}
    offsets = {round(y - 20 - 15 * ((y - 20) // 15), 1) for y in baselines}
    assert result.faults == ()
    assert len(offsets) == 1
    assert len(rows(glyphs(result.pdf))) == len(mixtures)


def test_faces_and_fallback_fonts_are_the_ones_named() -> None:
    runs = (
        Run("河", "body"),
        Run("湾", "strong"),
        Run("报", "caption"),
        Run("☃", "body", 0, 1),
    )

    found = glyphs(painted_lines(a_line(runs=runs)).pdf)

    assert [glyph.font.split("+")[-1] for glyph in found] == [
        "Noto-Serif-CJK-SC",
        "Noto-Serif-CJK-SC-Bold",
        "Noto-Sans-CJK-SC",
        "DejaVu-Sans",
    ]


def test_the_mark_that_ends_a_line_needs_no_box_of_its_own() -> None:
    runs = (Run("河湾早晨", "body", 0.03), Run("。", "body", -0.5))
    dashes = (Run("河湾", "body", 0.03), Run("—", "body"))
    sources: dict[Picture, str] = {}
    lines = a_block(a_line(runs=runs), a_line(runs=dashes, y=40))

    [block] = block_boxes(a_page(lines), Classes(FACES, "body", 0.0005), sources)

    [[first, second]] = [group.lines for group in block.groups]
    assert [run.text for run in first.runs] == ["河湾早晨。"]
    assert [run.text for run in second.runs] == ["河湾", "—"]


def test_lines_one_below_the_other_share_a_box_and_stand_as_drawn() -> None:
    lines = (
        a_line("首行缩进，", x=40.0, y=20, paragraph=1),
        a_line(
            y=35, paragraph=1, runs=(Run("河湾", "body", 0.05), Run("早", "strong"))
        ),
        a_line("晨。", y=50, paragraph=1),
        a_line("错开的行", x=26.0, y=65, paragraph=1),
        a_line("隔开的行", x=26.0, y=90, paragraph=1),
    )

    [block] = block_boxes(a_page(a_block(*lines)), Classes(FACES, "body", 0.0005), {})
    found = rows(glyphs(painted_lines(*lines).pdf))

    assert len(block.groups[0].lines) == 3
    assert [row[0].x for row in found] == pytest.approx([40, 20, 20, 26, 26], abs=0.05)
    feet = [row[0].y - found[0][0].y for row in found]
    assert feet == pytest.approx([0, 15, 30, 45, 70], abs=0.01)
    assert [glyph.text for glyph in found[1]] == ["河", "湾", "早"]


def test_a_line_is_never_broken_again() -> None:
    line = a_line("the old quay, " * 7, size=8)

    result = painted_lines(line)

    assert len(rows(glyphs(result.pdf))) == 1
    assert len(glyphs(result.pdf)) == 14 * 7


def test_spaces_of_a_line_keep_their_room() -> None:
    runs = (Run("甲　乙 ", "body"), Run("  丙", "strong"))

    found = {g.text: g.x for g in glyphs(painted_lines(a_line(runs=runs)).pdf)}

    assert found["乙"] == pytest.approx(40, abs=0.1)
    assert found["丙"] > 50 + 3 * 10 * 0.2


def test_control_characters_neither_break_lines_nor_the_painter() -> None:
    result = painted_lines(a_line("甲\n乙\u2028丙\x00丁\ud800戊<&>"))

    [row] = rows(glyphs(result.pdf))
    expected = "甲 乙 丙 丁\ufffd戊<&>"
    # PyMuPDF takes U+FFFD for a missing Unicode value.
    assert [g.text for g in row if g.text in expected] == [
        *expected.replace("\ufffd", "")
    ]


def test_text_is_read_in_the_order_of_the_drawing() -> None:
    first = a_block(
        a_line("老码头", role="headline", y=30, x=200.0),
        a_line("迎来新生活", role="headline", y=45, x=200.0),
        a_line("右边的栏先读。", y=70, x=200.0),
    )
    second = a_block(a_line("左边的栏后读。", y=20))

    result = painted(a_page(first, second))

    expected = "老码头迎来新生活右边的栏先读。左边的栏后读。"
    assert text_of(result.pdf).replace("\n", "") == expected


def test_bars_are_painted_exactly_and_in_black_alone() -> None:
    bars = (
        Bar(x=20, y=30, width=100, height=0.35),
        Bar(x=20, y=40, width=60.5, height=20, black=0.15),
        Bar(x=25, y=45, width=10, height=10, black=0),
    )

    result = painted(a_page(a_block(*bars, kind="furniture")))

    with pymupdf.open(stream=result.pdf) as document:
        drawn = document[0].get_drawings()
    for bar, shape in zip(bars, drawn, strict=True):
        box = shape["rect"]
        assert (box.x0, box.y0) == pytest.approx((bar.x, bar.y), abs=0.01)
        assert (box.width, box.height) == pytest.approx(
            (bar.width, bar.height), abs=0.01
        )
    with pymupdf.open(stream=result.pdf) as document:
        stream = document[0].read_contents().decode("latin-1")
    assert "0 0 0 0.15 scn" in stream
    assert "0 0 0 0 scn" in stream


def test_pictures_fill_their_place_at_press_resolution(tmp_path: Path) -> None:
    photo = a_photo(tmp_path, 3000, 2000)
    picture = Picture(
        x=30, y=40, width=144, height=72, photo=photo, crop=(0, 0.1, 1, 0.85)
    )

    result = painted(a_page(a_block(picture, a_line("老码头", role="caption", y=115))))

    with pymupdf.open(stream=result.pdf) as document:
        [image] = document[0].get_image_info()
    assert result.faults == ()
    assert image["bbox"] == pytest.approx((30, 40, 174, 112), abs=0.01)
    assert (image["width"], image["height"]) == (500, 250)
    assert image["cs-name"] in ("DeviceGray", "DeviceCMYK")


def test_screen_readers_get_headings_paragraphs_and_picture_words(
    tmp_path: Path,
) -> None:
    photo = a_photo(tmp_path, alt="河边一座木码头")
    block = a_block(
        a_line("老码头", role="headline"),
        a_line("新生活", role="headline", y=35),
        Picture(x=20, y=50, width=60, height=40, photo=photo, crop=(0, 0, 1, 1)),
        a_line("图注", role="caption", y=92),
        a_line("第一段", y=110, paragraph=1),
        a_line("还是第一段", y=125, paragraph=1),
        a_line("第二段", y=140, paragraph=2),
    )

    pdf = painted(a_page(block)).pdf

    with pymupdf.open(stream=pdf) as document:
        objects = [document.xref_object(n) for n in range(1, document.xref_length())]
    kinds = [
        kind
        for text in objects
        for kind in ("/H2", "/P", "/Figure", "/Caption", "/Art")
        if f"/S {kind}\n" in text
    ]
    assert sorted(kinds) == ["/Art", "/Caption", "/Figure", "/H2", "/P", "/P"]
    assert any("/Alt" in text for text in objects)


def test_outline_names_pages_and_articles() -> None:
    block = a_block(a_line("甲"), id="old-quay", bookmark="老码头迎来新生活")
    other = a_block(a_line("乙", y=120), id="bridge", bookmark="新桥通车")

    pdf = painted(a_page(block), a_page(other, number=2)).pdf

    with pymupdf.open(stream=pdf) as document:
        outline = document.get_toc(simple=False)
    assert [entry[:3] for entry in outline] == [
        [1, "第01版：要闻", 1],
        [2, "老码头迎来新生活", 1],
        [1, "第02版：要闻", 2],
        [2, "新桥通车", 2],
    ]
    assert outline[3][3]["to"].y == pytest.approx(120, abs=1)


def test_jump_lines_lead_to_the_other_page() -> None:
    here = a_block(a_line("下转第2版", href="#bridge-2", x=100.0, y=50))
    there = a_block(a_line("上接", y=200, x=150.0), id="bridge-2")

    pdf = painted(a_page(here), a_page(there, number=2)).pdf

    with pymupdf.open(stream=pdf) as document:
        [link] = document[0].get_links()
        names = document.resolve_names()
    assert link["nameddest"] == "bridge-2"
    assert names["bridge-2"]["page"] == 1
    assert names["bridge-2"]["to"] == pytest.approx((150, 300 - 200), abs=1)
    x0, y0, x1, y1 = link["from"]
    assert (x0, x1) == pytest.approx((100, 146), abs=5)
    assert y0 < 57 < y1
    assert y1 - y0 < 20


def test_links_that_lead_nowhere_are_faults() -> None:
    lines = a_block(a_line("下转第9版", href="#旧码头-9"))

    result = painted(a_page(lines))

    assert result.faults == ("No anchor #旧码头-9 for internal URI reference",)


def test_a_changed_page_alone_is_painted_anew_and_the_bytes_are_those_of_a_cold_build(
    tmp_path: Path,
) -> None:
    photo = a_photo(tmp_path)
    picture = Picture(x=9, y=90, width=60, height=40, photo=photo, crop=(0, 0, 1, 1))
    faces = {"body": _with_file(FACES["body"])}
    other = a_block(a_line("乙", href="#a"), picture, id="b", bookmark="乙")
    other_page = a_page(other, number=2)
    pages = [
        a_page(a_block(a_line(words, href="#b"), picture, id="a", bookmark="甲"))
        for words in ("老码头", "新码头，鱼市")
    ]
    standing = Standing(tmp_path / "cache")
    style = a_style(faces=faces)
    paint((pages[0], other_page), a_layout(), style, standing)
    kept = set((tmp_path / "cache").glob("*/*"))

    warm = paint((pages[1], other_page), a_layout(), style, standing)
    fresh = set((tmp_path / "cache").glob("*/*")) - kept
    cold = paint((pages[1], other_page), a_layout(), style)

    assert (len(kept), len(fresh)) == (2, 1)
    assert warm == cold
    for entry in kept | fresh:
        entry.write_bytes(entry.read_bytes()[:-1] + b"!")
    assert paint((pages[1], other_page), a_layout(), style, standing) == cold


def _with_file(face: Face) -> Face:
    [file] = _FONTS.rglob("NotoSerifCJK-Regular.ttc")
    return replace(face, file=file, fallbacks=())


def test_addresses_are_links_too() -> None:
    line = a_line("网站", href="https://paper.example.org/?a=1&b=2")

    pdf = painted_lines(line).pdf

    with pymupdf.open(stream=pdf) as document:
        [link] = document[0].get_links()
    assert link["uri"] == "https://paper.example.org/?a=1&b=2"


def test_regional_forms_follow_the_language() -> None:
    simplified = painted_lines(a_line("骨直"))
    japanese = painted(a_page(a_block(a_line("骨直"))), language="ja")

    with pymupdf.open(stream=simplified.pdf) as document:
        assert document.language.startswith("zh")
    assert simplified.pdf != japanese.pdf


def test_same_drawing_gives_the_same_bytes(tmp_path: Path) -> None:
    photo = a_photo(tmp_path)
    picture = Picture(x=9, y=9, width=60, height=40, photo=photo, crop=(0, 0, 1, 1))
    page = a_page(a_block(a_line("甲", href="#b"), picture, id="b", bookmark="乙"))

    assert painted(page).pdf == painted(page).pdf


def test_dates_are_the_issues() -> None:
    pdf = painted_lines(a_line("甲")).pdf

    with pymupdf.open(stream=pdf) as document:
        about = document.metadata
    assert about["title"] == "河湾报 第1024期"
    assert about["author"] == "河湾报"
    assert about["creationDate"] == about["modDate"] == "D:20211123060000+08'00"


def test_characters_without_a_font_are_faults() -> None:
    result = painted_lines(a_line("甲\U000f1234"))

    assert any("U+F1234" in fault for fault in result.faults)


def test_fonts_that_nobody_named_are_faults() -> None:
    faces = {"body": Face("DejaVu Sans")}

    result = painted(a_page(a_block(a_line("甲"))), faces=faces)

    assert any("was not asked for: set 甲" in fault for fault in result.faults)


def test_font_files_of_the_layout_need_not_be_installed(tmp_path: Path) -> None:
    file = tmp_path / "square.otf"
    file.write_bytes(name_keyed_font(["a", "b"]))
    rule = f'@font-face {{ font-family: "Our Square"; src: url("{file.as_uri()}") }}'
    faces = {"body": Face("Our Square")}

    result = painted(a_page(a_block(a_line("ab"))), faces=faces, font_css=rule)

    assert result.faults == ()
    assert [glyph.x for glyph in glyphs(result.pdf)] == pytest.approx([20, 26], abs=0.1)


def test_fonts_are_cut_before_the_painter_sees_them_and_draw_the_same() -> None:
    files = {
        name: next(iter(sorted(_FONTS.rglob(file))))
        for name, file in (
            ("body", "NotoSerifCJK-Regular.ttc"),
            ("strong", "NotoSerifCJK-Bold.ttc"),
        )
    }
    whole = {name: replace(FACES[name], fallbacks=()) for name in files}
    cut = {name: replace(face, file=files[name]) for name, face in whole.items()}
    runs = (Run("河湾，", "body"), Run("A——é", "body", 0.03), Run("早晨", "strong"))
    page = a_page(a_block(a_line(size=30, height=45, runs=runs)))

    results = [painted(page, faces=faces) for faces in (whole, cut)]

    first, second = (glyphs(result.pdf) for result in results)
    assert results[1].faults == ()
    assert [(g.text, g.x, g.y) for g in first] == [(g.text, g.x, g.y) for g in second]
    assert {g.font for g in second} == {"NotoSerifCJKsc-Regular", "NotoSerifCJKsc-Bold"}
    pixels = [page_pixels(result.pdf, 1, 2) for result in results]
    assert pixels[0] == pixels[1]


def test_font_files_that_do_not_hold_their_family_are_the_layouts_fault(
    tmp_path: Path,
) -> None:
    file = tmp_path / "square.otf"
    file.write_bytes(name_keyed_font(["a"]))
    faces = {"body": Face("Noto Serif CJK SC", file=file)}

    with pytest.raises(LayoutError, match="has no family"):
        painted(a_page(a_block(a_line("a"))), faces=faces)


def test_the_network_is_never_asked() -> None:
    rule = '@font-face { font-family: "Far"; src: url("https://fonts.example.org/a") }'

    result = painted(a_page(a_block(a_line("甲"))), font_css=rule)

    assert any("Far" in fault for fault in result.faults)


def test_boxes_off_the_page_are_faults() -> None:
    result = painted(
        a_page(
            a_block(
                a_line("甲"),
                a_line("掉出纸外", y=290),
                Bar(x=390, y=9, width=20, height=1),
            )
        )
    )

    assert result.faults[:2] == (
        "page 1: 掉出纸外 at 20.0, 290.0 pt",
        "page 1: Bar at 390.0, 9.0 pt",
    )


def test_point_between_parts_of_a_name_is_no_hyphen() -> None:
    runs = (Run("安娜\u2027", "body", -0.25), Run("李", "body"))

    ours = painted_lines(a_line(size=60, height=90, runs=runs))

    assert ours.faults == ()
    [first, *_, point, last] = glyphs(ours.pdf)
    assert (first.x, last.x) == pytest.approx((20, 20 + 60 * 2.25), abs=0.2)
    with pymupdf.open(stream=ours.pdf) as document:
        box = (point.x + 16, point.y - 60, last.x - 2, point.y + 10)
        ink = document[0].get_pixmap(clip=box)
    dark = [n for n in range(ink.width * ink.height) if ink.samples[n * ink.n] < 128]
    across = {n % ink.width for n in dark}
    down = {n // ink.width for n in dark}
    assert 3 <= len(across) == pytest.approx(len(down), abs=1)


def test_links_to_nowhere_are_faults() -> None:
    result = painted_lines(a_line("下转", href="#nowhere"))

    assert any("nowhere" in fault for fault in result.faults)


def test_unknown_faces_are_the_layouts_fault() -> None:
    with pytest.raises(LayoutError, match="no face 'gothic'"):
        painted_lines(a_line(runs=(Run("甲", "gothic"),)))
    with pytest.raises(LayoutError, match="'latin' has no fallback 1"):
        painted_lines(a_line(runs=(Run("甲", "latin", 0, 1),)))


def test_style_sheets_that_make_more_pages_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "layouts" / "gazette" / "print"
    folder.mkdir(parents=True)
    ours = a_layout().text("print/page.css")
    more = "body::before, body::after { content: 'x'; display: block }"
    late = "body::after { break-before: page }"
    (folder / "page.css").write_text(ours + more + late, encoding="utf-8")
    layout: Layout = load_layout(a_publication(tmp_path))

    with pytest.raises(LayoutError, match="page 1 came out as"):
        paint((a_page(a_block(a_line("甲"))),), layout, a_style())


def test_unreadable_photos_are_refused_with_their_cure(tmp_path: Path) -> None:
    photo = replace(a_photo(tmp_path), path=tmp_path / "gone.jpg")
    picture = Picture(x=9, y=9, width=60, height=40, photo=photo, crop=(0, 0, 1, 1))

    with pytest.raises(UnreadablePicture, match=r"gone\.jpg"):
        painted(a_page(a_block(picture)))


def test_the_painter_is_loaded_without_a_compiler_or_what_it_seldom_uses() -> None:
    program = (
        "import sys; begun = []\n"
        "sys.addaudithook(lambda name, of: 'Popen' in name and begun.append(of[1]))\n"
        "import newsletter.press.paint, weasyprint.pdf.fonts as fonts\n"
        "begun += {'fontTools.subset', 'fontTools.ttLib.woff2'} & {*sys.modules}\n"
        "fonts.subset.Options()\n"
        "begun += {'fontTools.subset'} - {*sys.modules}\n"
        "sys.exit(str(begun or ''))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert done.stderr.strip() == ""


def test_painting_leaves_collector_and_logger_as_they_were() -> None:
    handlers = list(logging.getLogger("weasyprint").handlers)

    painted_lines(a_line("甲"))

    assert gc.isenabled()
    assert logging.getLogger("weasyprint").handlers == handlers
