"""``newsletter build``: every edition of one issue, of several, or of all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from newsletter.build.inputs import finished_report
from newsletter.build.names import EDITIONS, ON_REQUEST
from newsletter.cli.completion import dates, lists_of
from newsletter.cli.options import final_option, json_option
from newsletter.cli.progress import Progress
from newsletter.cli.report import (
    Exit,
    error_json,
    exit_code,
    render_all,
    render_error,
)
from newsletter.cli.session import Misuse, Outcome, Session, dates_of, existing
from newsletter.cli.shape import Command, Option
from newsletter.desk.check import placeholder_problems
from newsletter.desk.finality import final_problems
from newsletter.errors import InputError, NewsletterError, Problem, Severity, Text
from newsletter.manifest import load_issue
from newsletter.model.issue import Issue
from newsletter.model.report import EditionReport, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What became of one issue: a report, or an error."""

    date: date
    report: Report | None = None
    was_current: bool = False
    """Whether nothing had to be made."""

    doubts: tuple[Problem, ...] = ()
    """What ``--final`` warns of and does not refuse."""

    error: NewsletterError | None = None
    proof: Path | None = None
    """The page proof, where one is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What is asked for of one issue."""

    day: date
    editions: tuple[str, ...]
    force: bool
    final: bool
    proof: bool


def build(
    session: Session,
    days: tuple[str, ...],
    only: str,
    *,
    every: bool,
    force: bool,
    final: bool,
    proof: bool,
    as_json: bool,
) -> Outcome:
    """Build issues one after another; one with problems does not stop the others."""
    project, editions = session.project, _editions(only)
    is_watched = session.is_watched and not as_json
    built: list[Built] = []
    for day in _chosen(project, days, every=every):
        with _progress(session, day, is_watched=is_watched) as progress:
            order = _Order(
                day=day, editions=editions, force=force, final=final, proof=proof
            )
            built.append(_build(session, project, order, progress))
        if _exit(built[-1]) is Exit.OUTSIDE:
            break
    return Outcome(
        text="\n".join(_told(session, project, one) for one in built),
        document={"issues": [_plain(one, session.language) for one in built]},
        exit=max((_exit(one) for one in built), default=Exit.DONE),
    )


def _chosen(project: Path, days: tuple[str, ...], *, every: bool) -> tuple[date, ...]:
    if every == bool(days):
        raise Misuse(
            Text("请写一个或几个日期，或者 --all", "give one or more dates, or --all"),
            Text("newsletter build --help", "newsletter build --help"),
        )
    if every:
        return dates_of(project)
    return tuple(dict.fromkeys(existing(project, day) for day in days))


def _editions(only: str) -> tuple[str, ...]:
    known = (*EDITIONS, *ON_REQUEST)
    names = tuple(name.strip() for name in only.split(","))
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.5)
            raise Misuse(
                Text(f"没有“{name}”这一版", f"no such edition: {name!r}"),
                Text(f"是不是 {near[0]}？", f"did you mean {near[0]}?")
                if near
                else Text(f"有 {'、'.join(known)}", f"there are {', '.join(known)}"),
            )
    return names


@contextmanager
def _progress(
    session: Session, day: date, *, is_watched: bool
) -> Iterator[Progress | None]:
    if not is_watched:
        yield None
        return
    click.echo(day.isoformat(), err=True)
    progress = Progress(session.language, lambda s: click.echo(s, nl=False, err=True))
    yield progress
    progress.done()


def _build(
    session: Session, project: Path, order: _Order, progress: Progress | None
) -> Built:
    day, editions = order.day, order.editions
    doubts: tuple[Problem, ...] = ()
    try:
        issue = _warned(load_issue(project / "issues" / day.isoformat()))
        if order.final:
            doubts = _doubts(issue)
        if not order.force and (report := finished_report(issue, only=editions)):
            return Built(
                date=day,
                report=report,
                was_current=True,
                doubts=doubts,
                proof=_proof(project, issue, order),
            )
        # Loaded only now: what is current already need not wait for the press.
        door = import_module("newsletter.build.issue")
        report = door.build_issue(
            issue,
            only=editions,
            progress=progress,
            now=session.clock(),
            force=order.force,
        )
        proof = _proof(project, issue, order)
        return Built(date=day, report=report, doubts=doubts, proof=proof)
    except NewsletterError as error:
        return Built(date=day, error=error)


