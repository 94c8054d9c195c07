"""``newsletter resume``: a campaign goes on where it stopped."""

from newsletter.circulation.campaign.campaigns import move, resumed_stage, the_campaign
from newsletter.circulation.campaign.protocol import Stage
from newsletter.cli.campaign import campaign_name, means_of
from newsletter.cli.campaign_run import carried_out, reported
from newsletter.cli.circulation import database_option, office
from newsletter.cli.options import date_argument, json_option
from newsletter.cli.session import Outcome, Session
from newsletter.cli.shape import Command
from newsletter.errors import Text


def resume(session: Session, day: str, database: str, *, as_json: bool) -> Outcome:
    """Go on with a campaign that was paused, or whose process was ended."""
    with office(session, database) as books:
        campaign = the_campaign(books.store, campaign_name(session, day))
        if campaign.stage is not Stage.FINISHED:
            stage = resumed_stage(campaign)
            campaign = move(books.store, campaign, stage, books.at)
        if campaign.stage is not Stage.RUNNING:
            return reported(session, books, campaign)
        means = means_of(session, books)
        return carried_out(session, books, means, campaign, tells=not as_json)


command = Command(
    "resume",
    resume,
    [date_argument(), database_option(), json_option()],
    about=Text(
        "接着发送：暂停过的、断电或中断过的都从停下处继续。",
        "Go on with a campaign that was paused, or that a crash broke off.",
    ),
    examples=("newsletter resume 2021-11-23",),
)
