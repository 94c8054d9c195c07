"""Rules about ink: colours, transparency, total ink, black type, overprint."""

from typing import Final

from newsletter.errors import Text
from newsletter.press.preflight.facts import (
    CMYK,
    GRAY,
    PATTERN,
    SPOTS,
    Colour,
    Kind,
    Mark,
)
from newsletter.press.preflight.findings import Case, Judged, live, on_page, same

_PROCESS: Final = frozenset(("Cyan", "Magenta", "Yellow", "Black", "All", "None"))
_THIN: Final = 2.0
"""A line up to this wide needs perfect register in several inks, pt."""

_SMALL: Final = 12.0
"""Black type and rules below it must overprint, pt."""

_TYPE: Final = Text("黑字", "black type")
_LINES: Final = Text("黑线", "a black rule")

_DARK: Final = 0.6
"""Cyan, magenta and yellow from here on make black."""


def colours(case: Case) -> Judged:
    """Black, process colours and the printer's spot inks; no RGB, Lab or ICC."""
    wanted = Text("四色、灰度或约定的专色", "CMYK, gray or an agreed spot ink")
    for page in case.facts.pages:
        seen: set[tuple[Kind, Colour]] = set()
        for mark in live(page):
            for colour in mark.colours:
                if (mark.kind, colour) in seen or _is_ink(colour, case):
                    continue
                seen.add((mark.kind, colour))
                found = same(f"{mark.kind.value}: {colour}")
                yield on_page(page, found, wanted, mark.box, is_fatal=case.is_for_press)


def _is_ink(colour: Colour, case: Case) -> bool:
    if colour.space in SPOTS:
        return set(colour.names) <= _PROCESS | set(case.printer.spots)
    return colour.space in (GRAY, CMYK, PATTERN)


def transparency(case: Case) -> Judged:
    """Nothing translucent where the standard knows no transparency."""
    if case.printer.standard != "PDF/X-1a:2003":
        return
    wanted = Text("不透明", "opaque")
    for page in case.facts.pages:
        for group in page.groups:
            yield on_page(page, same(f"transparency: {group}"), wanted)
        for mark in live(page):
            if mark.opacity:
                found = same(f"{mark.kind.value}: {mark.opacity}")
                yield on_page(page, found, wanted, mark.box)


def total_ink(case: Case) -> Judged:
    """No more ink on one spot than the paper takes."""
    limit = case.printer.ink_limit
    pages = {page.number: page for page in case.facts.pages}
    for ink in case.plates.inks:
        if ink.box:
            found = Text(f"总墨量 {ink.most:.0f}%", f"{ink.most:.0f} % ink")
            yield on_page(pages[ink.page], found, same(f"≤ {limit} %"), ink.box)


def rich_black(case: Case) -> Judged:
    """Black type and thin rules are of black ink alone."""
    wanted = Text("只用黑版", "black ink alone")
    for page in case.facts.pages:
        for mark in live(page):
            if not _needs_register(mark):
                continue
            rich = next((one for one in mark.colours if _is_rich(one)), None)
            if rich:
                found = same(f"{mark.kind.value}: {rich}")
                yield on_page(page, found, wanted, mark.box, is_fatal=case.is_for_press)


def _needs_register(mark: Mark) -> bool:
    is_line = mark.kind in (Kind.STROKE, Kind.FILL) and mark.size <= _THIN
    return mark.kind is Kind.TYPE or is_line


def _is_rich(colour: Colour) -> bool:
    process = colour.process
    if process is None:
        return False
    *inks, black = process
    return (black > 0 and any(inks)) or min(inks) >= _DARK


def overprint(case: Case) -> Judged:
    """Small black type and rules overprint; white never does, for it would vanish."""
    for page in case.facts.pages:
        for mark in live(page):
            if mark.kind is Kind.PICTURE:
                continue
            if mark.overprints and all(colour.is_white for colour in mark.colours):
                found = Text("白色叠印", "white that overprints")
                wanted = Text("白色镂空", "white that knocks out")
                yield on_page(page, found, wanted, mark.box)
            elif not mark.overprints and _is_small_black(mark):
                what = _TYPE if mark.kind is Kind.TYPE else _LINES
                yield on_page(
                    page,
                    Text(f"{what.zh}镂空", f"{what.en} that knocks out"),
                    Text(f"{what.zh}叠印", f"{what.en} that overprints"),
                    mark.box,
                    is_fatal=case.is_for_press,
                )


def _is_small_black(mark: Mark) -> bool:
    black = all(one.process == (0, 0, 0, 1) for one in mark.colours)
    return black and mark.size < _SMALL and (mark.kind is Kind.TYPE or mark.is_rule)
