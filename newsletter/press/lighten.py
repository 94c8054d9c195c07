"""Pictures of the reader's PDF: as dense as screens and office printers need."""

from collections.abc import Iterable, Iterator
from typing import Final

from pikepdf import Dictionary, Name, Object, Page

from newsletter.pictures.stored import reduced_jpeg
from newsletter.press.inks import Instruction
from newsletter.press.preflight.geometry import IDENTITY, Matrix, across, times, upwards

_PPI: Final = 200.0
_SLACK: Final = 1.15
"""A picture a little denser is left as it is."""


def lighten(page: Page, instructions: Iterable[Instruction]) -> None:
    """Make the pictures of a page smaller, where they are denser than readers see.

    Args:
        page: Its JPEG pictures are exchanged; advertisements stay as they came.
        instructions: Of the same page; they say how large each picture stands.
    """
    pictures = page.resources.get("/XObject", Dictionary())
    for name, width, height in _placed(instructions):
        picture = pictures.get(name)
        if picture is not None and _is_jpeg(picture):
            wanted = (width / 72 * _PPI, height / 72 * _PPI)
            if picture.Width > wanted[0] * _SLACK and picture.Height > wanted[1]:
                _reduce(picture, (round(wanted[0]), round(wanted[1])))


def _placed(
    instructions: Iterable[Instruction],
) -> Iterator[tuple[str, float, float]]:
    """List names of pictures with width and height of their places, pt."""
    matrix, saved = IDENTITY, list[Matrix]()
    for operands, operator in instructions:
        if operator == "q":
            saved.append(matrix)
        elif operator == "Q" and saved:
            matrix = saved.pop()
        elif operator == "cm":
            a, b, c, d, e, f = (float(operand) for operand in operands)
            matrix = times((a, b, c, d, e, f), matrix)
        elif operator == "Do":
            yield str(operands[0]), across(matrix), upwards(matrix)


def _is_jpeg(picture: Object) -> bool:
    is_image = picture.get("/Subtype") == Name.Image
    return is_image and picture.get("/Filter") == Name.DCTDecode


def _reduce(picture: Object, size: tuple[int, int]) -> None:
    data = reduced_jpeg(picture.read_raw_bytes(), size)
    picture.write(data, filter=Name.DCTDecode)
    picture.Width, picture.Height = size
