"""``newsletter send``: an issue to every reader, once."""

import os
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from newsletter.circulation.campaign.campaigns import draft, schedule, start
from newsletter.circulation.campaign.editions import letters_of
from newsletter.circulation.campaign.letters import Letters
from newsletter.circulation.campaign.orders import AGAIN, Audience, Order
from newsletter.circulation.campaign.passwords import password_of
from newsletter.circulation.campaign.plan import plan_of
from newsletter.circulation.campaign.protocol import Policy
from newsletter.circulation.campaign.refusals import CampaignError
from newsletter.circulation.campaign.trial import send_one
from newsletter.circulation.tokens import Tokens
from newsletter.circulation.weeks import days_of, is_week
from newsletter.cli.campaign import campaign_name, means_of, plain_campaign, relay_of
from newsletter.cli.campaign_plan import planned
from newsletter.cli.campaign_run import carried_out
from newsletter.cli.circulation import Office, database_option, office
from newsletter.cli.options import date_argument, json_option
from newsletter.cli.session import Misuse, Outcome, Session, existing
from newsletter.cli.shape import Command, Option
from newsletter.desk.check import check_issue
from newsletter.desk.finality import final_problems
from newsletter.errors import InputError, Severity, Text
from newsletter.manifest import load_issue
from newsletter.model.circulation import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was typed."""

    day: str
    test: str
    dry_run: bool
    at: str
    again: str | None
    expect: int | None
    policy: str
    digest: str | None
    database: str
    as_json: bool

    @property
    def audience(self) -> Audience:
        """Who is meant."""
        if self.again:
            return Audience(self.again)
        return Audience.WEEKLY if self.is_weekly else Audience.READERS

    @property
    def is_weekly(self) -> bool:
        """Whether a week's digest is meant."""
        return bool(self.digest) or is_week(self.day)


def send(session: Session, day: str, **said: Any) -> Outcome:
    """Send an issue, or say what would be sent."""
    wish = Wish(day=day, **said)
    name = campaign_name(session, day, weekly=wish.is_weekly)
    with office(session, wish.database) as books:
        _refuse_faulty(session, books, name)
        letters = letters_of(session.project, name)
        if wish.test:
            return _tried(session, books, letters, wish.test)
        plan = plan_of(books.store, letters, wish.audience, relay_of(books), books.at)
        if wish.dry_run:
            return planned(session, name, plan)
        order = Order(
            issue=name,
            audience=wish.audience,
            policy=Policy(wish.policy),
            edition=letters.edition,
            empty=plan.empty,
            expect=wish.expect,
            scheduled_at=_moment(session, books, wish.at) if wish.at else None,
        )
        return _sent(session, books, order, tells=not wish.as_json)


def _sent(session: Session, books: Office, order: Order, *, tells: bool) -> Outcome:
    means = means_of(session, books)
    campaign = draft(books.store, order)
    if order.scheduled_at is None:
        campaign = start(books.store, campaign, order, books.at)
        return carried_out(session, books, means, campaign, tells=tells)
    campaign = schedule(books.store, campaign, order)
    return Outcome(
        text=session.say(
            f"{campaign.issue} 已定时；到时须有 newsletter worker 在运行",
            f"{campaign.issue} is scheduled; a newsletter worker must run at that time",
        ),
        document=plain_campaign(campaign),
    )


def _tried(session: Session, books: Office, letters: Letters, address: str) -> Outcome:
    relay = relay_of(books)
    password = password_of(relay, os.environ)
    answer = send_one(relay, password, letters, Tokens(books.keys), address)
    return Outcome(
        text=session.say(
            f"已试发给 {address}：{answer}", f"sent to {address} as a test: {answer}"
        ),
        document={"test": address, "answer": answer},
    )


def _refuse_faulty(session: Session, books: Office, name: str) -> None:
    """Refuse issues that fail ``check``, or are not signed off where they must be.

    Raises:
        InputError: carries every problem.
        CampaignError: a digest that the paper does not offer.
    """
    issues = session.project / "issues"
    if not is_week(name):
        _refuse_issue(session, books, existing(session.project, name).isoformat())
        return
    if books.publication.circulation.digest is not Digest.WEEKLY:
        raise _no_digest()
    for day in days_of(name):
        if (issues / day.isoformat() / "issue.yaml").exists():
            _refuse_issue(session, books, day.isoformat())


