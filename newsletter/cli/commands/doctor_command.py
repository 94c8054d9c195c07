"""``newsletter doctor``: what this machine lacks, and what helps."""

import os
from dataclasses import asdict
from typing import Any

import click

from newsletter.cli.circulation_check import circulation_findings
from newsletter.cli.options import json_option
from newsletter.cli.report import Exit
from newsletter.cli.session import Misuse, Outcome, Session
from newsletter.cli.shape import Command
from newsletter.desk.doctor import examine
from newsletter.desk.examined import Finding
from newsletter.errors import Severity, Text

_MARKS = {
    None: ("✓", "green"),
    Severity.HINT: ("·", "cyan"),
    Severity.WARNING: ("!", "yellow"),
    Severity.ERROR: ("✗", "red"),
}


def doctor(session: Session, *, as_json: bool) -> Outcome:
    """Examine the machine, and the paper if there is one."""
    del as_json
    try:
        project = session.project
    except Misuse:
        project = None
    now = session.clock().astimezone()
    findings = examine(project, now, os.environ)
    if project:
        findings += tuple(circulation_findings(project, os.environ))
    is_ill = any(one.severity is Severity.ERROR for one in findings)
    return Outcome(
        text="\n".join(_told(session, one) for one in findings),
        document={"findings": [_plain(session, one) for one in findings]},
        exit=Exit.OUTSIDE if is_ill else Exit.DONE,
    )


def _told(session: Session, finding: Finding) -> str:
    mark, colour = _MARKS[finding.severity]
    name = finding.name.said_in(session.language)
    line = f"{click.style(mark, fg=colour)} {name}: {_found(session, finding)}"
    cure = finding.cure.said_in(session.language)
    return f"{line}\n  {session.say('办法：', 'cure: ')}{cure}" if cure else line


def _found(session: Session, finding: Finding) -> str:
    found = finding.found
    return found if isinstance(found, str) else found.said_in(session.language)


def _plain(session: Session, finding: Finding) -> dict[str, Any]:
    return asdict(finding) | {"found": _found(session, finding)}


command = Command(
    "doctor",
    doctor,
    [json_option()],
    about=Text(
        "查这台机器能不能出报：程序库、程序、字体、能写的文件夹、空间、时区，"
        "印厂、网站、邮件中继和数据库连不连得上；缺什么怎么补。什么也不改，什么也不发。",
        "Tell whether this machine can make the paper: libraries, programs, fonts, "
        "folders, space, time zone; whether print shops, hosts of the web edition, "
        "relay and database answer; and what helps where they do not. Nothing is sent.",
    ),
    examples=("newsletter doctor", "newsletter doctor --json"),
)
