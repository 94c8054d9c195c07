"""Where the ICC profile of a printing condition is found."""

from pathlib import Path
from typing import Final

from newsletter.model.printer import Printer

_SHIPPED: Final = {
    # Under free licences: Debian's scribus-data (basICColor, zlib) and TeX Live's
    # colorprofiles package (FOGRA39L, zlib).  No package ships one of newsprint.
    "FOGRA39": (
        Path("/usr/share/scribus/profiles/ISOcoated_v2_300_bas.icc"),
        Path(
            "/usr/share/texlive/texmf-dist/tex/generic/colorprofiles/FOGRA39L_coated.icc"
        ),
    ),
}


def profile_of(printer: Printer) -> Path | None:
    """Find the ICC profile of a printer's condition.

    Returns:
        The printer's own file; else what a package of the system ships for the
        condition; None when there is neither.
    """
    if printer.profile:
        return printer.profile
    shipped = _SHIPPED.get(printer.condition, ())
    return next((path for path in shipped if path.is_file()), None)
