"""What the commands of a campaign share: the paper, its relay, words for progress."""

import os
from datetime import UTC, date, datetime
from typing import Any

import click

from newsletter.circulation.campaign.chart import STATES
from newsletter.circulation.campaign.editions import letters_of
from newsletter.circulation.campaign.orders import STAGES, Campaign
from newsletter.circulation.campaign.passwords import password_of
from newsletter.circulation.campaign.protocol import Books, State
from newsletter.circulation.campaign.report import CampaignReport
from newsletter.circulation.campaign.worker import Means
from newsletter.circulation.weeks import days_of, is_week, week_of
from newsletter.cli.circulation import Office
from newsletter.cli.session import Misuse, Session, a_date, dates_of
from newsletter.errors import InputError, Place, Problem, Text
from newsletter.model.relay import Relay

_FILE = "issues/publication.yaml"


def campaign_name(session: Session, written: str, *, weekly: bool = False) -> str:
    """Read the name of a campaign: a date, or a week such as ``2021-W47``.

    Raises:
        Misuse: it is neither.
    """
    if is_week(written):
        return _a_week(written)
    known = [day.isoformat() for day in dates_of(session.project)]
    day: date = a_date(written, known)
    return week_of(day) if weekly else day.isoformat()


def _a_week(written: str) -> str:
    try:
        return week_of(days_of(written)[0])
    except ValueError:
        raise Misuse(
            Text(f"“{written}”不是一周", f"{written!r} is not a week"),
            Text("周写作 2021-W47", "write weeks as 2021-W47"),
        ) from None


def relay_of(office: Office) -> Relay:
    """Find the paper's relay.

    Raises:
        InputError: ``publication.yaml`` names none.
    """
    if office.publication.relay:
        return office.publication.relay
    raise InputError(
        [
            Problem(
                code="K102",
                place=Place(file=_FILE),
                what=Text("没有写用哪个中继发信", "no relay is named to send by"),
                cure=Text(
                    "写上 relay: {host: smtp.example.org, username: …, "
                    "password_env: RELAY_PASSWORD}",
                    "write relay: {host: smtp.example.org, username: …, "
                    "password_env: RELAY_PASSWORD}",
                ),
            )
        ]
    )


def means_of(session: Session, office: Office) -> Means:
    """Give a worker what it needs.

    Raises:
        InputError: there is no relay.
        RelayError: there is no password for it.
    """
    relay, project = relay_of(office), session.project

    def notice(text: Text) -> None:
        click.echo(text.said_in(session.language), err=True)

    return Means(
        store=office.store,
        keys=office.keys,
        relay=relay,
        password=password_of(relay, os.environ),
        journals=project / ".newsletter" / "journals",
        load=lambda name: letters_of(project, name),
        notice=notice,
    )


def told(session: Session, report: CampaignReport) -> str:
    """Write a report for people."""
    lines = [_head(session, report), books_line(session, report.books)]
    if report.campaign.reason:
        lines.append(
            session.say("停下的原因：", "why it stopped: ") + report.campaign.reason
        )
    if report.bounces:
        counts = ", ".join(f"{kind} {n}" for kind, n in report.bounces.items())
        lines.append(session.say("被拒：", "refused: ") + counts)
    lines += _tallies(session, session.say("服务商", "provider"), report.providers)
    lines += _tallies(session, session.say("栏目", "section"), report.sections)
    lines += _clicks(session, report)
    since = session.say("随后退订", "unsubscribed since")
    lines.append(f"{since}: {report.unsubscribed}")
    held = session.say("存疑", "held")
    lines += [f"{held}: {address}" for address in report.held]
    failed = session.say("失败", "failed")
    lines += [f"{failed}: {address}  {answer}" for address, answer in report.failed]
    return "\n".join(lines)


def _head(session: Session, report: CampaignReport) -> str:
    campaign = report.campaign
    stage = STAGES[campaign.stage].said_in(session.language)
    rate = session.say(
        f"，每秒 {report.per_second:.0f} 封", f", {report.per_second:.0f} a second"
    )
    return f"{campaign.issue}: {stage}{rate if report.per_second else ''}"


def books_line(session: Session, books: Books) -> str:
    """Write the sum of a campaign, and whether it comes out."""
    counts = ", ".join(
        f"{name.said_in(session.language)} {books.of(state):,}"
        for state, name in STATES.items()
        if books.of(state)
    )
    closed = session.say("，账平", "; the books close") if books.are_closed else ""
    return session.say(
        f"收件人 {books.frozen:,}：{counts}{closed}",
        f"{books.frozen:,} recipients: {counts}{closed}",
    )


def _tallies(session: Session, label: str, tallies: Any) -> list[str]:
    sent = STATES[State.SENT].said_in(session.language)
    return [
        f"  {label} {name}: {sum(tally.values()):,}, {sent} "
        f"{tally.get(State.SENT, 0):,}"
        for name, tally in tallies.items()
        if tally
    ]


def _clicks(session: Session, report: CampaignReport) -> list[str]:
    clicks, section = session.say("点击", "clicks"), session.say("栏目", "section")
    return [
        *(f"  {clicks} {n:,}: {section} {s}" for s, n in report.section_clicks.items()),
        *(f"  {clicks} {one.count:,}: {one.target.url}" for one in report.clicks),
    ]


def plain(report: CampaignReport) -> dict[str, Any]:
    """Turn a report into plain values."""
    return {
        **plain_campaign(report.campaign),
        "recipients": report.books.frozen,
        "counts": _counted(report.books.counts),
        "closed": report.books.are_closed,
        "missing": report.books.missing,
        "seconds": report.seconds,
        "per_second": round(report.per_second, 1),
        "providers": {name: _counted(t) for name, t in report.providers.items()},
        "sections": {name: _counted(t) for name, t in report.sections.items()},
        "bounces": dict(report.bounces),
        "unsubscribed": report.unsubscribed,
        "clicks": [
            {
                "link": one.number,
                "section": one.target.section or None,
                "url": one.target.url,
                "count": one.count,
            }
            for one in report.clicks
        ],
        "section_clicks": report.section_clicks,
        "held": list(report.held),
        "failed": [{"address": a, "answer": answer} for a, answer in report.failed],
    }


def plain_campaign(campaign: Campaign) -> dict[str, Any]:
    """Turn a campaign into plain values."""
    return {
        "issue": campaign.issue,
        "ordinal": campaign.ordinal,
        "audience": campaign.audience.value,
        "state": campaign.stage.value,
        "policy": campaign.policy.value,
        "reason": campaign.reason,
        "scheduled_at": _moment(campaign.scheduled_at),
        "started_at": _moment(campaign.started_at),
        "finished_at": _moment(campaign.finished_at),
    }


def _counted(tally: Any) -> dict[str, int]:
    return {state.name.lower(): tally[state] for state in State if tally.get(state)}


def _moment(seconds: int | None) -> str | None:
    return datetime.fromtimestamp(seconds, UTC).isoformat() if seconds else None
