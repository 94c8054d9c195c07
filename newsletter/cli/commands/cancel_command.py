"""``newsletter cancel``: what of a campaign is not sent is not sent any more."""

from newsletter.circulation.campaign.protocol import Stage
from newsletter.cli.campaign_moves import moving
from newsletter.errors import Text

command = moving(
    "cancel",
    Stage.CANCELLED,
    Text(
        "取消发送；已发的收不回，没发的不再发",
        "Cancel; what is sent stays sent, the rest never goes.",
    ),
)
