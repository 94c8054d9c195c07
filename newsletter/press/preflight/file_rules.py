"""Rules about the file: readable, standard, condition, metadata, encodings."""

from typing import Final

from newsletter.errors import Text
from newsletter.press.preflight.facts import IntentFacts
from newsletter.press.preflight.findings import Case, Finding, Judged, on_page, same
from newsletter.press.preflight.geometry import common

_NEWEST: Final = {"PDF/X-1a:2003": "1.4", "PDF/X-4": "1.6", "none": "2.0"}
_NEEDED: Final = ("Title", "CreationDate", "ModDate")
_BARRED: Final = {
    "PDF/X-1a:2003": ("/LZWDecode", "/JBIG2Decode", "/JPXDecode", "/Crypt"),
    "PDF/X-4": ("/LZWDecode", "/Crypt"),
    "none": (),
}
_FOR_PRINTERS: Final = ("PrinterMark", "TrapNet")


def readable(case: Case) -> Judged:
    """A PDF that can be read to the end."""
    wanted = Text("完好的 PDF", "an undamaged PDF")
    if case.facts.broken:
        yield Finding(found=same(case.facts.broken), wanted=wanted)
    if case.facts.is_encrypted:
        yield Finding(found=Text("已加密", "encrypted"), wanted=wanted)
    for fault in case.facts.faults:
        yield Finding(found=same(fault), wanted=wanted)
    for page in case.facts.pages:
        told = (*page.faults, *case.plates.faults_of(page.number))
        for one in told:
            yield on_page(page, one, wanted)


def annotations(case: Case) -> Judged:
    """No notes on the printed sheet; no scripts, forms, layers or attachments."""
    nothing = Text("没有", "none")
    for action in case.facts.actions:
        yield Finding(found=same(action), wanted=nothing, is_fatal=case.is_for_press)
    for page in case.facts.pages:
        for kind, box in page.annotations:
            if kind not in _FOR_PRINTERS and common(box, page.inked):
                found = Text(f"批注 {kind}", f"annotation {kind}")
                yield on_page(page, found, nothing, box, is_fatal=case.is_for_press)


def encodings(case: Case) -> Judged:
    """Pictures packed in ways that the standard allows."""
    barred = _BARRED[case.printer.standard]
    for page in case.facts.pages:
        for mark in page.marks:
            for filter_ in mark.picture.filters if mark.picture else ():
                if filter_ in barred:
                    yield on_page(page, same(filter_[1:]), same("Flate, DCT"), mark.box)


def metadata(case: Case) -> Judged:
    """What the file says of itself: standard, condition, identity, dates."""
    if not case.is_for_press:
        return
    yield from _version(case)
    yield from _intent(case)
    yield from _identity(case)
    if case.facts.has_broken_xmp:
        yield Finding(
            found=Text("XMP 已损坏", "damaged XMP"),
            wanted=Text("完好的 XMP", "XMP that can be read"),
        )
    said = dict(case.facts.xmp)
    for key, value in case.facts.info:
        if key in said and said[key] != value:
            yield _said(f"{key}: {value} / XMP: {said[key]}", "Info = XMP")


def _version(case: Case) -> Judged:
    standard, facts = case.printer.standard, case.facts
    newest = _NEWEST[standard]
    if facts.version > newest:
        yield _said(f"PDF {facts.version}", f"PDF ≤ {newest}")
    if facts.has_object_streams and newest < "1.5":
        yield _said("object streams", f"PDF {newest}")
    place = facts.info if standard == "PDF/X-1a:2003" else facts.xmp
    said = dict(place).get("GTS_PDFXVersion", "-")
    if said != standard:
        yield _said(f"GTS_PDFXVersion {said}", standard)


def _intent(case: Case) -> Judged:
    intents = [one for one in case.facts.intents if one.subtype == "GTS_PDFX"]
    if len(intents) != 1:
        yield _said(f"{len(intents)} × GTS_PDFX OutputIntent", "1")
        return
    [intent] = intents
    if intent.condition != case.printer.condition:
        yield _said(f"OutputCondition {intent.condition}", case.printer.condition)
    yield from _profile(intent, case)


def _profile(intent: IntentFacts, case: Case) -> Judged:
    if intent.profile is None and case.printer.standard == "PDF/X-4":
        wanted = Text(
            "内嵌 ICC 特性文件：在 printers 里写 profile，或安装 scribus-data",
            "an embedded ICC profile: name it under printers, or install scribus-data",
        )
        yield Finding(found=Text("没有 ICC", "no ICC profile"), wanted=wanted)
    elif intent.profile is None and "color.org" not in intent.registry:
        yield _said(f"RegistryName {intent.registry or '-'}", "http://www.color.org")
    elif intent.profile not in (None, 4):
        yield _said(f"ICC: {intent.profile}", "ICC: CMYK")


def _identity(case: Case) -> Judged:
    info = dict(case.facts.info)
    if not case.facts.has_id:
        yield _said("ID -", "ID")
    if info.get("Trapped") not in ("True", "False"):
        yield _said(f"Trapped {info.get('Trapped', '-')}", "True, False")
    for key in _NEEDED:
        if not info.get(key, "").strip():
            yield _said(f"{key} -", key)


def _said(found: str, wanted: str) -> Finding:
    return Finding(found=same(found), wanted=same(wanted))
