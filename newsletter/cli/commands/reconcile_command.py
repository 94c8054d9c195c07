"""``newsletter reconcile``: the relay's log settles what is held."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from newsletter.circulation.campaign.campaigns import by_id, the_campaign
from newsletter.circulation.campaign.editions import letters_of
from newsletter.circulation.campaign.letters import Letters
from newsletter.circulation.campaign.orders import Campaign
from newsletter.circulation.campaign.protocol import Stage
from newsletter.circulation.campaign.reconcile import Reconciled, reconcile
from newsletter.circulation.campaign.relay_log import RelayLog
from newsletter.circulation.tokens import Tokens
from newsletter.cli.campaign import campaign_name, means_of
from newsletter.cli.campaign_run import carried_out
from newsletter.cli.circulation import Office, database_option, office
from newsletter.cli.options import date_argument, json_option
from newsletter.cli.session import Outcome, Session
from newsletter.cli.shape import Command, Option
from newsletter.errors import Text


def reconcile_held(
    session: Session, day: str, log: Path, database: str, **said: Any
) -> Outcome:
    """Settle what is held, and send what the relay never took."""
    with office(session, database) as books:
        campaign = the_campaign(books.store, campaign_name(session, day))
        letters = letters_of(session.project, campaign.issue)
        done = reconcile(
            books.store,
            campaign,
            _read(session, log),
            partial(_name, letters, Tokens(books.keys)),
            is_whole=said["whole"],
        )
        told = _told(session, done)
        if not done.queued:
            return Outcome(text=told, document=_plain(done))
        return _resent(session, books, campaign, done, tells=not said["as_json"])


def _resent(
    session: Session,
    books: Office,
    campaign: Campaign,
    done: Reconciled,
    *,
    tells: bool,
) -> Outcome:
    campaign = by_id(books.store, campaign.id)
    told = _told(session, done)
    if campaign.stage is not Stage.RUNNING:
        return Outcome(text=told, document=_plain(done))
    means = means_of(session, books)
    outcome = carried_out(session, books, means, campaign, tells=tells)
    return Outcome(
        text=f"{told}\n{outcome.text}",
        document={**_plain(done), "campaign": outcome.document},
    )


def _read(session: Session, path: Path) -> RelayLog:
    now = session.clock().astimezone()
    with path.open(encoding="utf-8", errors="replace") as lines:
        return RelayLog.read(lines, now)


def _name(letters: Letters, tokens: Tokens, subscriber: int) -> str:
    return letters.message_name(letters.token(tokens, subscriber))


def _told(session: Session, done: Reconciled) -> str:
    sent, queued, held = len(done.sent), len(done.queued), len(done.held)
    words = session.say(
        f"中继已收下 {sent} 封，没有收到 {queued} 封（现在发送），仍存疑 {held} 封",
        f"{sent} were taken by the relay, {queued} were not and go now, {held} are "
        "still in doubt",
    )
    if held:
        words += session.say(
            "：日志没有盖住全部时间；确实完整时加 --whole",
            ": the log does not cover the whole time; if it does, add --whole",
        )
    return "\n".join((words, *(f"  {address}" for address in done.held)))


def _plain(done: Reconciled) -> dict[str, Any]:
    return {
        "sent": list(done.sent),
        "queued": list(done.queued),
        "held": list(done.held),
    }


command = Command(
    "reconcile",
    reconcile_held,
    [
        date_argument(),
        click.Argument(
            ["log"],
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            metavar="LOG",
        ),
        Option(
            ["--whole"],
            Text(
                "日志从开始发送到现在一行不缺",
                "The log lacks nothing from the campaign's beginning until now.",
            ),
            is_flag=True,
        ),
        database_option(),
        json_option(),
    ],
    about=Text(
        "用中继的日志（Postfix 格式）按 Message-ID 核对存疑的信：收下的记为已发，"
        "没收下的现在发。",
        "Settle held mail from the relay's log, as Postfix writes it, by Message-ID: "
        "what it took counts as sent, what it did not goes now.",
    ),
    examples=("newsletter reconcile 2021-11-23 /var/log/mail.log",),
)
