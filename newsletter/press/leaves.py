"""Leaves: pages painted each by itself, and bound into one PDF.

A leaf depends on its own drawing alone, so that a page which did not change need not
be painted again.  What belongs to all pages is made when they are bound: fonts, links
between pages, the outline, and the structure that screen readers follow.
"""

import json
import re
import struct
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from typing import Final, Self
from urllib.parse import unquote

from pikepdf import Array, Dictionary, Object, Pdf, String

from newsletter.press.classes import Face
from newsletter.press.cutting import issue_family, open_font
from newsletter.press.embedding import SetFont, type_font

INWARD: Final = "press:#"
"""Address of a block of the issue, which may stand on another page."""

_SETS: Final = re.compile(rb"/(\w+) [\d.]+ Tf\b|<([0-9a-f]+)>|\bendstream\b")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page as it was painted: its fonts have no outlines yet."""

    pdf: bytes
    fonts: Mapping[str, SetFont]
    """What it sets in each cut font, by the name that the page calls it."""

    faults: tuple[str, ...]

    def as_bytes(self) -> bytes:
        """Write it down, to be read by ``from_bytes``."""
        fonts = {name: font.as_list() for name, font in self.fonts.items()}
        return json.dumps([self.faults, fonts]).encode() + b"\n" + self.pdf

    @classmethod
    def from_bytes(cls, written: bytes) -> Self:
        """Read what ``as_bytes`` has written."""
        head, _, pdf = written.partition(b"\n")
        faults, fonts = json.loads(head)
        known = {name: SetFont.from_list(font) for name, font in fonts.items()}
        return cls(pdf, known, tuple(faults))


def renumbered(pdf: bytes, glyphs: Mapping[str, tuple[int, ...]]) -> bytes:
    """Let a page name glyphs by their numbers in the whole fonts.

    Args:
        pdf: As painted, not compressed.
        glyphs: Number of each glyph of a cut font, by the font's name on the page.
    """
    numbers: tuple[int, ...] = ()

    def written(found: re.Match[bytes]) -> bytes:
        nonlocal numbers
        if not found[2]:
            numbers = glyphs.get((found[1] or b"").decode(), ())
            return found[0]
        if not numbers:
            return found[0]
        shape = f">{len(found[2]) // 4}H"
        codes = struct.unpack(shape, bytes.fromhex(found[2].decode()))
        whole = (numbers[code] if code < len(numbers) else 0 for code in codes)
        return b"<%s>" % struct.pack(shape, *whole).hex().encode()

    # A number is four digits before and after: nothing in the file moves.
    return _SETS.sub(written, pdf)


def bound(
    leaves: tuple[Leaf, ...], faces: Mapping[str, Face]
) -> tuple[bytes, tuple[str, ...]]:
    """Bind leaves into one PDF; the same leaves give the same bytes.

    Args:
        leaves: In the order of the pages; at least one.
        faces: As given to the painter.

    Returns:
        The PDF, not compressed; links that lead nowhere.

    Raises:
        LayoutError: a font cannot be read.
    """
    with ExitStack() as opened:
        documents = [
            opened.enter_context(Pdf.open(BytesIO(leaf.pdf))) for leaf in leaves
        ]
        whole = documents[0]
        parts = [_moved(whole, document) for document in documents]
        for number, page in enumerate(whole.pages):
            page.obj.StructParents = number
        _set_type(whole, leaves, faces)
        _bind_names(whole, parts)
        faults = tuple(_inward_links(whole))
        _bind_outlines(whole, parts)
        _bind_structure(whole, parts)
        file = BytesIO()
        whole.save(
            file, compress_streams=False, deterministic_id=True, force_version="1.7"
        )
        return file.getvalue(), faults


def _moved(whole: Pdf, document: Pdf) -> Object:
    """Take over a page, and what belongs to it outside of the page."""
    part = document.make_indirect(
        Dictionary(
            Page=document.pages[0].obj,
            Outlines=document.Root.get("/Outlines", Dictionary()),
            Structure=document.Root.StructTreeRoot,
            Dests=document.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()),
        )
    )
    if document is whole:
        return part
    whole.pages.append(document.pages[0])
    return whole.copy_foreign(part)


def _set_type(whole: Pdf, leaves: tuple[Leaf, ...], faces: Mapping[str, Face]) -> None:
    """Embed each cut font once, with the outlines that all pages use."""
    files = {
        issue_family(one): one
        for face in faces.values()
        for one in (face, *face.fallbacks)
    }
    used: dict[str, list[tuple[SetFont, Object]]] = {}
    for leaf, page in zip(leaves, whole.pages, strict=True):
        for name, font in leaf.fonts.items():
            used.setdefault(font.family, []).append(
                (font, page.resources.Font[f"/{name}"])
            )
    made = {
        family: type_font(whole, open_font(files[family]), met)
        for family, met in sorted(used.items())
    }
    for leaf, page in zip(leaves, whole.pages, strict=True):
        for name, font in leaf.fonts.items():
            page.resources.Font[f"/{name}"] = made[font.family]


def _bind_names(whole: Pdf, parts: list[Object]) -> None:
    """Let the name of every block lead to it; of two the first counts."""
    places: dict[str, Object] = {}
    for part in parts:
        entries = iter(part.Dests.get("/Names", Array()).as_list())
        for name, place in zip(entries, entries, strict=True):
            places.setdefault(str(name), place)
    if places:
        listed = [
            one for name in sorted(places) for one in (String(name), places[name])
        ]
        whole.Root.Names = Dictionary(Dests=Dictionary(Names=Array(listed)))


def _inward_links(whole: Pdf) -> Iterator[str]:
    """Let links within the issue lead to names; tell those that nothing bears."""
    names = whole.Root.get("/Names", Dictionary()).get("/Dests", Dictionary())
    known = {str(name) for name in names.get("/Names", Array()).as_list()[::2]}
    for page in whole.pages:
        for link in page.obj.get("/Annots", Array()).as_list():
            address = str(link.get("/A", Dictionary()).get("/URI", ""))
            if address.startswith(INWARD):
                target = unquote(address.removeprefix(INWARD))
                del link["/A"]
                link.Dest = link.Contents = String(target)
                if target not in known:
                    yield f"No anchor #{target} for internal URI reference"


def _bind_outlines(whole: Pdf, parts: list[Object]) -> None:
    tops = [top for part in parts for top in _siblings(part.Outlines)]
    if not tops:
        return
    root = whole.make_indirect(Dictionary(First=tops[0], Last=tops[-1]))
    root.Count = len(tops) + sum(max(0, int(top.get("/Count", 0))) for top in tops)
    for before, top in zip([None, *tops], tops, strict=False):
        top.Parent = root
        if before is not None:
            before.Next, top.Prev = top, before
    whole.Root.Outlines = root


def _siblings(outlines: Object) -> Iterator[Object]:
    one = outlines.get("/First")
    while one is not None:
        yield one
        one = one.get("/Next")


def _bind_structure(whole: Pdf, parts: list[Object]) -> None:
    """Put the elements of all pages into one document, and number them anew."""
    root = whole.Root.StructTreeRoot
    [document] = root.K.as_list()
    kids: list[Object] = []
    pages: list[object] = []
    links: list[object] = []
    for number, part in enumerate(parts):
        [own] = part.Structure.K.as_list()
        for kid in own.K.as_list():
            kid.P = document
            kids.append(kid)
        nums = part.Structure.ParentTree.Nums.as_list()
        pages += [number, nums[1]]
        owners = dict(zip(map(int, nums[2::2]), nums[3::2], strict=True))
        for link in part.Page.get("/Annots", Array()).as_list():
            owner = owners.get(int(link.get("/StructParent", -1)))
            if owner is not None:
                link.StructParent = len(parts) + len(links) // 2
                links += [link.StructParent, owner]
    document.K = Array(kids)
    root.ParentTree.Nums = Array([*pages, *links])
