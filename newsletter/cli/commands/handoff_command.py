"""``newsletter handoff``: the press files go to the print shop."""

from typing import Any

import click

from newsletter.build.handoff import Handoff, Means, hand_off
from newsletter.build.issue import load_issue
from newsletter.cli.completion import printers
from newsletter.cli.options import date_argument, json_option
from newsletter.cli.report import problems_json, render_all
from newsletter.cli.session import Outcome, Session, existing
from newsletter.cli.shape import Command, Option
from newsletter.errors import Text
from newsletter.press.handoff.deliver import Answer
from newsletter.press.handoff.values import Parcel


def handoff(
    session: Session,
    day: str,
    to: str,
    doubtful: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> Outcome:
    """Send what the shop does not have yet."""
    date = existing(session.project, day)
    issue = load_issue(session.project / "issues" / date.isoformat())
    is_watched = session.is_watched and not as_json
    done = hand_off(
        issue,
        to,
        rehearse=dry_run,
        answer=Answer(doubtful) if doubtful else None,
        means=Means(clock=session.clock, tell=_Teller(session, is_heard=is_watched)),
    )
    return Outcome(text=_told(session, done), document=_plain(done))


class _Teller:
    """Writes a line for each file as it begins."""

    def __init__(self, session: Session, *, is_heard: bool) -> None:
        self._session = session
        self._is_heard = is_heard

    def __call__(self, parcel: Parcel, there: int) -> None:
        if not self._is_heard:
            return
        line = f"  {parcel.name}"
        if there:
            line += self._session.say(
                f"  从第 {there} 字节接着传", f"  goes on at byte {there}"
            )
        click.echo(line, err=True)


def _told(session: Session, done: Handoff) -> str:
    sent, every = len(done.plan.wanted), len(done.plan.parcels)
    names = (f"  {parcel.name}  {parcel.size} B" for parcel in done.plan.wanted)
    if done.is_rehearsal:
        last = session.say(
            f"{done.date}：要发 {sent} 个文件，{every - sent} 个已在印厂；"
            f"还没有发  {done.where}",
            f"{done.date}: {sent} files to send, {every - sent} are there already; "
            f"nothing was sent  {done.where}",
        )
    else:
        last = session.say(
            f"{done.date}：已发 {sent} 个文件，{every - sent} 个原已在印厂"
            f"  {done.where}",
            f"{done.date}: {sent} files sent, {every - sent} were there already  "
            f"{done.where}",
        )
    problems = render_all(done.problems, session.language)
    return "\n".join(filter(None, (problems, *names, last)))


def _plain(done: Handoff) -> dict[str, Any]:
    wanted = {parcel.name for parcel in done.plan.wanted}
    new = "wanted" if done.is_rehearsal else "sent"
    return {
        "date": done.date,
        "printer": done.printer,
        "where": done.where,
        "dry_run": done.is_rehearsal,
        "files": [
            {
                "name": parcel.name,
                "kind": parcel.kind.value,
                "page": parcel.page or None,
                "version": parcel.version,
                "size": parcel.size,
                "sha256": parcel.sha256,
                "state": new if parcel.name in wanted else "there",
            }
            for parcel in done.plan.parcels
        ],
        "problems": problems_json(done.problems),
    }


command = Command(
    "handoff",
    handoff,
    [
        date_argument(),
        Option(
            ["--to"],
            Text(
                "印刷方案的名称（默认：publication.yaml 的 printer）",
                "Name of a printer profile; the publication's own when left out.",
            ),
            default="",
            metavar="PROFILE",
            shell_complete=printers,
        ),
        Option(
            ["--doubtful"],
            Text(
                "中断时不知到没到的邮件：arrived 已到，again 再发",
                "A mail that may have arrived or not: what the shop says.",
            ),
            type=click.Choice([answer.value for answer in Answer]),
        ),
        Option(
            ["--dry-run"],
            Text("只说要发什么，不发", "Tell what would be sent, and send nothing."),
            is_flag=True,
        ),
        json_option(),
    ],
    about=Text(
        "把印厂文件放进印厂的文件夹、SFTP 或邮箱。只发印厂还没有的：断了从断处接着传，"
        "换过的版用新版号；工单最后发。都记在 build/DATE/handoff.json 里。",
        "Put the press files into the print shop's folder, SFTP server or mailbox. "
        "Only what the shop lacks is sent: a broken transfer goes on where it stopped, "
        "a replaced page gets the next version, the ticket comes last. All of it "
        "stands in build/DATE/handoff.json.",
    ),
    examples=(
        "newsletter handoff 2021-11-23 --dry-run",
        "newsletter handoff 2021-11-23 --to newsprint",
        "newsletter handoff 2021-11-23 --json",
    ),
)
