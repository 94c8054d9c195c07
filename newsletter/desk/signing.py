"""Sign-off (三审三校): who has read what, and whether it still reads so.

The manifest says how far an article has come; ``.signed/SLUG.json`` in the issue's
folder says who signed, when, and the very words that were signed.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from newsletter.desk.check import placeholder_problems
from newsletter.desk.filing import file_all
from newsletter.desk.printed_words import Words, words_of
from newsletter.errors import InputError, Place, Problem, Text
from newsletter.manifest.edits import with_review
from newsletter.model.issue import Article, Issue, Review

CODES: dict[str, Text] = {
    "R101": Text("还没有签发", "not signed"),
    "R102": Text("签发后又改过", "changed since it was signed"),
    "R103": Text("审次跳步", "a reading left out"),
    "R104": Text("清单里写不进审次", "manifest that the state cannot be written into"),
}
"""Code -> meaning."""

ROLES: dict[str, Review] = {
    **{review.value: review for review in Review},
    "初审": Review.FIRST,
    "一审": Review.FIRST,
    "复审": Review.SECOND,
    "二审": Review.SECOND,
    "终审": Review.THIRD,
    "三审": Review.THIRD,
    "签发": Review.SIGNED,
    "退稿": Review.DRAFT,
}
"""What may stand after ``--as``."""

NAMES = {
    Review.DRAFT: Text("初稿", "draft"),
    Review.FIRST: Text("初审", "first reading"),
    Review.SECOND: Text("复审", "second reading"),
    Review.THIRD: Text("终审", "third reading"),
    Review.SIGNED: Text("签发", "release"),
}
_ORDER = tuple(Review)
_FOLDER = ".signed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One person's word for an article."""

    role: Review
    by: str
    at: str
    """ISO 8601, with time zone."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """What is on file for an article."""

    given: tuple[Signature, ...] = ()
    words: Words | None = None
    """As last signed."""


def sign(
    issue: Issue, articles: tuple[Article, ...], role: Review, by: str, now: datetime
) -> tuple[Path, ...]:
    """Put a signature on articles; the manifest is changed in these words only.

    Args:
        issue: As loaded.
        articles: Some of its articles.
        role: The reading that is done; ``DRAFT`` sends an article back.
        by: Who has read; may be empty.
        now: Moment, with time zone.

    Returns:
        The paths written.

    Raises:
        InputError: a reading was left out, or words are still to be written, or the
            manifest cannot be changed; nothing was written.
        OutsideError: the file system refused.
    """
    _refuse([*_skipped(articles, role), *_unwritten(issue, articles, role)])
    path = issue.folder / "issue.yaml"
    manifest = path.read_bytes().decode()
    files: dict[Path, str] = {}
    for article in articles:
        changed = with_review(manifest, article.place.file, role)
        if changed is None:
            raise InputError([_unchangeable(issue, article)])
        manifest = changed
        signature = Signature(role=role, by=by, at=now.isoformat(timespec="seconds"))
        files[_record(issue, article)] = _written(issue, article, signature)
    return file_all(issue.publication.folder, {}, {**files, path: manifest})


def signatures(issue: Issue, article: Article) -> Signatures:
    """Read what is on file; a damaged or missing file counts as nothing."""
    try:
        plain = json.loads(_record(issue, article).read_bytes())
        given = tuple(
            Signature(role=Review(one["role"]), by=one["by"], at=one["at"])
            for one in plain["signatures"]
        )
        return Signatures(given, Words.from_plain(plain["words"]))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return Signatures()


def unsigned(issue: Issue) -> tuple[Problem, ...]:
    """List what is not signed.

    ``R101`` is an article without release, ``R102`` one that reads otherwise than
    when it was released.
    """
    found = (_unready(issue, article) for article in issue.articles)
    return tuple(one for one in found if one)


def _unready(issue: Issue, article: Article) -> Problem | None:
    command = f"newsletter sign {issue.date} {article.slug} --as"
    if article.review is not Review.SIGNED:
        following = _ORDER[_ORDER.index(article.review) + 1]
        state = NAMES[article.review]
        return Problem(
            code="R101",
            place=_whole(article),
            what=Text(f"还没有签发：{state.zh}", f"not signed: {state.en}"),
            cure=Text(*(f"{command} {following.value}",) * 2),
        )
    words = signatures(issue, article).words
    if words == words_of(article):
        return None
    return Problem(
        code="R102",
        place=_whole(article),
        what=Text("签发后又改过", "changed since it was signed")
        if words
        else Text("没有签发的记录", "there is no record of its being signed"),
        cure=Text(
            f"看改动：newsletter diff {issue.date}；重新签发：{command} signed",
            f"look: newsletter diff {issue.date}; sign again: {command} signed",
        ),
    )


def _whole(article: Article) -> Place:
    return Place(file=article.place.file)


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise InputError(problems)


def _skipped(articles: tuple[Article, ...], role: Review) -> Iterator[Problem]:
    wanted = _ORDER.index(role)
    for article in articles:
        reached = _ORDER.index(article.review)
        if wanted > reached + 1:
            state, following = NAMES[article.review], NAMES[_ORDER[reached + 1]]
            yield Problem(
                code="R103",
                place=_whole(article),
                what=Text(
                    f"现在是{state.zh}，不能跳到{NAMES[role].zh}",
                    f"it stands at {state.en}; {NAMES[role].en} would leave one out",
                ),
                cure=Text(f"先做{following.zh}", f"first comes the {following.en}"),
            )


def _unwritten(
    issue: Issue, articles: tuple[Article, ...], role: Review
) -> Iterator[Problem]:
    files = {article.place.file for article in articles}
    if role is not Review.DRAFT:
        yield from (p for p in placeholder_problems(issue) if p.place.file in files)


def _unchangeable(issue: Issue, article: Article) -> Problem:
    return Problem(
        code="R104",
        place=issue.place,
        what=Text(
            f"清单里 {article.place.file} 的写法无法自动改",
            f"the entry of {article.place.file} cannot be changed by program",
        ),
        cure=Text(
            "把它写成“- file: …”的样子，再签一次",
            "write it as “- file: …” on lines of its own, and sign again",
        ),
    )


def _record(issue: Issue, article: Article) -> Path:
    return issue.folder / _FOLDER / f"{article.slug}.json"


def _written(issue: Issue, article: Article, signature: Signature) -> str:
    given = (*signatures(issue, article).given, signature)
    plain: dict[str, Any] = {
        "signatures": [
            {"role": one.role.value, "by": one.by, "at": one.at} for one in given
        ],
        "words": words_of(article).plain(),
    }
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
