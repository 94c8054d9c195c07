"""Rules about the sheet: boxes, bleed, safe margin, number of pages."""

from typing import Final

from newsletter.errors import Text
from newsletter.press.preflight.facts import Kind, Mark, PageFacts
from newsletter.press.preflight.findings import (
    Case,
    Finding,
    Judged,
    live,
    on_page,
    same,
)
from newsletter.press.preflight.geometry import holds
from newsletter.press.sheet import PT_PER_MM, Rectangle

_EXACT: Final = 0.1
"""Boxes are exact to it, mm."""

_SLACK: Final = _EXACT * PT_PER_MM


def boxes(case: Case) -> Judged:
    """Media box around bleed box around trim box, and each of the size ordered."""
    for page in case.facts.pages:
        if page.trim is None and not page.has_art and case.is_for_press:
            yield on_page(page, Text("没有 TrimBox", "no TrimBox"), same("TrimBox"))
        elif page.trim and page.has_art:
            wanted = Text("只有 TrimBox", "TrimBox alone")
            yield on_page(page, same("TrimBox, ArtBox"), wanted)
        yield from _nesting(page)
        yield from _size(page, case)
        yield from _bleed_size(page, case)
        if page.rotation % 360:
            found = Text(f"旋转 {page.rotation}°", f"rotated by {page.rotation}°")
            wanted = Text("不旋转", "not rotated")
            yield on_page(page, found, wanted, is_fatal=False)


def _nesting(page: PageFacts) -> Judged:
    pairs = (
        ("MediaBox", page.media, "BleedBox", page.inked),
        ("BleedBox", page.inked, "TrimBox", page.sheet),
    )
    for outer_name, outer, inner_name, inner in pairs:
        if not holds(outer, inner, 0.01):
            found = Text(
                f"{inner_name} 超出 {outer_name}", f"{inner_name} beyond {outer_name}"
            )
            wanted = Text(
                f"{inner_name} 在 {outer_name} 之内", f"{inner_name} in {outer_name}"
            )
            yield on_page(page, found, wanted, inner)


def _size(page: PageFacts, case: Case) -> Judged:
    if case.order is None:
        return
    sheet, scale = page.sheet, page.unit / PT_PER_MM
    width, height = (sheet[2] - sheet[0]) * scale, (sheet[3] - sheet[1]) * scale
    off = max(abs(width - case.order.width), abs(height - case.order.height))
    if off > _EXACT:
        found = same(f"{width:.2f} × {height:.2f} mm")
        wanted = same(f"{case.order.width:g} × {case.order.height:g} mm")
        yield on_page(page, found, wanted)


def _bleed_size(page: PageFacts, case: Case) -> Judged:
    least = min(_beyond(page.inked, page.sheet)) * page.unit / PT_PER_MM
    if least < case.printer.bleed - _EXACT:
        found = Text(f"出血 {least:.2f} mm", f"bleed {least:.2f} mm")
        yield on_page(page, found, same(f"{case.printer.bleed:g} mm"))


def _beyond(outer: Rectangle, inner: Rectangle) -> tuple[float, float, float, float]:
    """Tell how far a box reaches beyond another: left, bottom, right, top."""
    return (
        inner[0] - outer[0],
        inner[1] - outer[1],
        outer[2] - inner[2],
        outer[3] - inner[3],
    )


def bleed(case: Case) -> Judged:
    """What reaches the trim runs on through the bleed."""
    wanted = case.printer.bleed
    if not wanted:
        return
    for page in case.facts.pages:
        for mark in live(page):
            if mark.kind is Kind.TYPE or _is_paper(mark):
                continue
            reach = min(
                (one for one in _beyond(mark.box, page.sheet) if one >= -_SLACK),
                default=wanted * PT_PER_MM,
            )
            if reach * page.unit < wanted * PT_PER_MM - _SLACK:
                mm = max(reach, 0) * page.unit / PT_PER_MM
                found = Text(
                    f"到裁切线外 {mm:.1f} mm 为止", f"ends {mm:.1f} mm beyond trim"
                )
                yield on_page(page, found, same(f"{wanted:g} mm"), mark.box)


def safe_margin(case: Case) -> Judged:
    """No type, and nothing that does not bleed, near the trim."""
    margin = case.printer.safe_margin
    for page in case.facts.pages:
        least = margin * PT_PER_MM / page.unit - _SLACK
        for mark in live(page):
            if _is_paper(mark):
                continue
            near = -max(_beyond(mark.box, page.sheet))
            bleeds = mark.kind is not Kind.TYPE and near <= _SLACK
            if near < least and not bleeds:
                mm = near * page.unit / PT_PER_MM
                found = Text(f"离裁切线 {mm:.1f} mm", f"{mm:.1f} mm from the trim")
                yield on_page(page, found, same(f"≥ {margin:g} mm"), mark.box)


def _is_paper(mark: Mark) -> bool:
    return mark.kind is not Kind.PICTURE and all(c.is_white for c in mark.colours)


def pages(case: Case) -> Judged:
    """As many pages as ordered, none blank, all of one size."""
    every, order = case.facts.pages, case.order
    yield from _count(case)
    sizes = {_rounded_size(page) for page in every}
    if len(sizes) > 1 and order is None:
        found = same("; ".join(f"{w:g} × {h:g} mm" for w, h in sorted(sizes)))
        yield Finding(found=found, wanted=Text("各版同样大小", "pages of one size"))
    for page in every:
        if not any(True for _ in live(page)):
            found = Text("空白版", "a blank page")
            yield on_page(
                page, found, Text("有内容的版", "a page with something on it")
            )


def _count(case: Case) -> Judged:
    count, order = len(case.facts.pages), case.order
    if order and order.is_single and count != 1:
        yield Finding(found=_pages_said(count), wanted=_pages_said(1))
    elif order and order.pages and not order.is_single and count != order.pages:
        yield Finding(found=_pages_said(count), wanted=_pages_said(order.pages))
    whole = order.pages if order and order.pages else count
    multiple = case.printer.pages_multiple
    if whole % multiple and not (order and order.is_single and not order.pages):
        wanted = Text(f"{multiple} 的倍数", f"a multiple of {multiple}")
        yield Finding(found=_pages_said(whole), wanted=wanted)


def _pages_said(count: int) -> Text:
    return Text(f"{count} 版", f"{count} page" + ("s" if count != 1 else ""))


def _rounded_size(page: PageFacts) -> tuple[float, float]:
    sheet, scale = page.sheet, page.unit / PT_PER_MM
    width, height = (sheet[2] - sheet[0]) * scale, (sheet[3] - sheet[1]) * scale
    return (round(width, 0), round(height, 0))
