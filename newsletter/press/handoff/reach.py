"""Try the way to a print shop without sending anything."""

import os
from collections.abc import Mapping
from pathlib import Path

from newsletter.errors import Text
from newsletter.model.delivery import Delivery, DeliveryKind
from newsletter.press.handoff import mail, sftp
from newsletter.press.handoff.refusals import HandoffError


def reach(delivery: Delivery, environment: Mapping[str, str]) -> None:
    """Go to the shop's door: log in at its server, or look at its folder.

    Args:
        delivery: Paths of this machine are absolute.
        environment: Holds the secret.

    Raises:
        HandoffError: whatever would stop a hand-off there.
    """
    secret = secret_of(delivery, environment)
    if delivery.kind is DeliveryKind.FOLDER:
        _look_at(Path(delivery.folder))
    elif delivery.kind is DeliveryKind.SFTP:
        with sftp.connected(delivery, secret):
            return
    else:
        with mail.connected(delivery, secret):
            return


def secret_of(delivery: Delivery, environment: Mapping[str, str]) -> str:
    """Find the password or passphrase; empty when the delivery names none.

    Raises:
        HandoffError: it names a variable that is not set.
    """
    name = delivery.password
    if not name:
        return ""
    if secret := environment.get(name, ""):
        return secret
    raise HandoffError(
        Text(f"没有设置环境变量 {name}", f"the environment variable {name} is not set"),
        Text(
            f"把印厂给的口令放进环境变量 {name}，再运行一次",
            f"put the shop's password into the variable {name} and run it again",
        ),
    )


def _look_at(folder: Path) -> None:
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return
    raise HandoffError(
        Text(f"{folder} 不在，或不能写", f"{folder} is not there, or not writable"),
        Text(
            "挂上印厂的文件夹，并给自己写权限",
            "mount the shop's folder, and give yourself permission to write it",
        ),
    )
