"""Words that stand where an editor still has to write."""

import re

from newsletter.desk.article_file import front_matter

MARKER = re.compile(
    r"(?:^|[【\[（(])\s*(?:TODO\b|待写)|\bTODO\s*[:：\])）】]|待写[：:】\]）)]"
)
"""What ``check`` refuses; inside a sentence (有待写进, no TODO is left) it is copy."""


def placeholder(language: str) -> str:
    """Name what is still to be written: ``待写`` or ``TODO``."""
    return "待写" if language.lower().startswith("zh") else "TODO"


def placeholder_article(language: str, section: str) -> str:
    """Write the file of an article that is still to be written.

    Args:
        language: Of the paper.
        section: Name of the article's section.
    """
    word = placeholder(language)
    headline = f"{word}：{section}" if not word.isascii() else f"{word}: {section}"
    return front_matter((("headline", (headline,)),)) + f"{word}\n"
