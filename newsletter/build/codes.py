"""Every code that a problem of this room can carry, and what it means."""

from newsletter.errors import Text

CODES: dict[str, Text] = {
    "B101": Text("图片读不出来", "picture that cannot be read"),
    "B201": Text("往期的记录已损坏", "damaged record of an earlier issue"),
    "D301": Text("还没有网页版", "no web edition to publish"),
    "D302": Text("推送中心没有收到通知", "hub not told"),
}
"""Code -> meaning."""
