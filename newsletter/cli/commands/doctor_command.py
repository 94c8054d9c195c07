"""``newsletter doctor``: what this machine lacks, and what helps."""

from dataclasses import asdict

import click

from newsletter.cli.options import json_option
from newsletter.cli.report import Exit
from newsletter.cli.session import Misuse, Outcome, Session
from newsletter.cli.shape import Command
from newsletter.desk.doctor import Finding, examine
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
    findings = examine(project, session.clock().astimezone())
    is_ill = any(one.severity is Severity.ERROR for one in findings)
    return Outcome(
        text="\n".join(_told(session, one) for one in findings),
        document={"findings": [asdict(one) for one in findings]},
        exit=Exit.OUTSIDE if is_ill else Exit.DONE,
    )


def _told(session: Session, finding: Finding) -> str:
    mark, colour = _MARKS[finding.severity]
    name = finding.name.said_in(session.language)
    line = f"{click.style(mark, fg=colour)} {name}: {finding.found}"
    cure = finding.cure.said_in(session.language)
    return f"{line}\n  {session.say('办法：', 'cure: ')}{cure}" if cure else line


command = Command(
    "doctor",
    doctor,
    [json_option()],
    about=Text(
        "查这台机器能不能出报：程序库、字体、能写的文件夹、空间、时区；缺什么怎么补。",
        "Tell whether this machine can make the paper: libraries, fonts, folders, "
        "space, time zone; and what helps where it cannot.",
    ),
    examples=("newsletter doctor", "newsletter doctor --json"),
)
