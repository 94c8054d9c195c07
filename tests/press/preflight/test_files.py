"""Rules about whole files, and that no rule goes without a file that breaks it."""

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, ObjectStreamMode, Pdf

from newsletter.press.preflight import Order, preflight
from newsletter.press.preflight.judging import RULES
from tests.press.preflight.pdfs import ORDER, SHOP, Change, a_press_file, changed
from tests.press.preflight.test_rules import CASES, failed

Made = Callable[[], bytes]

SHEETS_OF_TWO = replace(SHOP, pages_multiple=2)


def saved(version: str = "1.4", **options: object) -> Made:
    def make() -> bytes:
        with pikepdf.open(io.BytesIO(a_press_file())) as document:
            file = io.BytesIO()
            document.save(file, force_version=version, **options)
            return file.getvalue()

    return make


def edited(change: Change) -> Made:
    return lambda: changed(a_press_file(), change)


def cut_off() -> bytes:
    return a_press_file()[:600]


def with_a_wrong_table() -> bytes:
    """A reader must look for the objects itself."""
    pdf = a_press_file()
    at = pdf.rindex(b"startxref")
    return pdf[:at] + b"startxref\n7\n%%EOF\n"


def without_id() -> bytes:
    return a_press_file().replace(b"/ID [", b"/Id [")


def as_if_older() -> bytes:
    newer = saved("1.5", object_stream_mode=ObjectStreamMode.generate)()
    return newer.replace(b"%PDF-1.5", b"%PDF-1.4", 1)


def with_damaged_xmp(document: Pdf) -> None:
    document.Root.Metadata.write(b"<x:xmpmeta")


def without_xmp(document: Pdf) -> None:
    """PDF/X-1a:2003 leaves XMP to the maker."""
    del document.Root["/Metadata"]


def with_form(document: Pdf) -> None:
    document.Root.AcroForm = Dictionary(Fields=Array([]))


def with_layers(document: Pdf) -> None:
    document.Root.OCProperties = Dictionary(OCGs=Array([]), D=Dictionary())


def with_attachment(document: Pdf) -> None:
    document.attachments["a.txt"] = b"a"


def in_three_inks(document: Pdf) -> None:
    intent = document.Root.OutputIntents[0]
    intent.DestOutputProfile = document.make_stream(b"", N=3)


def in_four_inks(document: Pdf) -> None:
    intent = document.Root.OutputIntents[0]
    intent.DestOutputProfile = document.make_stream(b"", N=4)


FILES: list[tuple[str, Made, Made]] = [
    ("readable", cut_off, a_press_file),
    (
        "readable",
        saved(
            encryption=Encryption(owner="a", user="", R=3, aes=False, metadata=False)
        ),
        saved(),
    ),
    ("readable", with_a_wrong_table, saved(linearize=True)),
    ("metadata", edited(with_damaged_xmp), edited(without_xmp)),
    ("metadata", saved("1.5"), saved("1.3")),
    ("metadata", as_if_older, saved()),
    ("metadata", without_id, a_press_file),
    ("metadata", edited(in_three_inks), edited(in_four_inks)),
    ("annotations", edited(with_form), a_press_file),
    ("annotations", edited(with_layers), a_press_file),
    ("annotations", edited(with_attachment), a_press_file),
]


@pytest.mark.parametrize(("rule", "broken", "kept"), FILES)
def test_a_file_fails_by_the_rule_it_breaks_alone(
    rule: str, broken: Made, kept: Made
) -> None:
    breaking, keeping = (preflight(make(), SHOP, ORDER) for make in (broken, kept))

    assert failed(breaking) == {rule}
    assert failed(keeping) == set()


@pytest.mark.parametrize(
    ("count", "order", "wanted"),
    [
        (3, ORDER, {"pages"}),
        (4, ORDER, set()),
        (2, replace(ORDER, pages=4), {"pages"}),
        (4, replace(ORDER, pages=4), set()),
        (2, replace(ORDER, is_single=True), {"pages"}),
        (1, replace(ORDER, is_single=True), set()),
    ],
)
def test_pages_are_counted_as_ordered_and_in_sheets(
    count: int, order: Order, wanted: set[str]
) -> None:
    report = preflight(a_press_file(SHOP, count), SHEETS_OF_TWO, order)

    assert failed(report) == wanted


def test_pages_of_two_sizes_are_no_newspaper() -> None:
    def wider(document: Pdf) -> None:
        page = document.pages[1].obj
        for key, more in (("/TrimBox", 9), ("/BleedBox", 9), ("/MediaBox", 9)):
            left, bottom, right, top = (float(side) for side in page[key])
            page[key] = Array([left, bottom, right + more, top])

    plain = replace(SHOP, marks=False, bleed=0.0)
    pdf = a_press_file(plain, 2)

    assert failed(preflight(changed(pdf, wider), plain)) == {"pages"}
    assert failed(preflight(pdf, plain)) == set()


def test_every_rule_has_a_file_that_breaks_it() -> None:
    broken = {*CASES, *(rule for rule, _, _ in FILES)}

    assert {rule.name for rule in RULES} == broken
