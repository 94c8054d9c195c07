"""Sheets that print shops know by name, with the grid we set on each.

Columns and measure are chosen so that the body type is about 9 to 10.5 points.
"""

from newsletter.model.publication import Sheet

SHEETS = (
    Sheet(),
    Sheet(
        name="对开", width=390, height=550, margin=17, columns=8, measure=13, gutter=1
    ),
    Sheet(
        name="broadsheet",
        width=380,
        height=600,
        margin=17,
        columns=6,
        measure=15,
        gutter=1.3,
    ),
    Sheet(
        name="Berliner",
        width=315,
        height=470,
        margin=15,
        columns=6,
        measure=13,
        gutter=1.3,
    ),
    Sheet(name="tabloid", width=280, height=430, columns=5, measure=13),
    Sheet(name="A3", width=297, height=420, margin=15, columns=5, measure=14),
    Sheet(name="A4", width=210, height=297, margin=15, columns=3, measure=16, gutter=2),
    Sheet(
        name="letter",
        width=215.9,
        height=279.4,
        margin=15,
        columns=3,
        measure=16,
        gutter=2,
    ),
)
"""四开 first: what a paper gets that says nothing."""


def sheet_named(name: str) -> Sheet | None:
    """Find a sheet by name; capitals do not matter."""
    return next((s for s in SHEETS if s.name.lower() == name.lower()), None)
