"""What has changed in copy and pages since the last build, or since sign-off."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from itertools import zip_longest
from pathlib import Path
from typing import Any

from newsletter.build.documents import proof_bytes
from newsletter.build.records import Archive
from newsletter.desk.printed_words import Words, published_words, words_of
from newsletter.desk.signing import signatures
from newsletter.layout import load_layout
from newsletter.model.correction_box import with_correction_box
from newsletter.model.issue import Article, Issue
from newsletter.press.edition import open_shop
from newsletter.press.pages import plan_issue
from newsletter.press.proof import proof_of

_LIKENESS = 0.4
"""Less alike paragraphs are one gone and one new, not one changed."""


class Since(Enum):
    """What an issue is compared with."""

    BUILD = "build"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters that stayed, went (``-``) or came (``+``)."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One changed line of one part of an article."""

    part: str
    """``headline``, ``text`` …; see ``Words``."""

    line: int
    """1-based, in the part as it is now, or was."""

    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDiff:
    """What became of an article."""

    slug: str
    title: str
    status: str
    """``added``, ``removed``, ``changed``, or ``unknown``: nothing to compare with."""

    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDiff:
    """What became of a page, in plain words of the proof."""

    number: int
    fill: tuple[float | None, float | None]
    """Before and now; None where there is no such page."""

    moved: tuple[tuple[str, str, str], ...]
    """Article, and its place before and now: columns × lines, empty for nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDiff:
    """Everything that differs; empty tuples when nothing does."""

    articles: tuple[ArticleDiff, ...]
    pages: tuple[PageDiff, ...]
    has_build: bool
    """Whether there is a build to compare pages with."""


def differences(issue: Issue, since: Since) -> IssueDiff:
    """Compare an issue with its last build, or each article with its last signature.

    Pages are always compared with the last build: signatures are given to words.

    Raises:
        InputError: the issue does not fit on its pages.
        LayoutError: the layout is at fault.
    """
    build = issue.publication.folder / "build"
    before = _signed(issue) if since is Since.SIGNED else _built(issue, build / "site")
    proof = _proof(build / issue.date.isoformat())
    return IssueDiff(
        articles=tuple(_articles(issue, before, since)),
        pages=tuple(_pages(proof, _composed(issue))) if proof else (),
        has_build=bool(proof),
    )


def _signed(issue: Issue) -> dict[str, tuple[str, Words]]:
    known = ((one, signatures(issue, one).words) for one in issue.articles)
    return {one.slug: (one.title, words) for one, words in known if words}


def _built(issue: Issue, site: Path) -> dict[str, tuple[str, Words]]:
    own = Archive(site, besides=issue.date).own
    articles = own.articles if own else ()
    return {one.slug: (one.title, published_words(one)) for one in articles}


def _articles(
    issue: Issue, before: dict[str, tuple[str, Words]], since: Since
) -> Iterator[ArticleDiff]:
    for article in issue.articles:
        if article.slug in before:
            changes = tuple(_changes(before[article.slug][1], words_of(article)))
            if changes:
                yield _diff(article, "changed", changes)
        elif since is Since.BUILD and before:
            yield _diff(article, "added", ())
        else:
            yield _diff(article, "unknown", ())
    current = {article.slug for article in issue.articles}
    for slug, (title, _) in before.items():
        if slug not in current:
            yield ArticleDiff(slug=slug, title=title, status="removed")


def _diff(article: Article, status: str, changes: tuple[Change, ...]) -> ArticleDiff:
    title = article.title
    return ArticleDiff(slug=article.slug, title=title, status=status, changes=changes)


def _changes(before: Words, now: Words) -> Iterator[Change]:
    for (part, old), (_, new) in zip(before.parts(), now.parts(), strict=True):
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        for tag, start, end, first, last in matcher.get_opcodes():
            if tag != "equal":
                gone, come = old[start:end], new[first:last]
                pairs = (_replaced if part == "files" else _paired)(gone, come)
                for number, stretches in enumerate(pairs, first + 1):
                    yield Change(part=part, line=number, stretches=stretches)


def _paired(
    old: tuple[str, ...], new: tuple[str, ...]
) -> Iterator[tuple[Stretch, ...]]:
    """Compare line with line where they are alike; tell the others as gone or new."""
    for gone, come in zip_longest(old, new, fillvalue=""):
        matcher = SequenceMatcher(None, gone, come, autojunk=False)
        if gone and come and matcher.ratio() >= _LIKENESS:
            yield tuple(_stretches(matcher, gone, come))
        else:
            yield from _replaced((gone,), (come,))


def _replaced(
    old: tuple[str, ...], new: tuple[str, ...]
) -> Iterator[tuple[Stretch, ...]]:
    """Tell one file against the other as wholes: digits of a hash compare with none."""
    for gone, come in zip_longest(old, new, fillvalue=""):
        whole = (Stretch("-", gone), Stretch("+", come))
        yield tuple(one for one in whole if one.text)


def _stretches(
    matcher: "SequenceMatcher[str]", old: str, new: str
) -> Iterator[Stretch]:
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            yield Stretch(" ", old[start:end])
            continue
        if end > start:
            yield Stretch("-", old[start:end])
        if last > first:
            yield Stretch("+", new[first:last])


def _proof(folder: Path) -> dict[str, Any]:
    try:
        document = json.loads((folder / "proof.json").read_bytes())
        _frames(document)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}
    return dict(document)


def _composed(issue: Issue) -> dict[str, Any]:
    shop = open_shop(issue, load_layout(issue.publication))
    plans = plan_issue(with_correction_box(issue), shop)
    document: dict[str, Any] = json.loads(proof_bytes(proof_of(issue, plans, shop)))
    return document


def _frames(proof: dict[str, Any]) -> dict[int, dict[str, str]]:
    """Tell for each page where its articles stand."""
    return {
        page["number"]: {
            frame["article"]: f"{frame['columns']}×{frame['lines']}"
            for frame in page["frames"]
            if frame["article"]
        }
        for page in proof["pages"]
    }


def _pages(before: dict[str, Any], now: dict[str, Any]) -> Iterator[PageDiff]:
    old, new = _frames(before), _frames(now)
    was = {page["number"]: float(page["fill"]) for page in before["pages"]}
    fills = {page["number"]: float(page["fill"]) for page in now["pages"]}
    for number in sorted(old.keys() | new.keys()):
        here, there = old.get(number, {}), new.get(number, {})
        moved = tuple(
            (slug, here.get(slug, ""), there.get(slug, ""))
            for slug in dict.fromkeys((*here, *there))
            if here.get(slug) != there.get(slug)
        )
        fill = (was.get(number), fills.get(number))
        if moved or fill[0] != fill[1]:
            yield PageDiff(number=number, fill=fill, moved=moved)
