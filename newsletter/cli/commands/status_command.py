"""``newsletter status``: how far a campaign has come, and what became of it."""

from pathlib import Path

import click

from newsletter.circulation.campaign.campaigns import the_campaign
from newsletter.circulation.campaign.chart import chart_page
from newsletter.circulation.campaign.report import report_of
from newsletter.cli.campaign import campaign_name, plain, told
from newsletter.cli.circulation import database_option, office
from newsletter.cli.options import date_argument, json_option
from newsletter.cli.session import Outcome, Session
from newsletter.cli.shape import Command, Option
from newsletter.errors import Text


def status(
    session: Session, day: str, page: Path | None, database: str, *, as_json: bool
) -> Outcome:
    """Report on a campaign."""
    del as_json  # the command line looks at it
    with office(session, database) as books:
        campaign = the_campaign(books.store, campaign_name(session, day))
        slugs = tuple(section.slug for section in books.publication.sections)
        report = report_of(books.store, campaign, slugs, books.at)
        if page:
            _write(page, chart_page(report, books.publication, session.language))
        return Outcome(text=told(session, report), document=plain(report))


def _write(path: Path, text: str) -> None:
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


command = Command(
    "status",
    status,
    [
        date_argument(),
        Option(
            ["--page"],
            Text("把报告画成一页 HTML", "Draw the report as a page of HTML."),
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
        ),
        database_option(),
        json_option(),
    ],
    about=Text(
        "看发送进度和结果：按状态、退信类别、栏目、收信服务商；存疑和失败的列出地址。",
        "Tell how far a campaign is: by state, class of bounce, section and provider; "
        "who is in doubt or was not reached, by address.",
    ),
    examples=(
        "newsletter status 2021-11-23",
        "newsletter status 2021-11-23 --page report.html",
        "newsletter status 2021-W47 --json",
    ),
)
