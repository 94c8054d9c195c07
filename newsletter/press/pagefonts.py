"""Cut the fonts of a single page's file down to what that page shows.

WeasyPrint makes a font once for all pages: its glyphs, widths, Unicode map and
descriptor tell of the whole issue.  A page that did not change must keep its bytes,
whatever came new on other pages.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Object, Page

from newsletter.press.compact import listed_widths
from newsletter.press.fontfile import heights, kept_truetype
from newsletter.press.inks import Instruction

_SHOWS: Final = ("Tj", "TJ", "'", '"')
_FIXED_PITCH: Final = 1
_PAIR: Final = re.compile(rb"<([0-9A-Fa-f]{4})> *<([0-9A-Fa-f]+)>")
_MOST_PAIRS: Final = 100
"""In one section of a Unicode map (Adobe Technical Note 5411)."""


def cut_fonts(page: Page, instructions: Iterable[Instruction]) -> None:
    """Leave each font of a page the widths, names and outlines of what it shows.

    Outlines of CFF fonts are left to ``compact_fonts``, which goes by the widths.
    Fonts that forms name, too, stay whole.

    Args:
        page: Alone in its file.
        instructions: Of the same page.
    """
    shown = _shown(instructions)
    fonts = page.resources.get("/Font", Dictionary())
    in_forms = set(_fonts_of_forms(page))
    for name, font in fonts.items():
        if font.objgen not in in_forms and _is_ours(font):
            _cut(font, frozenset(shown.get(name, ())))


def _shown(instructions: Iterable[Instruction]) -> dict[str, set[int]]:
    """Collect the codes that are shown in each font, by its name on the page."""
    shown: dict[str, set[int]] = {}
    font, saved = "", list[str]()
    for operands, operator in instructions:
        if operator == "q":
            saved.append(font)
        elif operator == "Q" and saved:
            font = saved.pop()
        elif operator == "Tf":
            font = str(operands[0])
        elif operator in _SHOWS:
            shown.setdefault(font, set()).update(_codes(operands[-1]))
    return shown


def _codes(text: Any) -> Iterator[int]:
    strings = text.as_list() if isinstance(text, Array) else [text]
    for string in strings:
        if hasattr(string, "__bytes__"):
            data = bytes(string)
            yield from (
                int.from_bytes(data[at : at + 2], "big")
                for at in range(0, len(data), 2)
            )


def _fonts_of_forms(page: Page) -> Iterator[tuple[int, int]]:
    for form in page.resources.get("/XObject", Dictionary()).values():
        resources = form.get("/Resources", Dictionary())
        for font in resources.get("/Font", Dictionary()).values():
            yield font.objgen


def _is_ours(font: Object) -> bool:
    is_wide = font.get("/Subtype") == Name.Type0
    return is_wide and font.get("/Encoding") == Name("/Identity-H")


def _cut(font: Object, codes: frozenset[int]) -> None:
    [inner] = font.DescendantFonts.as_list()
    widths = {cid: width for cid, width in listed_widths(inner.W) if cid in codes}
    inner.W = listed(widths)
    if "/ToUnicode" in font:
        font.ToUnicode.write(_unicode_map(font.ToUnicode.read_bytes(), codes))
    descriptor = inner.FontDescriptor
    if "/FontFile2" in descriptor:
        file = descriptor.FontFile2
        kept = kept_truetype(file.read_bytes(), codes)
        file.write(kept)
        file.Length1 = len(kept)
    _describe(descriptor, tuple(widths.values()))
    name = tagged(str(descriptor.FontName).rpartition("+")[2].lstrip("/"), codes)
    descriptor.FontName = inner.BaseFont = font.BaseFont = name


def listed(widths: dict[int, float]) -> Array:
    """Write widths as a ``/W`` array, a run of neighbours at a time."""
    entries: list[Any] = []
    last = -2
    for cid, width in sorted(widths.items()):
        if cid != last + 1:
            entries += [cid, Array()]
        entries[-1].append(width)
        last = cid
    return Array(entries)


def tagged(own: str, codes: Iterable[int]) -> Name:
    """Name a cut font: six letters tell which glyphs (ISO 32000-1, 9.6.4)."""
    digest = sha256(repr(sorted(codes)).encode()).digest()
    tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
    return Name(f"/{tag}+{own}")


def unicode_sections(texts: Mapping[int, bytes]) -> list[bytes]:
    """Write what codes stand for, in their order, as lines of a ``/ToUnicode`` map.

    Args:
        texts: By code, UTF-16 in hexadecimal digits.
    """
    pairs = sorted(texts.items())
    lines = []
    for at in range(0, len(pairs), _MOST_PAIRS):
        section = pairs[at : at + _MOST_PAIRS]
        lines.append(b"%d beginbfchar" % len(section))
        lines += [b"<%04x> <%s>" % pair for pair in section]
        lines.append(b"endbfchar")
    return lines


def pitch_flag(flags: int, widths: Collection[float]) -> int:
    """Set or clear the first of a descriptor's flags: all glyphs have one width."""
    is_fixed = len(widths) > 1 and len(set(widths)) == 1
    return flags & ~_FIXED_PITCH | is_fixed


def _unicode_map(before: bytes, codes: frozenset[int]) -> bytes:
    """Keep some characters of a ``/ToUnicode`` map."""
    head, ends, rest = before.partition(b"endcodespacerange")
    tail = rest[rest.rfind(b"endcmap") :]
    texts = {int(code, 16): text for code, text in _PAIR.findall(rest)}
    kept = {code: text for code, text in texts.items() if code in codes}
    return b"\n".join((head + ends, *unicode_sections(kept), tail))


def _describe(descriptor: Object, widths: tuple[float, ...]) -> None:
    """Write what WeasyPrint takes from all glyphs, and from the size met first."""
    key = "/FontFile2" if "/FontFile2" in descriptor else "/FontFile3"
    ascent, descent = heights(descriptor[key].read_bytes())
    descriptor.Flags = pitch_flag(int(descriptor.Flags), widths)
    descriptor.FontBBox = Array([0, descent, max(widths, default=0), ascent])
    descriptor.Ascent, descriptor.CapHeight = ascent, ascent
    descriptor.Descent = descent
