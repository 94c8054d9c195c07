"""Phrases of Japanese.

The only module that knows BudouX, which tells from the characters on either side of
a place whether a phrase ends there.
"""

from functools import cache

import budoux


def phrases(text: str) -> tuple[str, ...]:
    """Cut Japanese text into phrases; joined they are the text."""
    return tuple(_parser().parse(text))


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()
