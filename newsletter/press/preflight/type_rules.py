"""Rules about what must be readable: fonts, type, rules, pictures."""

from typing import Final

from newsletter.errors import Text
from newsletter.press.preflight.facts import Kind, Mark
from newsletter.press.preflight.findings import Case, Judged, live, on_page, same

_SLACK: Final = 0.02
"""Sizes are rounded in files, pt."""

_TOO_DENSE: Final = 1.1


def fonts(case: Case) -> Judged:
    """Every font embedded, in a form that the PDF version knows, and subset."""
    embedded = Text("内嵌字体", "an embedded font")
    for page in case.facts.pages:
        for font in page.fonts:
            if font.kind == "/Type3":
                found = same(f"{font.name}: Type 3")
                yield on_page(page, found, Text("轮廓字体", "a font of outlines"))
            elif not font.program:
                found = Text(f"{font.name} 没有内嵌", f"{font.name} is not embedded")
                yield on_page(page, found, embedded)
            elif font.program == "OpenType" and case.facts.version < "1.6":
                found = same(f"{font.name}: OpenType in PDF {case.facts.version}")
                yield on_page(page, found, same("CIDFontType0C, Type1C, TrueType"))
            elif not font.is_subset:
                found = Text(f"{font.name} 整套内嵌", f"{font.name}: the whole font")
                wanted = Text("只含用到的字", "only the glyphs used")
                yield on_page(page, found, wanted, is_fatal=False)


def glyphs(case: Case) -> Judged:
    """A glyph for every character."""
    for page in case.facts.pages:
        for mark in live(page):
            if mark.missing:
                found = Text(
                    f"{mark.font} 缺 {mark.missing} 个字",
                    f"{mark.font} lacks {mark.missing} glyphs",
                )
                yield on_page(page, found, Text("每字有形", "every glyph"), mark.box)


def small_type(case: Case) -> Judged:
    """Type no smaller than the press can show; larger where several inks meet."""
    printer = case.printer
    for page in case.facts.pages:
        for mark in live(page):
            if mark.kind is not Kind.TYPE or _is_white(mark):
                continue
            several = any(sum(map(bool, c.process or ())) > 1 for c in mark.colours)
            least = printer.smallest_reversed if several else printer.smallest_type
            if mark.size < least - _SLACK:
                found = same(f"{mark.size:.2f} pt")
                yield on_page(page, found, same(f"≥ {least:g} pt"), mark.box)


def reversed_type(case: Case) -> Judged:
    """White type big enough that ink does not fill it in."""
    least = case.printer.smallest_reversed
    for page in case.facts.pages:
        for mark in live(page):
            is_white = mark.kind is Kind.TYPE and _is_white(mark)
            if is_white and mark.size < least - _SLACK:
                found = Text(f"反白 {mark.size:.2f} 点", f"white, {mark.size:.2f} pt")
                yield on_page(page, found, same(f"≥ {least:g} pt"), mark.box)


def hairlines(case: Case) -> Judged:
    """No line thinner than the press can hold."""
    least = case.printer.smallest_rule
    for page in case.facts.pages:
        for mark in live(page):
            if mark.is_rule and not _is_white(mark) and mark.size < least - _SLACK:
                found = same(f"{mark.size:.2f} pt")
                yield on_page(page, found, same(f"≥ {least:g} pt"), mark.box)


def pictures(case: Case) -> Judged:
    """Enough pixels per inch as placed, and not many more."""
    wanted = case.printer.picture_ppi
    for page in case.facts.pages:
        for mark in live(page):
            if mark.picture is None:
                continue
            ppi, is_line_art = mark.picture.ppi, mark.picture.bits == 1
            least = 2 * wanted.most if is_line_art else wanted.warn
            is_fatal = ppi < wanted.fail - 0.5
            found = same(f"{ppi:.0f} ppi")
            if ppi < least - 0.5:
                said = same(f"≥ {wanted.fail if is_fatal else least} ppi")
                yield on_page(page, found, said, mark.box, is_fatal=is_fatal)
            elif ppi > wanted.most * _TOO_DENSE and not is_line_art:
                said = same(f"≤ {wanted.most} ppi")
                yield on_page(page, found, said, mark.box, is_fatal=False)


def _is_white(mark: Mark) -> bool:
    return all(colour.is_white for colour in mark.colours)
