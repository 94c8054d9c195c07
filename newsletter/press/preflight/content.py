"""Drawing instructions as a page or form has them, and what is wrong with them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from warnings import catch_warnings

import pikepdf
from pikepdf import Array, Object, Page, Pdf, Stream

from newsletter.errors import Text
from newsletter.press.inks import Instruction

_END: Final = "newsletterEnd"
"""No operator: what is left open at the end of a stream swallows it."""

_OPERATORS: Final = frozenset(
    (
        *"bBcdfFgGhijJkKlmMnqQsSvwWy'\"",
        *("b*", "B*", "f*", "T*", "W*", "cm", "re", "d0", "d1", "gs", "ri", "sh"),
        *("CS", "cs", "rg", "RG", "SC", "sc", "SCN", "scn", "Do", "INLINE IMAGE"),
        *("BT", "ET", "Tc", "Td", "TD", "Tf", "Tj", "TJ", "TL", "Tm", "Tr", "Ts"),
        *("Tw", "Tz", "BX", "EX", "BMC", "BDC", "EMC", "MP", "DP"),
    )
)
"""Of ISO 32000-1, annex A."""


@dataclass(frozen=True, slots=True)
class Content:
    """One content stream."""

    instructions: tuple[Instruction, ...] = ()
    faults: tuple[Text, ...] = ()


def content_of(part: Page | Object) -> Content:
    """Read the drawing instructions of a page, form or tile; never raises PdfError."""
    try:
        data = b"\n".join(stream.read_bytes() for stream in _streams(part))
        read = _instructions(data)
    except (pikepdf.PdfError, RecursionError) as error:
        said = str(error) or type(error).__name__
        return Content(faults=(Text(said, said),))
    if read and read[-1] == ((), _END):
        return Content(tuple(read[:-1]), tuple(_unknown(read[:-1])))
    broken = Text("绘图指令没有写完", "the drawing instructions end unfinished")
    whole = tuple(one for one in read if one[1] != _END)
    return Content(whole, (*_unknown(whole), broken))


def _streams(part: Page | Object) -> Iterable[Object]:
    if not isinstance(part, Page):
        return [part]
    contents = part.obj.get("/Contents", Array())
    return contents.as_list() if isinstance(contents, Array) else [contents]


def _instructions(data: bytes) -> list[Instruction]:
    scratch = Pdf.new()  # must outlive its stream
    stream = Stream(scratch, data + f"\n{_END}\n".encode())
    with catch_warnings(action="ignore"):  # what breaks off is found by our own end
        steps = pikepdf.parse_content_stream(stream)
    return [(tuple(step.operands), str(step.operator)) for step in steps]


def _unknown(instructions: Iterable[Instruction]) -> Iterator[Text]:
    """List operators that there are not; between BX and EX there may be any."""
    lenient, seen = 0, set[str]()
    for _, operator in instructions:
        if operator in ("BX", "EX"):
            lenient += 1 if operator == "BX" else -1
        elif lenient <= 0 and operator not in _OPERATORS | seen:
            seen.add(operator)
            yield Text(f"没有 {operator!r} 这种指令", f"no such operator: {operator!r}")
