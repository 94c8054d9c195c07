"""Commands that stop a campaign."""

from newsletter.circulation.campaign.campaigns import move, the_campaign
from newsletter.circulation.campaign.protocol import Stage
from newsletter.cli.campaign import campaign_name
from newsletter.cli.campaign_run import reported
from newsletter.cli.circulation import database_option, office
from newsletter.cli.options import date_argument, json_option
from newsletter.cli.session import Outcome, Session
from newsletter.cli.shape import Command
from newsletter.errors import Text


def moving(name: str, stage: Stage, about: Text) -> Command:
    """Make a command that brings the latest campaign of an issue to a stage."""

    def moved(session: Session, day: str, database: str, *, as_json: bool) -> Outcome:
        del as_json  # the command line looks at it
        with office(session, database) as books:
            campaign = the_campaign(books.store, campaign_name(session, day))
            campaign = move(books.store, campaign, stage, books.at)
            return reported(session, books, campaign)

    return Command(
        name,
        moved,
        [date_argument(), database_option(), json_option()],
        about=about,
        examples=(f"newsletter {name} 2021-11-23",),
    )