def _proof(project: Path, issue: Issue, order: _Order) -> Path | None:
    """Make the page proof if it is asked for; the press is loaded only then."""
    if not order.proof:
        return None
    door = import_module("newsletter.cli.proofs")
    path: Path = door.write_proof(project, issue)
    return path


def _doubts(issue: Issue) -> tuple[Problem, ...]:
    """Raise what keeps an issue from print, warnings beside it; else the warnings."""
    found = final_problems(issue)
    if any(problem.severity is Severity.ERROR for problem in found):
        raise InputError(found)
    return found


def _warned(issue: Issue) -> Issue:
    """Warn of articles still to be written; a proof may be wanted before they are."""
    unwritten = (
        replace(problem, severity=Severity.WARNING)
        for problem in placeholder_problems(issue)
    )
    return replace(issue, problems=(*issue.problems, *unwritten))


def _exit(built: Built) -> Exit:
    return exit_code(built.error) if built.error else Exit.DONE


def _problems(report: Report) -> tuple[Problem, ...]:
    return (*report.problems, *(p for one in report.editions for p in one.problems))


def _told(session: Session, project: Path, built: Built) -> str:
    if built.report is None:
        refusal = session.say(f"{built.date}：没有生成", f"{built.date}: not built")
        return (
            f"{render_error(built.error or Exception(), session.language)}\n{refusal}"
        )
    folder = project / "build" / built.date.isoformat()
    lines: tuple[str, ...]
    if built.was_current:
        same = session.say(
            f"{built.date}：没有变化，{folder}",
            f"{built.date}: nothing has changed, {folder}",
        )
        lines = (render_all(built.doubts, session.language), same)
    else:
        problems = (*built.doubts, *_problems(built.report))
        lines = (
            render_all(problems, session.language),
            *(_line(session, one) for one in built.report.editions),
            session.say(f"{built.date}：{folder}", f"{built.date}: {folder}"),
        )
    proof = session.say(f"校样：{built.proof}", f"proof: {built.proof}")
    return "\n".join(filter(None, (*lines, proof if built.proof else "")))


def _line(session: Session, edition: EditionReport) -> str:
    name, count = f"  {edition.edition:5}", len(edition.files)
    size = sum(size for _, size in edition.files) / 1e6
    return session.say(
        f"{name} {count} 个文件  {size:.1f} MB  {edition.seconds:.1f} 秒",
        f"{name} {count} files  {size:.1f} MB  {edition.seconds:.1f} s",
    )


def _plain(built: Built, language: str) -> dict[str, Any]:
    if built.error:
        return {"date": built.date.isoformat(), **error_json(built.error, language)}
    report = asdict(built.report) if built.report else {}
    proof = {"proof": built.proof.as_posix()} if built.proof else {}
    return {"ok": True, "exit": 0, "unchanged": built.was_current, **report, **proof}


command = Command(
    "build",
    build,
    [
        click.Argument(["days"], metavar="DATE...", nargs=-1, shell_complete=dates),
        Option(
            ["--all", "every"],
            Text("所有各期，从最早的开始", "Every issue, the oldest first."),
            is_flag=True,
        ),
        Option(
            ["--only"],
            Text(
                "只做其中几版；wechat（公众号）须点名才做",
                "Some editions only; wechat is made on request.",
            ),
            default=",".join(EDITIONS),
            shell_complete=lists_of((*EDITIONS, *ON_REQUEST)),
            show_default=True,
            metavar="LIST",
        ),
        Option(
            ["--force"],
            Text("即使没有变化也重做", "Make it even if nothing has changed."),
            is_flag=True,
        ),
        Option(
            ["--proof"],
            Text(
                "另做一份给人看的大样：版框、行号、溢出和评分，放在 build/proofs/",
                "Also a page proof to look at: frames, lines, overset and scores, in "
                "build/proofs/.",
            ),
            is_flag=True,
        ),
        final_option(),
        json_option(),
    ],
    about=Text(
        "生成各版，放进 build/；没有变化的不重做，出错时上一次的结果不动。",
        "Make the editions and put them into build/. What has not changed is not made "
        "again; a build that fails leaves the last one as it was.",
    ),
    examples=(
        "newsletter build 2021-11-23",
        "newsletter build 2021-11-23 --final",
        "newsletter build 2021-11-23 --proof",
        "newsletter build --all --only email,feeds",
        "newsletter build 2021-11-23 --json",
    ),
)
