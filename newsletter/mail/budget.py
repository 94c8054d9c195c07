"""How long a mail may be before a mailbox provider cuts it off.

Gmail clips a message at about 102 KB of HTML source, and hides the links to
unsubscribe with the rest; so the last articles become lead and link before that.
"""

from bisect import bisect_left
from collections.abc import Callable
from unicodedata import combining

from newsletter.errors import Problem, Severity, Text
from newsletter.model.issue import Article, Issue

WARN_BYTES = 80_000
"""Decoded HTML from which an editor is warned."""

LIMIT_BYTES = 98_000
"""Decoded HTML that no issue should reach."""

LEAD_CHARACTERS = 120
"""Length of what is left of a shortened article's text."""

_ENDS = "。！？…!?”’"
_JOINERS = "\u200d\ufe0e\ufe0f"


def to_shorten(
    articles: tuple[Article, ...], size: Callable[[frozenset[str]], int]
) -> frozenset[str]:
    """Choose the articles that become lead and link, by slug.

    Args:
        articles: in the order of the mail; the last are given up first.
        size: bytes of HTML when the articles of those slugs are shortened.

    Returns:
        The fewest that bring the HTML below ``LIMIT_BYTES``, or every long one.
    """
    order = [a.slug for a in reversed(articles) if _is_long(a)]
    needed = bisect_left(
        range(len(order) + 1),
        1,
        key=lambda n: size(frozenset(order[:n])) < LIMIT_BYTES,
    )
    return frozenset(order[:needed])


def lead_of(article: Article) -> str:
    """Shorten an article's text to its lead, at the end of a sentence if it can be."""
    text = article.lead_text.strip()
    if len(text) <= LEAD_CHARACTERS:
        return text
    head = text[:LEAD_CHARACTERS]
    sentence = max(map(head.rfind, _ENDS)) + 1
    if sentence > LEAD_CHARACTERS // 2:
        return head[:sentence]
    return head[: _boundary(text, LEAD_CHARACTERS)].rstrip() + "……"


def size_problems(
    issue: Issue, size: int, shortened: frozenset[str]
) -> tuple[Problem, ...]:
    """Report a long mail, and every article that was shortened for it."""
    short = tuple(_shortened(a) for a in issue.articles if a.slug in shortened)
    if size < WARN_BYTES:
        return short
    return (_long(issue, size), *short)


def _is_long(article: Article) -> bool:
    return sum(map(len, article.texts)) > 2 * LEAD_CHARACTERS


def _boundary(text: str, end: int) -> int:
    """Move a cut back so that it divides no letter and no emoji."""
    while end > 0 and (
        combining(text[end]) or text[end] in _JOINERS or text[end - 1] == "\u200d"
    ):
        end -= 1
    return end


def _long(issue: Issue, size: int) -> Problem:
    kilobytes = f"{size / 1000:.1f} KB"
    return Problem(
        code="E301",
        place=issue.place,
        what=Text(
            f"邮件版 HTML 有 {kilobytes}；超过约 102 KB 时 Gmail 会截断邮件",
            f"the mail's HTML is {kilobytes}; Gmail cuts a mail at about 102 KB",
        ),
        cure=Text("减少稿件或缩短长稿", "leave out an article or cut a long one"),
        severity=Severity.WARNING,
    )


def _shortened(article: Article) -> Problem:
    return Problem(
        code="E302",
        place=article.place,
        what=Text(
            f"邮件过长，稿件“{article.slug}”在邮件版中只刊导语和全文链接",
            f"the mail is too long; {article.slug!r} became lead and link in it",
        ),
        cure=Text(
            "缩短本期较长的稿件，或接受现状",
            "cut the long articles of this issue, or leave it so",
        ),
        severity=Severity.WARNING,
    )
