"""Hand an issue's press files off to a print shop, and keep the record of it."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from zoneinfo import ZoneInfo

from newsletter.build.folder import BuildFolder
from newsletter.build.inputs import finished_report
from newsletter.build.press_files import read_press_files, read_trims
from newsletter.errors import Problem, Severity, Text, UsageError
from newsletter.model.delivery import Delivery, DeliveryKind
from newsletter.model.issue import Issue
from newsletter.model.printer import Printer
from newsletter.model.publication import Publication
from newsletter.press.acceptance import press_names
from newsletter.press.handoff.deliver import Answer, Errand, deliver, planned
from newsletter.press.handoff.record import Record
from newsletter.press.handoff.values import Job, Parcel, Plan, Trim


class HandoffMisuseError(UsageError):
    """A hand-off to nowhere, said in both languages."""

    def __init__(self, what: Text, cure: Text) -> None:
        """Keep the reason and the cure."""
        self.what = what
        self.cure = cure
        super().__init__(f"{what.en}; {cure.en}")


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _tell_nobody(_: Parcel, __: int) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a hand-off takes from outside; tests and programs may give their own."""

    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    """Holds the secrets that deliveries name."""

    clock: Callable[[], datetime] = _utc_now
    """Tells the moment, with time zone."""

    wait: Callable[[float], None] = sleep
    """Sleeps so many seconds before a broken connection is made again."""

    tell: Callable[[Parcel, int], None] = _tell_nobody
    """Told, as each file begins, how many bytes of it the shop has already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """What became of a hand-off."""

    date: str
    printer: str
    where: str
    plan: Plan
    is_rehearsal: bool
    """Whether nothing was sent."""

    problems: tuple[Problem, ...]


def hand_off(
    issue: Issue,
    to: str = "",
    *,
    out: Path | None = None,
    rehearse: bool = False,
    answer: Answer | None = None,
    means: Means | None = None,
) -> Handoff:
    """Send a print shop what it does not have yet of an issue.

    The build folder is held meanwhile.  What was sent stands in
    ``build/DATE/handoff.json``; run twice, nothing is sent twice.

    Args:
        issue: As loaded, and built.
        to: Name of a printer profile; when left out, the one that press files are
            made for, or the only one with a delivery.
        out: The build folder; the publication's ``build/`` when left out.
        rehearse: Only tell what would be sent; nothing is touched.
        answer: What the shop said of a doubtful mail.
        means: Clock, environment, and who is told; the system's when left out.

    Raises:
        InputError: press files are missing or not what was built.
        UsageError: no such profile, or one without a delivery, or one that the press
            files were not made for.
        HandoffError: the shop's side, or the record, failed.
        FolderError: a build is running.
    """
    means = means or Means()
    printer, delivery = _destination(issue.publication, to)
    root = out or issue.publication.folder / "build"
    folder = root / issue.date.isoformat()
    trims = read_trims(folder)
    with BuildFolder(root).locked():
        errand = Errand(
            files=read_press_files(folder, _wanted(issue, printer, trims)),
            job=_job(issue, printer, trims),
            delivery=delivery,
            sender=_sender(issue.publication, delivery),
            record=Record(
                folder / "handoff.json", printer.name, delivery.where, means.clock
            ),
            environment=means.environment,
            clock=means.clock,
            wait=means.wait,
            tell=means.tell,
            answer=answer,
        )
        return Handoff(
            date=issue.date.isoformat(),
            printer=printer.name,
            where=delivery.where,
            plan=planned(errand) if rehearse else deliver(errand),
            is_rehearsal=rehearse,
            problems=_older(issue, root),
        )


def _job(issue: Issue, printer: Printer, trims: tuple[Trim, ...]) -> Job:
    paper = issue.publication
    return Job(
        slug=paper.slug,
        customer=paper.name,
        language=paper.language,
        date=issue.date,
        number=issue.number,
        due=datetime.combine(issue.date, paper.publishes_at, ZoneInfo(paper.time_zone)),
        printer=printer,
        pages=trims,
    )


def _wanted(
    issue: Issue, printer: Printer, trims: tuple[Trim, ...]
) -> tuple[tuple[int, str], ...]:
    """List the files that a shop wants, of those that the build made."""
    whole, *pages = press_names(issue, len(trims))
    if not printer.one_file_per_page:
        return ((0, whole),)
    return tuple((trim.number, name) for trim, name in zip(trims, pages, strict=False))


def _destination(paper: Publication, to: str) -> tuple[Printer, Delivery]:
    ready = [one for one in paper.printers if one.delivery]
    own = paper.printer_named()
    if not to and own and not own.delivery and len(ready) == 1:
        to = ready[0].name
    printer = paper.printer_named(to)
    if printer is None or printer.delivery is None:
        raise _nowhere(to or paper.printer, [one.name for one in ready])
    if own and _looks(own) != _looks(printer):
        raise _made_for_another(own, printer)
    return printer, printer.delivery


def _looks(printer: Printer) -> Printer:
    """What of a profile shows in the press files themselves."""
    return replace(printer, name="", naming="", one_file_per_page=True, delivery=None)


def _sender(paper: Publication, delivery: Delivery) -> str:
    sender = delivery.sender or (paper.mail.address if paper.mail else "")
    if delivery.kind is DeliveryKind.MAIL and not sender:
        raise HandoffMisuseError(
            Text("不知道邮件由谁寄出", "nobody is named whom the mail comes from"),
            Text(
                "在 delivery 下写 sender，或写明 mail 的 address",
                "write sender under delivery, or the address under mail",
            ),
        )
    return sender


def _older(issue: Issue, root: Path) -> tuple[Problem, ...]:
    """Warn when the issue has changed since its press files were made."""
    if finished_report(issue, root, only=("print",)):
        return ()
    command = f"newsletter build {issue.date}"
    return (
        Problem(
            code="D201",
            place=issue.place,
            what=Text(
                "印厂文件生成之后，稿件或设置又有改动",
                "the issue or its settings changed after the press files were made",
            ),
            cure=Text(
                f"要交付新的内容，先运行 {command}",
                f"to hand off what is new, run {command} first",
            ),
            severity=Severity.WARNING,
        ),
    )


def _nowhere(name: str, ready: list[str]) -> HandoffMisuseError:
    names = ", ".join(ready)
    what = Text(
        f"印刷方案“{name}”不存在，或没有写明交付方式",
        f"there is no printer profile {name!r} with a delivery",
    )
    if names:
        return HandoffMisuseError(
            what, Text(f"可用 --to：{names}", f"for --to there is: {names}")
        )
    return HandoffMisuseError(
        what,
        Text(
            "在 issues/publication.yaml 的 printers 里给它写上 delivery",
            "give it a delivery under printers in issues/publication.yaml",
        ),
    )


def _made_for_another(own: Printer, printer: Printer) -> HandoffMisuseError:
    return HandoffMisuseError(
        Text(
            f"印厂文件是按“{own.name}”做的，不合“{printer.name}”的要求",
            f"press files are made for {own.name!r}, which is not what "
            f"{printer.name!r} wants",
        ),
        Text(
            f"在 issues/publication.yaml 里写 printer: {printer.name}，重新生成再交付",
            f"write printer: {printer.name} in issues/publication.yaml, build again, "
            "then hand off",
        ),
    )
