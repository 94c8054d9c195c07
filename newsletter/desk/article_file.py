"""An article as the Markdown file that an editor goes on writing."""

import json
import re
from collections.abc import Sequence

from newsletter.desk.imported import ImportedArticle, Passage

# What Markdown would take for markup, anywhere in a paragraph.
_INLINE = re.compile(r"[\\`*_\[<]|~(?=~)|(?<=~)~|&(?=#?\w{1,32};)")
# And at its beginning: headings, rules, lists, quotes, set-off lines, indents.
_OPENING = re.compile(r"[#>+=:\-]|\d{1,9}(?=[.)])")
# Plain YAML: no indicator in front, nothing that could be a number, date or flag.
_PLAIN = re.compile(r"[\u3400-\u9fffA-Za-z“《「][^:：#\"'\\\[\]{},&*|>%@`!]*")
_WORDS_OF_YAML = re.compile(r"(?i)y|n|yes|no|on|off|true|false|null|none|nan|inf")


def article_text(article: ImportedArticle, *, missing_headline: str) -> str:
    """Write an imported article: front matter, then its body in Markdown.

    Args:
        article: As read from the source.
        missing_headline: Stands in for a headline that the source does not have.
    """
    if article.verbatim:
        return article.verbatim
    stand_in = article.stand_in or missing_headline
    headline = tuple(part.text for part in article.headline) or (stand_in,)
    kicker = " ".join(part.text for part in article.kicker)
    deck = tuple(part.text for part in article.deck)
    dateline = article.dateline.text if article.dateline else ""
    front = (
        ("kicker", (kicker,) if kicker else ()),
        ("headline", headline),
        ("deck", deck),
        ("byline", (article.byline,) if article.byline else ()),
        ("dateline", (dateline,) if dateline else ()),
    )
    body = "\n\n".join(map(_paragraph, article.body))
    return front_matter(front) + (f"{body}\n" if body else "")


def front_matter(keys: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Write front matter: a key with one line as text, with more as a list."""
    lines = [line for key, values in keys for line in _key(key, values)]
    return "\n".join(("---", *lines, "---", ""))


def yaml_text(text: str) -> str:
    """Write a text as YAML, in quotes only when it needs them."""
    plain = _PLAIN.fullmatch(text) and not _WORDS_OF_YAML.fullmatch(text)
    if plain and text == text.strip():
        return text
    return json.dumps(text, ensure_ascii=False)


def escaped(text: str) -> str:
    """Write a paragraph so that Markdown reads back the very same characters."""
    return escaped_opening(escaped_inside(text))


def escaped_inside(text: str) -> str:
    """Escape what would be markup anywhere in a paragraph."""
    return _INLINE.sub(r"\\\g<0>", text)


def escaped_opening(words: str) -> str:
    """Escape what would make a paragraph something else, such as ``1.``."""
    opening = _OPENING.match(words)
    if not opening:
        return words
    at = opening.end() if opening.group().isdigit() else 0
    return f"{words[:at]}\\{words[at:]}"


def _paragraph(passage: Passage) -> str:
    if passage.markdown:
        return passage.markdown
    words = escaped(passage.text)
    return f"## {words}" if passage.is_subhead else words


def _key(key: str, values: Sequence[str]) -> list[str]:
    if not values:
        return []
    if len(values) == 1:
        return [f"{key}: {yaml_text(values[0])}"]
    return [f"{key}:", *(f"  - {yaml_text(value)}" for value in values)]
