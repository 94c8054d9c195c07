"""Every code that a problem of this room can carry, and what it means."""

from newsletter.errors import Text

CODES: dict[str, Text] = {
    "B101": Text("图片读不出来", "picture that cannot be read"),
    "B201": Text("往期的记录已损坏", "damaged record of an earlier issue"),
}
"""Code -> meaning."""
