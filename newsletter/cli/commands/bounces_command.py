"""``newsletter bounces``: what came back, taken in."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click

from newsletter.circulation.bounces.imap import account_of, letters_at
from newsletter.circulation.bounces.intake import Intake, Tally
from newsletter.circulation.bounces.notices import events_of
from newsletter.circulation.bounces.policy import Measure
from newsletter.circulation.bounces.sources import Letter, letters_from, letters_in
from newsletter.circulation.bounces.values import Kind
from newsletter.cli.circulation import database_option, office
from newsletter.cli.options import json_option
from newsletter.cli.session import Outcome, Session
from newsletter.cli.shape import Command, Group
from newsletter.errors import Text

_PASSWORD = "NEWSLETTER_IMAP_PASSWORD"  # noqa: S105  (a name, not a secret)
_EVERY = 500

_KINDS = {
    Kind.HARD: Text("永久失败", "hard"),
    Kind.SOFT: Text("暂时失败", "soft"),
    Kind.BLOCK: Text("被服务商拒收", "blocked by the provider"),
    Kind.THROTTLE: Text("服务商限流", "throttled by the provider"),
    Kind.COMPLAINT: Text("投诉", "complaints"),
    Kind.LEAVE: Text("来信退订", "goodbyes by mail"),
    Kind.AUTO: Text("自动回复", "automatic replies"),
}
_MEASURES = {
    Measure.SUPPRESS: Text("停发", "suppressed"),
    Measure.UNSUBSCRIBE: Text("退订", "unsubscribed"),
    Measure.TELL: Text(
        "请查看：服务商针对的是本报，不是读者",
        "to look at: the provider minds the paper, not the reader",
    ),
}


def ingest(session: Session, source: str, database: str, *, as_json: bool) -> Outcome:
    """Take in letters that came back."""
    is_watched = session.is_watched and not as_json
    with office(session, database) as desk:
        intake = Intake(desk.store, desk.keys)
        for number, letter in enumerate(_letters(source), start=1):
            intake.take(events_of(letter.raw), desk.at)
            # Whoever else reads the mailbox may have moved it: the store knows it.
            with suppress(FileNotFoundError):
                letter.done()
            if is_watched and number % _EVERY == 0:
                click.echo(f"  {number} …", err=True)
    return Outcome(text=_told(session, intake.tally), document=_plain(intake.tally))


def _letters(source: str) -> Iterator[Letter]:
    if source == "-":
        return letters_from(sys.stdin.buffer)
    if source.partition("://")[0] in {"imap", "imaps"}:
        return letters_at(account_of(source, os.environ.get(_PASSWORD, "")))
    return letters_in(Path(source))


def _told(session: Session, tally: Tally) -> str:
    lines = [
        f"{_KINDS[kind].said_in(session.language)}: {count}"
        for kind, count in tally.kinds.items()
    ]
    lines += [
        f"  {_MEASURES[measure].said_in(session.language)}: {count}"
        for measure, count in tally.measures.items()
    ]
    others = (
        (tally.strangers, Text("认不出读者，不作处理", "of no reader of ours, left")),
        (tally.again, Text("已经登记过", "on record already")),
        (tally.silent, Text("没有内容可登记的信", "letters that tell nothing")),
    )
    lines += [f"{text.said_in(session.language)}: {n}" for n, text in others if n]
    return "\n".join(lines) or session.say("没有新的退信", "nothing came back")


def _plain(tally: Tally) -> dict[str, object]:
    return {
        "kinds": {kind.value: count for kind, count in tally.kinds.items()},
        "measures": {one.value: count for one, count in tally.measures.items()},
        "strangers": tally.strangers,
        "again": tally.again,
        "silent": tally.silent,
    }


_INGEST = Command(
    "ingest",
    ingest,
    [
        click.Argument(["source"], metavar="SOURCE"),
        database_option(),
        json_option(),
    ],
    about=Text(
        "登记退信、投诉和来信退订。SOURCE 是 Maildir、mbox、.eml 文件或文件夹，"
        "imaps://用户@主机/文件夹（密码在环境变量 NEWSLETTER_IMAP_PASSWORD），"
        "或 -（从标准输入读一封）",
        "Take in bounces, complaints and goodbyes by mail. SOURCE is a Maildir, an "
        "mbox, .eml files or a folder of them, imaps://user@host/folder with the "
        "password in NEWSLETTER_IMAP_PASSWORD, or - for one letter on standard input",
    ),
    examples=(
        "newsletter bounces ingest /var/mail/bounces/",
        "newsletter bounces ingest imaps://bounces@mail.example.org/INBOX",
        "newsletter bounces ingest - < letter.eml",
    ),
)

command = Group(
    "bounces", (_INGEST,), about=Text("退信和投诉", "what comes back from readers")
)
