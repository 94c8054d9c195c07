"""One press file that keeps every rule, and ways to change a single thing in it."""

import io
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from newsletter.model.printer import HEATSET, Printer
from newsletter.press.preflight import Order
from newsletter.press.prepress import press_pdfs
from tests.press.drawings import a_block, a_line, a_page, painted

SHOP = replace(HEATSET, name="shop", spots=("Gold",))
"""Bleed 3 mm, marks, at most 300 % ink, PDF/X-1a."""

MM = 72 / 25.4
WIDTH, HEIGHT = 400 / MM, 300 / MM
ORDER = Order(width=WIDTH, height=HEIGHT)

Change = Callable[[Pdf], None]


@lru_cache(maxsize=8)
def a_press_file(printer: Printer = SHOP, pages: int = 1) -> bytes:
    """Make pages of one black line each, 400 by 300 pt."""
    drawings = (
        a_page(a_block(a_line("河边的老码头", y=100)), number=number)
        for number in range(1, pages + 1)
    )
    return press_pdfs(painted(*drawings).pdf, (), printer)[0]


def changed(pdf: bytes, change: Change) -> bytes:
    """Change something, and leave version and objects as they were."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        version = document.pdf_version
        change(document)
        file = io.BytesIO()
        document.save(
            file,
            deterministic_id=True,
            fix_metadata_version=False,
            force_version=version,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=False,
        )
        return file.getvalue()


def ended(tail: bytes) -> Change:
    """End the instructions of page 1 with these."""

    def change(document: Pdf) -> None:
        page = document.pages[0]
        whole = page.Contents.read_bytes() + b"\n" + tail
        page.obj.Contents = document.make_stream(whole)

    return change


def drawing(content: str) -> Change:
    """Draw something more on page 1, in pt from the lower left of the trim box.

    There are graphics states ``Over``, ``Knock``, ``Half`` and ``Whole``, colour
    spaces ``Gold``, ``Rose``, ``Lab`` and ``Icc``.
    """

    def change(document: Pdf) -> None:
        page = document.pages[0]
        resources = page.Resources
        resources.ExtGState.update(_states())
        resources.ColorSpace = _spaces(document)
        left, bottom = (float(side) for side in page.TrimBox[:2])
        moved = f"q 1 0 0 1 {left:.4f} {bottom:.4f} cm {content} Q"
        page.contents_add(document.make_stream(moved.encode()))

    return change


def typed(size: float, colour: str = "0 0 0 1 k /Over gs", x: float = 60) -> Change:
    """Set two characters of the font that is there, their em box from ``x``."""

    def change(document: Pdf) -> None:
        name, font = next(iter(document.pages[0].Resources.Font.items()))
        code = f"{int(font.DescendantFonts[0].W[0]):04x}"
        text = f"BT {name} {size} Tf {x:.4f} 60 Td <{code}{code}> Tj ET"
        drawing(f"{colour} {text}")(document)

    return change


def placed(ppi: float, **image: object) -> Change:
    """Place a gray picture, two inches wide at the pixels that gives ``ppi``."""

    def change(document: Pdf) -> None:
        across = round(ppi * 2)
        given = {
            "Subtype": Name.Image,
            "Width": across,
            "Height": across,
            "ColorSpace": Name.DeviceGray,
            "BitsPerComponent": 8,
        } | image
        colours = {"/DeviceRGB": 3, "/DeviceCMYK": 4}.get(str(given["ColorSpace"]), 1)
        pixels = b"\x80" * (across * across * colours)
        if given.get("Filter") == Name.FlateDecode:
            pixels = zlib.compress(pixels)
        document.pages[0].Resources.XObject = Dictionary(
            Picture=document.make_stream(pixels, **given)
        )
        drawing("q 144 0 0 144 60 80 cm /Picture Do Q")(document)

    return change


def _states() -> Dictionary:
    return Dictionary(
        Over=Dictionary(OP=True, op=True, OPM=1),
        Knock=Dictionary(OP=False, op=False, OPM=0),
        Half=Dictionary(ca=0.5),
        Whole=Dictionary(ca=1, CA=1, BM=Name.Normal),
    )


def _spaces(document: Pdf) -> Dictionary:
    tint = document.make_indirect(
        Dictionary(
            FunctionType=2, Domain=Array([0, 1]), N=1, C0=[0, 0, 0, 0], C1=[0, 0, 1, 0]
        )
    )
    return Dictionary(
        Gold=Array([Name.Separation, Name.Gold, Name.DeviceCMYK, tint]),
        Rose=Array([Name.Separation, Name.Rose, Name.DeviceCMYK, tint]),
        Lab=Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])]),
        Icc=Array([Name.ICCBased, document.make_stream(b"", N=4)]),
    )
