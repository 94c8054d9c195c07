"""For every rule a PDF that breaks it and nothing else, and one that just passes."""

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from newsletter.model.printer import Printer
from newsletter.press.preflight import Preflight, preflight
from tests.press.preflight.pdfs import (
    MM,
    ORDER,
    SHOP,
    Change,
    a_press_file,
    changed,
    drawing,
    ended,
    placed,
    typed,
)

TINT = "0 0 0 .5 k /Over gs"


def boxed(key: str, *, left: float = 0, remove: bool = False) -> Change:
    """Move the left side of a box by so many mm, or remove the box."""

    def change(document: Pdf) -> None:
        page = document.pages[0].obj
        if remove:
            del page[key]
        else:
            page[key] = Array([float(page[key][0]) + left * MM, *page[key][1:]])

    return change


def with_art_box(document: Pdf) -> None:
    document.pages[0].obj.ArtBox = document.pages[0].TrimBox


def font_changed(edit: Callable[[pikepdf.Object], None]) -> Change:
    def change(document: Pdf) -> None:
        [font] = document.pages[0].Resources.Font.values()
        edit(font.DescendantFonts[0].FontDescriptor)

    return change


def without_font_file(descriptor: pikepdf.Object) -> None:
    del descriptor["/FontFile3"]


def as_open_type(descriptor: pikepdf.Object) -> None:
    descriptor.FontFile3.Subtype = Name.OpenType


def type_3(document: Pdf) -> None:
    glyph = document.make_stream(b"1000 0 0 0 750 750 d1 0 0 750 750 re f")
    document.pages[0].Resources.Font.T3 = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=[0, 0, 750, 750],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary(a=glyph),
        Encoding=Dictionary(Differences=[97, Name("/a")]),
        FirstChar=97,
        LastChar=97,
        Widths=[1000],
    )
    drawing("0 0 0 1 k /Over gs BT /T3 12 Tf 60 60 Td (a) Tj ET")(document)


def codes_shown(code: str) -> Change:
    def change(document: Pdf) -> None:
        name = next(iter(document.pages[0].Resources.Font))
        text = f"BT {name} 12 Tf 60 60 Td <{code}> Tj ET"
        drawing(f"0 0 0 1 k /Over gs {text}")(document)

    return change


def annotated(x: float, kind: str = "Link") -> Change:
    def change(document: Pdf) -> None:
        note = Dictionary(Subtype=Name(f"/{kind}"), Rect=[x, x, x + 8, x + 8])
        document.pages[0].obj.Annots = Array([note])

    return change


def scripted(document: Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.beep()")


def blank_page(document: Pdf) -> None:
    document.pages.append(document.pages[0])
    document.pages[-1].obj.Contents = document.make_stream(b"q Q")


def information(key: str, value: object) -> Change:
    def change(document: Pdf) -> None:
        document.docinfo[key] = value

    return change


def without_information(key: str) -> Change:
    def change(document: Pdf) -> None:
        del document.docinfo[key]

    return change


def intent(**entries: object) -> Change:
    def change(document: Pdf) -> None:
        for key, value in entries.items():
            document.Root.OutputIntents[0][f"/{key}"] = value

    return change


def without_intent(document: Pdf) -> None:
    del document.Root["/OutputIntents"]


def form(content: str, **entries: object) -> Change:
    def change(document: Pdf) -> None:
        stream = document.make_stream(
            content.encode(), Subtype=Name.Form, BBox=[0, 0, 200, 200], **entries
        )
        document.pages[0].Resources.XObject = Dictionary(F=stream)
        drawing("/F Do")(document)

    return change


def patterned(content: str) -> Change:
    def change(document: Pdf) -> None:
        tile = document.make_stream(
            content.encode(),
            PatternType=1,
            PaintType=1,
            TilingType=1,
            BBox=[0, 0, 9, 9],
            XStep=9,
            YStep=9,
            Resources=Dictionary(),
        )
        document.pages[0].Resources.Pattern = Dictionary(P=tile)
        drawing("/Pattern cs /P scn 60 60 90 90 re f")(document)

    return change


def shaded(space: str) -> Change:
    def change(document: Pdf) -> None:
        shading = Dictionary(ShadingType=2, ColorSpace=Name(f"/{space}"))
        document.pages[0].Resources.Shading = Dictionary(S=shading)
        drawing("q 60 60 90 90 re W n /S sh Q")(document)

    return change


def nothing(document: Pdf) -> None:
    del document


def transparent_group(document: Pdf) -> None:
    document.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)


