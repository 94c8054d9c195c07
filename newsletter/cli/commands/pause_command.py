"""``newsletter pause``: a campaign stands still within one message."""

from newsletter.circulation.campaign.protocol import Stage
from newsletter.cli.campaign_moves import moving
from newsletter.errors import Text

command = moving(
    "pause",
    Stage.PAUSED,
    Text(
        "暂停发送；正在发的每个连接至多再发一封",
        "Pause; each connection ends its message.",
    ),
)
