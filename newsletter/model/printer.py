"""What one print shop wants: colour, boxes, minima, names of files, delivery.

The figures are a shop's and stand in profiles, never in code that prints.  Ours are
trade figures that a publication overrides by name in ``publication.yaml``.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from newsletter.model.delivery import Delivery

Standard: TypeAlias = Literal["PDF/X-1a:2003", "PDF/X-4", "none"]
"""ISO 15930-4, ISO 15930-7, or a plain PDF."""


class Resolution(NamedTuple):
    """Pixels per inch of a placed picture."""

    fail: int
    """Fewer are refused."""

    warn: int
    """Fewer are worth a look."""

    most: int
    """More are wasted, and resampled."""


_USUAL = Resolution(150, 200, 300)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """A printer profile."""

    name: str
    standard: Standard = "PDF/X-1a:2003"
    condition: str = "FOGRA39"
    """Output condition as registered at color.org."""

    profile: Path | None = None
    """ICC profile of that condition; None looks for what the system ships."""

    ink_limit: int = 240
    """Most ink on one spot, all inks together, percent."""

    bleed: float = 0.0
    """Beyond the trim on every side, mm; 0 for a sheet without bleed."""

    marks: bool = False
    """Crop marks, outside the bleed."""

    spots: tuple[str, ...] = ()
    """Names of the spot inks that the press has; any other is refused."""

    safe_margin: float = 5.0
    """No live matter nearer to the trim, mm."""

    smallest_type: float = 5.5
    """Em size of type in black, pt."""

    smallest_reversed: float = 8.0
    """Em size of white type on ink, pt."""

    smallest_rule: float = 0.35
    """Thinnest line, pt."""

    picture_ppi: Resolution = _USUAL
    one_file_per_page: bool = True
    naming: str = "{slug}-{date}-{page:02}-v{version}.pdf"
    """Names of the files: ``slug date number page version printer``."""

    pages_multiple: int = 1
    """Number of pages must be a multiple of this."""

    delivery: Delivery | None = None


NEWSPRINT = Printer(
    name="newsprint",
    condition="IFRA26",
    ink_limit=240,
    smallest_rule=0.35,
    # Shops name 170 or 200; a photo that make-up has enlarged is printed with a
    # warning rather than keep a paper from appearing.
    picture_ppi=Resolution(100, 200, 250),
)
"""Coldset on newsprint, no bleed, no marks."""

HEATSET = Printer(
    name="heatset",
    condition="FOGRA45",
    ink_limit=300,
    bleed=3.0,
    marks=True,
    smallest_rule=0.25,
)
"""Web offset on coated paper, trimmed."""

SHEETFED = Printer(
    name="sheetfed",
    standard="PDF/X-4",
    condition="FOGRA39",
    ink_limit=330,
    bleed=3.0,
    marks=True,
    smallest_rule=0.25,
    picture_ppi=Resolution(200, 250, 350),
)
"""Sheet-fed offset on coated paper, trimmed."""

PROOF = Printer(
    name="proof",
    standard="none",
    condition="FOGRA39",
    ink_limit=400,
    safe_margin=3.0,
    smallest_type=4.0,
    smallest_reversed=4.0,
    smallest_rule=0.1,
    picture_ppi=Resolution(72, 100, 300),
    one_file_per_page=False,
    naming="{slug}-{date}-proof-v{version}.pdf",
)
"""The office's own printer."""

PRINTERS = (NEWSPRINT, HEATSET, SHEETFED, PROOF)
"""The profiles that every publication has, by name."""


def file_name(
    printer: Printer,
    *,
    slug: str,
    date: str,
    number: int,
    page: int = 0,
    version: int = 1,
) -> str:
    """Name a press file as the printer wants it named.

    Args:
        printer: Gives the template.
        slug: Of the publication.
        date: Of the issue, ISO 8601.
        number: Of the issue.
        page: From 1; 0 for all pages in one file.
        version: Rises when a page is replaced.

    Raises:
        LookupError, ValueError: the template asks for what there is not.
    """
    return printer.naming.format(
        slug=slug,
        date=date,
        number=number,
        page=page,
        version=version,
        printer=printer.name,
    )