LEFT = f"{-3 * MM:.3f} 60 90 30 re f"
SHORT = f"{-2 * MM:.3f} 60 90 30 re f"
BAR, LINE = "60 60 90 3 re f", "60 60 m 90 60 l S"
BLACK = "/Over gs 0 0 0 1 K"
SQUARE = "60 60 90 90 re f"
SOFT = Dictionary(Subtype=Name.Image, Width=1, Height=1)

CASES: dict[str, list[tuple[Change, Change]]] = {
    "readable": [
        (ended(b"/A (12"), ended(b"/A MP")),
        (ended(b"/A <12"), nothing),
        (ended(b"/A << /B 1"), ended(b"/A << /B 1 >> DP")),
        (ended(b"1 [2 3"), ended(b"[2 3] 0 d")),
        (ended(b"BI /W 1 /H 1 /BPC 8 /CS /G ID a"), nothing),
        (ended(b"BI /W 1"), nothing),
        (ended(b"1 0 0"), ended(b"1 w")),
        (ended(b"1 { w"), nothing),
        (ended(b"1 wobble"), ended(b"BX 1 wobble EX")),
        (ended(b"(a) w"), nothing),
        (ended(b"/Nowhere gs"), ended(b"/Overprint gs")),
        (form("q [1 2"), form("q Q")),
    ],
    "boxes": [
        (boxed("/TrimBox", left=0.15), boxed("/TrimBox", left=0.05)),
        (boxed("/TrimBox", remove=True), nothing),
        (boxed("/BleedBox", left=0.15), boxed("/BleedBox", left=0.05)),
        (boxed("/MediaBox", left=6.2), boxed("/MediaBox", left=6)),
        (with_art_box, nothing),
    ],
    "bleed": [
        (drawing(f"{TINT} {SHORT}"), drawing(f"{TINT} {LEFT}")),
        (drawing(f"{TINT} 0 60 90 30 re f"), drawing(f"{TINT} 15 60 90 30 re f")),
    ],
    "safe-margin": [
        (typed(12, x=4.8 * MM), typed(12, x=4.95 * MM)),
        (typed(12, x=-4), nothing),
        (drawing(f"{TINT} 9 60 90 30 re f"), drawing(f"{TINT} 14.3 60 90 30 re f")),
    ],
    "colours": [
        (drawing("1 0 0 rg 60 60 90 9 re f"), drawing("0 1 1 0 k 60 60 90 9 re f")),
        (drawing("0 0 1 RG 60 60 90 90 re S"), drawing("1 1 0 0 K 60 60 90 90 re S")),
        (
            drawing("/Rose cs 1 scn 60 60 9 9 re f"),
            drawing("/Gold cs 1 scn 60 60 9 9 re f"),
        ),
        (drawing("/Lab cs 9 9 9 scn 60 60 9 9 re f"), nothing),
        (drawing("/Icc CS 0 0 0 1 SCN 60 60 9 9 re S"), nothing),
        (placed(200, ColorSpace=Name.DeviceRGB), placed(200)),
        (form("1 0 0 rg 60 60 90 9 re f"), form("0 1 1 0 k 60 60 90 9 re f")),
        (patterned("1 0 0 rg 0 0 9 9 re f"), patterned("0 1 1 0 k 0 0 9 9 re f")),
        (shaded("DeviceRGB"), shaded("DeviceGray")),
        (
            drawing("q .4 0 0 .4 60 60 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI Q"),
            drawing("0 g 60 60 9 9 re f"),
        ),
    ],
    "transparency": [
        (drawing(f"/Half gs {TINT} 60 60 9 9 re f"), drawing(f"/Whole gs {TINT} f")),
        (transparent_group, nothing),
        (placed(200, SMask=SOFT), placed(200)),
        (form("", Group=Dictionary(S=Name.Transparency)), form("")),
    ],
    "total-ink": [
        (drawing(f".76 .76 .76 .76 k {SQUARE}"), drawing(f".74 .74 .74 .74 k {SQUARE}"))
    ],
    "rich-black": [
        (typed(12, ".1 0 0 1 k"), typed(12, "0 0 0 1 k")),
        (typed(12, ".6 .6 .6 0 k"), typed(12, ".6 .6 .5 0 k")),
        (drawing(f".5 0 0 1 K {LINE}"), drawing(f"{BLACK} {LINE}")),
    ],
    "overprint": [
        (typed(11.9, "/Knock gs 0 0 0 1 k"), typed(12, "/Knock gs 0 0 0 1 k")),
        (
            drawing("/Over gs 0 0 0 0 k 60 60 9 9 re f"),
            drawing("/Knock gs 0 0 0 0 k 60 60 9 9 re f"),
        ),
        (drawing(f"/Knock gs 0 0 0 1 k {BAR}"), drawing(f"/Over gs 0 0 0 1 k {BAR}")),
        (
            drawing(f"/Knock gs 0 0 0 1 K {LINE}"),
            drawing(f"{BLACK} {LINE}"),
        ),
        (
            drawing(f"/Over gs 0 G {LINE}"),
            drawing(f"/Knock gs 0 0 0 .9 K {LINE}"),
        ),
        (
            drawing("/Knock gs 0 0 0 1 k 60 60 90 11.9 re f"),
            drawing("/Knock gs 0 0 0 1 k 60 60 90 12 re f"),
        ),
    ],
    "pictures": [(placed(149), placed(150))],
    "fonts": [
        (font_changed(without_font_file), nothing),
        (font_changed(as_open_type), nothing),
        (type_3, nothing),
    ],
    "glyphs": [(codes_shown("0000"), nothing), (codes_shown("fffe"), typed(12))],
    "small-type": [
        (typed(5.4), typed(5.5)),
        (typed(7.9, "0 1 1 0 k"), typed(8, "0 1 1 0 k")),
    ],
    "reversed-type": [
        (typed(7.9, "/Knock gs 0 0 0 0 k"), typed(8, "/Knock gs 0 0 0 0 k"))
    ],
    "hairlines": [
        (drawing(f"{BLACK} .2 w {LINE}"), drawing(f"{BLACK} .25 w {LINE}")),
        (drawing(f"{BLACK} 0 w {LINE}"), nothing),
        (drawing(f"{TINT} 60 60 90 .2 re f"), drawing(f"{TINT} 60 60 90 .25 re f")),
    ],
    "pages": [(blank_page, nothing)],
    "annotations": [
        (annotated(60), annotated(2)),
        (annotated(60, "Text"), annotated(60, "PrinterMark")),
        (scripted, nothing),
    ],
    "metadata": [
        (without_information("/Trapped"), nothing),
        (without_information("/GTS_PDFXVersion"), nothing),
        (without_information("/ModDate"), nothing),
        (information("/Title", "另一份"), nothing),
        (without_intent, nothing),
        (intent(OutputConditionIdentifier="FOGRA39"), nothing),
        (intent(RegistryName=""), intent(RegistryName="https://www.color.org")),
    ],
    "encodings": [
        (placed(200, Filter=Name.LZWDecode), placed(200, Filter=Name.FlateDecode))
    ],
}

PAIRS = [
    pytest.param(rule, number, id=f"{rule}-{number}")
    for rule, pairs in CASES.items()
    for number in range(len(pairs))
]


def failed(report: Preflight) -> set[str]:
    return {verdict.rule for verdict in report.failed}


def judged(change: Change, printer: Printer = SHOP) -> Preflight:
    return preflight(changed(a_press_file(), change), printer, ORDER)


@pytest.mark.parametrize(("rule", "number"), PAIRS)
def test_a_file_that_breaks_one_rule_fails_by_it_alone(
    rule: str, number: int, program: Callable[[str], str]
) -> None:
    program("gs")
    breaking, _ = CASES[rule][number]

    assert failed(judged(breaking)) == {rule}


@pytest.mark.parametrize(("rule", "number"), PAIRS)
def test_a_file_that_just_keeps_the_rule_passes(
    rule: str, number: int, program: Callable[[str], str]
) -> None:
    program("gs")
    _, passing = CASES[rule][number]

    assert failed(judged(passing)) == set()
