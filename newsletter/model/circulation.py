"""How a paper is circulated by mail."""

from dataclasses import dataclass
from enum import Enum


class Digest(Enum):
    """How issues may be gathered for readers who want fewer mails."""

    NONE = "none"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circulation:
    """What ``publication.yaml`` says of subscribers and sending; holds no secret."""

    database: str = ""
    """``sqlite:///…`` or ``postgresql://…``; empty for the file beside the paper."""

    consent: str = ""
    """What a reader agrees to, in the paper's words; empty for the layout's."""

    needs_sign_off: bool = False
    """Whether an issue must be signed off before it is sent."""

    digest: Digest = Digest.NONE
    """What readers may choose besides every issue."""

    count_clicks: bool = False
    """Whether clicks on links of the mail are counted, as sums; opens never are."""

    proxies: tuple[str, ...] = ()
    """Addresses or networks of the reverse proxies in front of ``serve``."""
