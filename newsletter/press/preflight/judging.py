"""All the rules, and how a file is judged by them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final

from newsletter.errors import Text
from newsletter.model.printer import Printer
from newsletter.press.preflight import file_rules, ink_rules, sheet_rules, type_rules
from newsletter.press.preflight.findings import (
    Case,
    Finding,
    Order,
    Outcome,
    Preflight,
    Rule,
    Verdict,
)
from newsletter.press.preflight.reading import read_pdf
from newsletter.press.preflight.separations import drawn

_MOST_TOLD: Final = 50
"""Findings of one rule; the rest are counted."""

_READABLE: Final = Rule(
    name="readable",
    code="X101",
    title=Text("文件完好", "file can be read"),
    judge=file_rules.readable,
)
_INK: Final = Rule(
    name="total-ink",
    code="X107",
    title=Text("总墨量", "total ink"),
    judge=ink_rules.total_ink,
)
RULES: Final[tuple[Rule, ...]] = (
    _READABLE,
    Rule(
        name="boxes",
        code="X102",
        title=Text("页面框", "page boxes"),
        judge=sheet_rules.boxes,
    ),
    Rule(
        name="bleed",
        code="X103",
        title=Text("出血", "bleed"),
        judge=sheet_rules.bleed,
    ),
    Rule(
        name="safe-margin",
        code="X104",
        title=Text("安全边距", "safe margin"),
        judge=sheet_rules.safe_margin,
    ),
    Rule(
        name="colours",
        code="X105",
        title=Text("颜色空间", "colour spaces"),
        judge=ink_rules.colours,
    ),
    Rule(
        name="transparency",
        code="X106",
        title=Text("透明", "transparency"),
        judge=ink_rules.transparency,
    ),
    _INK,
    Rule(
        name="rich-black",
        code="X108",
        title=Text("四色黑", "rich black"),
        judge=ink_rules.rich_black,
    ),
    Rule(
        name="overprint",
        code="X109",
        title=Text("叠印", "overprint"),
        judge=ink_rules.overprint,
    ),
    Rule(
        name="pictures",
        code="X110",
        title=Text("图片分辨率", "resolution of pictures"),
        judge=type_rules.pictures,
    ),
    Rule(
        name="fonts",
        code="X111",
        title=Text("字体", "fonts"),
        judge=type_rules.fonts,
    ),
    Rule(
        name="glyphs",
        code="X112",
        title=Text("缺字", "missing glyphs"),
        judge=type_rules.glyphs,
    ),
    Rule(
        name="small-type",
        code="X113",
        title=Text("小字", "small type"),
        judge=type_rules.small_type,
    ),
    Rule(
        name="reversed-type",
        code="X114",
        title=Text("反白小字", "small reversed type"),
        judge=type_rules.reversed_type,
    ),
    Rule(
        name="hairlines",
        code="X115",
        title=Text("细线", "hairlines"),
        judge=type_rules.hairlines,
    ),
    Rule(
        name="pages",
        code="X116",
        title=Text("版数", "number of pages"),
        judge=sheet_rules.pages,
    ),
    Rule(
        name="annotations",
        code="X117",
        title=Text("批注与脚本", "annotations and scripts"),
        judge=file_rules.annotations,
    ),
    Rule(
        name="metadata",
        code="X118",
        title=Text("标准与元数据", "standard and metadata"),
        judge=file_rules.metadata,
    ),
    Rule(
        name="encodings",
        code="X119",
        title=Text("压缩方式", "packing of pictures"),
        judge=file_rules.encodings,
    ),
)
"""In the order of the report."""

CODES: Final = {rule.code: rule.title for rule in RULES}
"""Code -> meaning."""


def preflight(pdf: bytes, printer: Printer, order: Order | None = None) -> Preflight:
    """Judge a PDF by every rule of a printer profile.

    Args:
        pdf: Any bytes; ours or an advertiser's.
        printer: What the shop wants.
        order: Size and number of pages, where they are known.

    Returns:
        A verdict on every rule; of a file that cannot be read, on that alone.
    """
    facts = read_pdf(pdf)
    plates = drawn(pdf, facts, printer.ink_limit)
    return _report(Case(facts=facts, printer=printer, order=order, plates=plates))


def preflight_set(
    whole: bytes, singles: tuple[bytes, ...], printer: Printer, order: Order
) -> tuple[Preflight, ...]:
    """Judge all pages in one file, then the same pages each in a file of its own.

    Ink is measured once.

    Args:
        whole: All pages.
        singles: One page each, in the same order; may be empty.
        printer: What the shop wants.
        order: Of the whole.
    """
    facts = read_pdf(whole)
    with ThreadPoolExecutor(1) as beside:
        # Ghostscript draws plates while we read the other files.
        drawing = beside.submit(drawn, whole, facts, printer.ink_limit)
        cases = [
            Case(
                facts=read_pdf(single),
                printer=printer,
                order=replace(order, is_single=True),
            )
            for single in singles
        ]
        plates = drawing.result()
    return (
        _report(Case(facts=facts, printer=printer, order=order, plates=plates)),
        *(
            _report(replace(case, plates=plates.of_page(number)))
            for number, case in enumerate(cases, 1)
        ),
    )


def _report(case: Case) -> Preflight:
    rules = (_READABLE,) if case.facts.broken else RULES
    return Preflight(
        printer=case.printer.name,
        standard=case.printer.standard,
        pages=len(case.facts.pages),
        verdicts=tuple(
            _unchecked(rule, case.plates.reason)
            if rule is _INK and case.plates.reason
            else _judged(rule, case)
            for rule in rules
        ),
    )


def _judged(rule: Rule, case: Case) -> Verdict:
    findings = tuple(dict.fromkeys(rule.judge(case)))
    told = sorted(findings, key=lambda one: not one.is_fatal)[:_MOST_TOLD]
    return Verdict(
        rule=rule.name,
        code=rule.code,
        title=rule.title,
        outcome=_outcome(findings),
        findings=tuple(told),
        more=len(findings) - len(told),
    )


def _outcome(findings: tuple[Finding, ...]) -> Outcome:
    if any(one.is_fatal for one in findings):
        return Outcome.FAILED
    return Outcome.WARNED if findings else Outcome.PASSED


def _unchecked(rule: Rule, reason: Text) -> Verdict:
    return Verdict(
        rule=rule.name,
        code=rule.code,
        title=rule.title,
        outcome=Outcome.UNCHECKED,
        reason=reason,
    )
