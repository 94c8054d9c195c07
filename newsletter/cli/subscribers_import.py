"""``newsletter subscribers import``."""

import csv
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

import click

from newsletter.circulation.files import (
    Imported,
    Plan,
    Refusal,
    import_people,
)
from newsletter.cli.circulation import Office, database_option, office
from newsletter.cli.files import file_type, written_file
from newsletter.cli.options import json_option
from newsletter.cli.report import Exit
from newsletter.cli.session import Outcome, Session
from newsletter.cli.shape import Command, Option
from newsletter.errors import Text

_SHOWN = 20
_LISTED = 1_000
"""Refused rows that ``--json`` names; ``--report`` has them all."""


class _Refusals:
    """Keeps the first refused rows, counts the rest, and writes all to a report."""

    def __init__(self, language: str, report: TextIO | None) -> None:
        self._language = language
        self._writer = csv.writer(report) if report else None
        self.first: list[Refusal] = []
        self.counts: Counter[str] = Counter()
        if self._writer:
            self._writer.writerow(("line", "address", "code", "reason"))

    def __call__(self, one: Refusal) -> None:
        self.counts[one.code] += 1
        if len(self.first) < _LISTED:
            self.first.append(one)
        if self._writer:
            reason = one.what.said_in(self._language)
            self._writer.writerow((one.line, one.address, one.code, reason))


def import_list(session: Session, file: Path, **options: Any) -> Outcome:
    """Take a list in."""
    with ExitStack() as stack:
        desk = stack.enter_context(office(session, options["database"]))
        report = options["report"]
        stream = stack.enter_context(written_file(report)) if report else None
        refusals = _Refusals(session.language, stream)
        is_watched = session.is_watched and not options["as_json"]
        plan = _plan(desk, file, options)
        done = import_people(
            desk.store, desk.keys, plan, desk.at, refusals, _Counter(is_watched)
        )
    return Outcome(
        text=_told(session, done, refusals, report),
        document={**_plain(done), "refusals": _listed(refusals, session)},
        exit=Exit.INPUT if done.refused else Exit.DONE,
    )


class _Counter:
    """Shows how far an import has come, on one line of a terminal."""

    def __init__(self, is_watched: bool) -> None:  # noqa: FBT001
        self._is_watched = is_watched

    def __call__(self, rows: int) -> None:
        if self._is_watched:
            click.echo(f"\r  {rows:,} ", nl=False, err=True)


def _plan(desk: Office, file: Path, options: dict[str, Any]) -> Plan:
    paper = desk.publication
    sections = {s.name: s.slug for s in paper.sections}
    return Plan(
        path=file,
        consent=options["consent"],
        sections=sections | {s.slug: s.slug for s in paper.sections},
        language=paper.language,
        encoding=options["encoding"],
        fallback="gb18030" if paper.is_chinese else "cp1252",
        delimiter=options["delimiter"],
        is_rehearsal=options["dry_run"],
    )


def _line(refusal: Refusal) -> int:
    return refusal.line


def _told(
    session: Session, done: Imported, refusals: _Refusals, report: Path | None
) -> str:
    lines = [
        f"{one.line}: {one.address or '-'}  {one.what.said_in(session.language)}"
        for one in sorted(refusals.first, key=_line)[:_SHOWN]
    ]
    refused = refusals.counts.total()
    if refused > _SHOWN:
        rest = refused - _SHOWN
        lines.append(
            session.say(
                f"……还有 {rest} 行没有收（--report 写出全部）",
                f"… and {rest} more refused rows (--report writes them all)",
            )
        )
    if report:
        lines.append(str(report))
    verb = session.say("试算：", "rehearsal: ") if done.is_rehearsal else ""
    lines.append(
        verb
        + session.say(
            f"读 {done.read} 行，新增 {done.added}，更改 {done.changed}，"
            f"不变 {done.unchanged}，未收 {refused}（{done.encoding}）",
            f"{done.read} rows read, {done.added} added, {done.changed} changed, "
            f"{done.unchanged} unchanged, {refused} refused ({done.encoding})",
        )
    )
    return "\n".join(lines)


def _plain(done: Imported) -> dict[str, Any]:
    return {
        "import": done.id,
        "dry_run": done.is_rehearsal,
        "encoding": done.encoding,
        "delimiter": done.delimiter,
        "columns": dict(done.kept_as),
        "read": done.read,
        "added": done.added,
        "changed": done.changed,
        "unchanged": done.unchanged,
        "refused": dict(done.refused),
    }


def _listed(refusals: _Refusals, session: Session) -> list[dict[str, Any]]:
    return [
        {
            "line": one.line,
            "address": one.address,
            "code": one.code,
            "text": one.what.said_in(session.language),
        }
        for one in sorted(refusals.first, key=_line)
    ]


import_command = Command(
    "import",
    import_list,
    [
        click.Argument(["file"], metavar="FILE", type=file_type()),
        Option(
            ["--consent"],
            Text(
                "读者在哪里同意的，如“2021 年读者节登记表”",
                "Where these readers said yes, such as “city fair 2021, paper form”.",
            ),
            default="",
            metavar="TEXT",
        ),
        Option(
            ["--encoding"],
            Text("编码（默认：自动判断）", "Encoding; found out when left out."),
            default="",
            metavar="NAME",
        ),
        Option(
            ["--delimiter"],
            Text("分隔符（默认：自动判断）", "Delimiter; found out when left out."),
            default="",
            metavar="MARK",
        ),
        Option(
            ["--report"],
            Text("把没有收的行写成 CSV", "Write all refused rows as CSV."),
            type=file_type(),
            metavar="FILE",
        ),
        Option(
            ["--dry-run"],
            Text("只说会怎样，不改动", "Tell what would happen, and change nothing."),
            is_flag=True,
        ),
        database_option(),
        json_option(),
    ],
    about=Text(
        "导入 CSV 或 JSON Lines 名单，编码和分隔符自动判断。每位读者须有同意的来源；"
        "退订的、不得收信的不会因此回来；同一名单再导入不变。有行没有收，以 1 结束。",
        "Import a list of readers as CSV or JSON Lines in any encoding. Each needs a "
        "source of consent; nobody who has unsubscribed or is suppressed comes back; "
        "the same list again changes nothing. Ends with 1 if rows were refused.",
    ),
    examples=(
        "newsletter subscribers import list.csv --consent '2021 读者节' --dry-run",
        "newsletter subscribers import list.csv --consent 'city fair' --report bad.csv",
    ),
)
