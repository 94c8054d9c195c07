"""Whether press files go to the printer: each judged, and what to tell the editor."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.errors import Problem, Severity, Text, UsageError
from newsletter.model.issue import Issue
from newsletter.model.printer import Printer, file_name
from newsletter.press.preflight import Order, Outcome, Preflight, Verdict
from newsletter.press.preflight.documents import where
from newsletter.press.preflight.judging import preflight_set


@dataclass(frozen=True, slots=True)
class FilePreflight:
    """A press file by its name, and the verdicts on it."""

    file: str
    report: Preflight


def printer_of(issue: Issue) -> Printer:
    """Find the profile that an issue's press files are made for.

    Raises:
        UsageError: the publication names a profile that it does not have.
    """
    printer = issue.publication.printer_named()
    if printer is None:
        raise UsageError(f"no printer profile {issue.publication.printer!r}")
    return printer


def press_names(issue: Issue, pages: int, version: int = 1) -> tuple[str, ...]:
    """Name the press files: all pages in one, then each page if the printer asks.

    Args:
        issue: Has the publication and its printer.
        pages: How many there are.
        version: Of replaced pages.
    """
    printer, slug = printer_of(issue), issue.publication.slug
    date, number = issue.date.isoformat(), issue.number
    numbers = range(1, pages + 1) if printer.one_file_per_page else (0,)
    named = tuple(
        file_name(
            printer, slug=slug, date=date, number=number, page=page, version=version
        )
        for page in numbers
    )
    return (f"{slug}-{date}.pdf", *named) if printer.one_file_per_page else named


def judge_files(
    issue: Issue, whole: bytes, singles: tuple[bytes, ...]
) -> tuple[FilePreflight, ...]:
    """Judge every press file by the printer's profile.

    Args:
        issue: Gives size and printer.
        whole: All pages.
        singles: A file for each page.
    """
    printer, sheet = printer_of(issue), issue.publication.sheet
    order = Order(width=sheet.width, height=sheet.height, pages=len(singles))
    kept = singles if printer.one_file_per_page else ()
    reports = preflight_set(whole, kept, printer, order)
    names = press_names(issue, len(singles))
    return tuple(map(FilePreflight, names, reports))


def colour_faults(preflights: tuple[FilePreflight, ...]) -> tuple[str, ...]:
    """Tell which inks a file asks for that the printer does not have."""
    return tuple(
        f"{where(finding).en}: {finding.found.en}"
        for one in preflights[:1]
        for verdict in one.report.failed
        if verdict.rule == "colours"
        for finding in verdict.findings
    )


def preflight_errors(
    issue: Issue, preflights: tuple[FilePreflight, ...]
) -> tuple[Problem, ...]:
    """Tell which rules refuse the press files; each rule once, where first broken."""
    return _problems(issue, preflights, Outcome.FAILED, Severity.ERROR)


def preflight_problems(
    issue: Issue, preflights: tuple[FilePreflight, ...]
) -> tuple[Problem, ...]:
    """Tell everything preflight has to say, what refuses the files first."""
    return (
        *preflight_errors(issue, preflights),
        *preflight_doubts(issue, preflights),
    )


def preflight_doubts(
    issue: Issue, preflights: tuple[FilePreflight, ...]
) -> tuple[Problem, ...]:
    """Tell what someone should look at, and which rule could not be checked."""
    return (
        *_problems(issue, preflights, Outcome.WARNED, Severity.WARNING),
        *_problems(issue, preflights, Outcome.UNCHECKED, Severity.WARNING),
    )


def _problems(
    issue: Issue,
    preflights: tuple[FilePreflight, ...],
    outcome: Outcome,
    severity: Severity,
) -> tuple[Problem, ...]:
    first: dict[str, Problem] = {}
    for one in preflights:
        for verdict in one.report.verdicts:
            if verdict.outcome is outcome and verdict.code not in first:
                first[verdict.code] = _problem(issue, one.file, verdict, severity)
    return tuple(first.values())


def _problem(issue: Issue, file: str, verdict: Verdict, severity: Severity) -> Problem:
    said = list(_said(file, verdict))
    return Problem(
        code=verdict.code,
        place=issue.place,
        severity=severity,
        what=Text("；".join(one.zh for one in said), "; ".join(one.en for one in said)),
        cure=_cure(verdict),
    )


def _said(file: str, verdict: Verdict) -> Iterator[Text]:
    yield Text(f"{file} {verdict.title.zh}", f"{file}, {verdict.title.en}")
    if verdict.reason:
        yield verdict.reason
    for finding in verdict.findings[:1]:
        place = where(finding)
        yield Text(f"{place.zh}：{finding.found.zh}", f"{place.en}: {finding.found.en}")
    others = len(verdict.findings) - 1 + verdict.more
    if others > 0:
        yield Text(f"另有 {others} 处", f"and {others} more")


def _cure(verdict: Verdict) -> Text:
    if not verdict.findings:
        return Text("安装后再试：ghostscript", "install ghostscript, and try again")
    wanted = verdict.findings[0].wanted
    said = Text(
        f"印厂要求：{wanted.zh}；newsletter check --press 列出每一处",
        f"the printer wants {wanted.en}; newsletter check --press lists every place",
    )
    if verdict.outcome is not Outcome.FAILED:
        return said
    return Text(
        f"{said.zh}，build/faults 里有标出问题的版面图",
        f"{said.en}, and build/faults has pictures of the pages with faults framed",
    )