def _refuse_issue(session: Session, books: Office, day: str) -> None:
    issue = load_issue(session.project / "issues" / day)
    problems = check_issue(issue)
    if books.publication.circulation.needs_sign_off:
        problems += tuple(p for p in final_problems(issue) if p not in problems)
    if errors := [p for p in problems if p.severity is Severity.ERROR]:
        raise InputError(errors)


def _moment(session: Session, books: Office, written: str) -> int:
    """Read a time of the paper's own zone: ``06:30``, or with a date before it."""
    zone = ZoneInfo(books.publication.time_zone)
    now = session.clock().astimezone(zone)
    dated = written if "-" in written else f"{now.date()}T{written}"
    try:
        moment = datetime.fromisoformat(dated)
    except ValueError:
        raise Misuse(
            Text(f"“{written}”不是时间", f"{written!r} is not a time"),
            Text("写作 06:30 或 2021-11-23T06:30", "write 06:30 or 2021-11-23T06:30"),
        ) from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    if moment <= now:
        raise Misuse(
            Text(f"{moment} 已经过去", f"{moment} is over"),
            Text("不写 --at 就马上发送", "leave --at out to send at once"),
        )
    return int(moment.timestamp())


def _no_digest() -> CampaignError:
    return CampaignError(
        Text("本报没有每周汇编", "the paper offers no weekly digest"),
        Text(
            "在 publication.yaml 写 circulation: {digest: weekly}",
            "write circulation: {digest: weekly} in publication.yaml",
        ),
    )


command = Command(
    "send",
    send,
    [
        date_argument(),
        Option(
            ["--test"],
            Text("只发给这个地址看样", "Send to this address only, to look at it."),
            default="",
            metavar="ADDRESS",
        ),
        Option(
            ["--dry-run"],
            Text(
                "只说发给多少人、多大、多久，不发",
                "Tell how many, how big and how long, and send nothing.",
            ),
            is_flag=True,
        ),
        Option(
            ["--at"],
            Text(
                "到时再发，由 newsletter worker 发送：06:30 或 2021-11-23T06:30",
                "Begin at this time of the paper's zone, by newsletter worker.",
            ),
            default="",
            metavar="TIME",
        ),
        Option(
            ["--again"],
            Text(
                "补发：missed 没收到的和新订的，failed 失败的，all 所有人",
                "Send again: to those it missed, failed to reach, or to all.",
            ),
            type=click.Choice([audience.value for audience in AGAIN]),
        ),
        Option(
            ["--expect"],
            Text("收件人须恰好这么多位", "There must be just so many recipients."),
            type=click.IntRange(min=0),
            metavar="N",
        ),
        Option(
            ["--policy"],
            Text(
                "存疑的：resend 再发一次，hold 留待 newsletter reconcile",
                "Mail in doubt: send it again, or hold it for newsletter reconcile.",
            ),
            type=click.Choice([policy.value for policy in Policy]),
            default=Policy.RESEND.value,
        ),
        Option(
            ["--digest"],
            Text(
                "把这一周的各期汇成一封，发给选了汇编的读者",
                "Gather the week's issues for readers who chose that.",
            ),
            type=click.Choice(["weekly"]),
        ),
        database_option(),
        json_option(),
    ],
    about=Text(
        "把一期发给每位读者，一人一封。一期只发一次；断了用 newsletter resume 接着发，"
        "不漏，也不重。",
        "Send an issue to every reader, once. What breaks off goes on with newsletter "
        "resume: nobody is left out.",
    ),
    examples=(
        "newsletter send 2021-11-23 --dry-run",
        "newsletter send 2021-11-23 --test me@example.org",
        "newsletter send 2021-11-23 --expect 1200 --policy hold",
        "newsletter send 2021-11-23 --digest weekly",
    ),
)
