"""A preflight for programs and for people."""

from typing import Any, Final

from newsletter.errors import Text
from newsletter.press.preflight.findings import (
    Area,
    Finding,
    Outcome,
    Preflight,
    Verdict,
)

_SAID: Final = {
    Outcome.PASSED: Text("通过", "passed"),
    Outcome.WARNED: Text("留意", "warned"),
    Outcome.FAILED: Text("不合格", "FAILED"),
    Outcome.UNCHECKED: Text("未查", "not checked"),
}
_MOST_LINES: Final = 6
"""Findings of one rule that people read; programs get more."""


def preflight_json(report: Preflight) -> dict[str, Any]:
    """Turn a preflight into plain JSON values.

    Areas are mm from the top left corner of the trimmed page; page 0 is the whole
    file.  Sentences are there in both languages.
    """
    return {
        "printer": report.printer,
        "standard": report.standard,
        "pages": report.pages,
        "passed": not report.failed,
        "verdicts": [_verdict(one) for one in report.verdicts],
    }


def preflight_text(report: Preflight, language: str) -> str:
    """Write a preflight for people: a line for each rule, the first findings below."""
    lines = [f"{report.printer}  {report.standard}"]
    for verdict in report.verdicts:
        outcome = _SAID[verdict.outcome].said_in(language)
        lines.append(f"{outcome:8} {verdict.code} {verdict.title.said_in(language)}")
        if verdict.reason:
            lines.append(f"         {verdict.reason.said_in(language)}")
        told = verdict.findings[:_MOST_LINES]
        lines.extend(f"         {_line(one, language)}" for one in told)
        rest = len(verdict.findings) - len(told) + verdict.more
        if rest:
            more = Text(f"另有 {rest} 处", f"and {rest} more")
            lines.append(f"         {more.said_in(language)}")
    return "\n".join(lines)


def where(finding: Finding) -> Text:
    """Say where a finding is: page and place in mm."""
    if not finding.page:
        return Text("全文件", "file")
    page = Text(f"第 {finding.page} 版", f"page {finding.page}")
    return where_on(finding, page)


def where_on(finding: Finding, part: Text) -> Text:
    """Say where on a page, or whatever was judged, a finding is."""
    at = _at(finding.area) if finding.area else Text("", "")
    return Text(f"{part.zh}{at.zh}", f"{part.en}{at.en}")


def _at(area: Area) -> Text:
    size = f"{area.width:g} × {area.height:g} mm"
    return Text(
        f" 左 {area.x:g} 上 {area.y:g}，{size}",
        f", {area.x:g} mm from left, {area.y:g} from top, {size}",
    )


def _line(finding: Finding, language: str) -> str:
    place, found = where(finding).said_in(language), finding.found.said_in(language)
    wanted = Text(
        f"{place}：{found}；要求 {finding.wanted.zh}",
        f"{place}: {found}; wanted {finding.wanted.en}",
    )
    return wanted.said_in(language)


def _verdict(verdict: Verdict) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "rule": verdict.rule,
        "code": verdict.code,
        "title": _both(verdict.title),
        "outcome": verdict.outcome.value,
        "findings": [_finding(one) for one in verdict.findings],
        "more": verdict.more,
    }
    return plain | ({"reason": _both(verdict.reason)} if verdict.reason else {})


def _finding(finding: Finding) -> dict[str, Any]:
    area = finding.area
    box = (
        {
            "x": area.x,
            "y": area.y,
            "width": area.width,
            "height": area.height,
        }
        if area
        else None
    )
    return {
        "page": finding.page,
        "area": box,
        "found": _both(finding.found),
        "wanted": _both(finding.wanted),
        "fatal": finding.is_fatal,
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
