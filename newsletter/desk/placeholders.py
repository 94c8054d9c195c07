"""Words that stand where an editor still has to write."""

import re

MARKER = re.compile(r"\bTODO\b|(?:^|[【\[（(])待写|待写[：:】\]）)]")
"""What ``check`` refuses; 待写 inside a sentence (有待写进) is copy."""


def placeholder(language: str) -> str:
    """Name what is still to be written: ``待写`` or ``TODO``."""
    return "待写" if language.lower().startswith("zh") else "TODO"
