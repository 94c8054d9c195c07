"""``newsletter publish``: the web edition goes to its host."""

from typing import Any

import click

from newsletter.build.publishing import Published, PublishMeans, publish_site
from newsletter.cli.options import json_option
from newsletter.cli.report import problems_json, render_all
from newsletter.cli.session import Outcome, Session
from newsletter.cli.shape import Command, Option
from newsletter.errors import Text
from newsletter.manifest import load_publication


def publish(session: Session, to: str, *, dry_run: bool, as_json: bool) -> Outcome:
    """Send what the host lacks of the web edition."""
    is_heard = session.is_watched and not as_json and not dry_run

    def tell(path: str) -> None:
        if is_heard:
            click.echo(f"  {path}", err=True)

    done = publish_site(
        load_publication(session.project),
        to,
        rehearse=dry_run,
        means=PublishMeans(clock=session.clock, tell=tell),
    )
    return Outcome(text=_told(session, done), document=_plain(done))


def _told(session: Session, done: Published) -> str:
    sent, gone = len(done.shipment.wanted), len(done.shipment.gone)
    there, size = done.shipment.there, _megabytes(done)
    names: list[str] = []
    if done.is_rehearsal:
        names = [f"  + {file.path}" for file in done.shipment.wanted]
        names += [f"  - {path}" for path in done.shipment.gone]
        last = session.say(
            f"{done.host}：要发 {sent} 个文件（{size} MB），要删 {gone} 个，"
            f"{there} 个已在；还没有发  {done.where}",
            f"{done.host}: {sent} files to send ({size} MB), {gone} to remove, "
            f"{there} are there already; nothing was sent  {done.where}",
        )
    else:
        last = session.say(
            f"{done.host}：已发 {sent} 个文件（{size} MB），删去 {gone} 个，"
            f"{there} 个原已在{_hub(session, done)}  {done.where}",
            f"{done.host}: {sent} files sent ({size} MB), {gone} removed, "
            f"{there} were there already{_hub(session, done)}  {done.where}",
        )
    problems = render_all(done.problems, session.language)
    return "\n".join(filter(None, (problems, *names, last)))


def _hub(session: Session, done: Published) -> str:
    if not done.told:
        return ""
    count = len(done.told)
    return session.say(
        f"；已通知推送中心 {count} 个订阅源", f"; the hub was told of {count} feeds"
    )


def _megabytes(done: Published) -> str:
    size = sum(file.stamp.size for file in done.shipment.wanted)
    return f"{size / 1_000_000:.1f}"


def _plain(done: Published) -> dict[str, Any]:
    return {
        "host": done.host,
        "where": done.where,
        "dry_run": done.is_rehearsal,
        "wanted" if done.is_rehearsal else "sent": [
            {"path": file.path, "size": file.stamp.size, "sha256": file.stamp.sha256}
            for file in done.shipment.wanted
        ],
        "removed": list(done.shipment.gone),
        "there": done.shipment.there,
        "told": list(done.told),
        "problems": problems_json(done.problems),
    }


command = Command(
    "publish",
    publish,
    [
        Option(
            ["--to"],
            Text(
                "publish 中一项的名称；只有一项时不用写",
                "Name of an entry under publish; not needed when there is one only.",
            ),
            default="",
            metavar="NAME",
        ),
        Option(
            ["--dry-run"],
            Text(
                "只说要发什么、删什么，不动手",
                "Tell what would be sent and removed, and do nothing.",
            ),
            is_flag=True,
        ),
        json_option(),
    ],
    about=Text(
        "把 build/site 发布到 publication.yaml 的 publish 写明的地方：文件夹、SFTP、"
        "rsync 或 S3 存储桶。只发对方没有的：先新文件，再目录页，订阅源最后，然后"
        "删去已撤的。断了再运行一次，从断处接着发。",
        "Put build/site where publish in publication.yaml says: a folder, SFTP, rsync "
        "or an S3 bucket. Only what the host lacks is sent: new files first, then "
        "pages that lead to them, feeds last; then what is gone is removed. After a "
        "break, run it again: it goes on where it stopped.",
    ),
    examples=(
        "newsletter publish --dry-run",
        "newsletter publish",
        "newsletter publish --to main --json",
    ),
)
