"""``newsletter sign``: a reading is done, and somebody answers for it."""

import getpass
from difflib import get_close_matches

import click

from newsletter.cli.completion import slugs as completed_slugs
from newsletter.cli.options import date_argument, json_option
from newsletter.cli.session import Misuse, Outcome, Session, existing
from newsletter.cli.shape import Command, Option
from newsletter.desk.signing import NAMES, ROLES, sign
from newsletter.errors import Text
from newsletter.manifest import load_issue
from newsletter.model.issue import Article, Issue


def sign_articles(
    session: Session,
    day: str,
    slugs: tuple[str, ...],
    role: str,
    by: str | None,
    *,
    every: bool,
    as_json: bool,
) -> Outcome:
    """Sign articles of one issue."""
    del as_json
    date = existing(session.project, day)
    issue = load_issue(session.project / "issues" / date.isoformat())
    articles, review = _chosen(issue, slugs, every=every), ROLES[role]
    name = _user() if by is None else by
    sign(issue, articles, review, name, session.clock().astimezone())
    said = NAMES[review].said_in(session.language)
    lines = [f"{one.slug}: {said} {name}".rstrip() for one in articles]
    return Outcome(
        text="\n".join(lines),
        document={
            "date": date.isoformat(),
            "role": review.value,
            "by": name,
            "articles": [one.slug for one in articles],
        },
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def _chosen(
    issue: Issue, slugs: tuple[str, ...], *, every: bool
) -> tuple[Article, ...]:
    if every == bool(slugs):
        raise Misuse(
            Text("请写一篇或几篇稿件的名字，或者 --all", "name articles, or use --all"),
            Text("newsletter sign --help", "newsletter sign --help"),
        )
    known = {one.slug: one for one in issue.articles}
    for slug in slugs:
        if slug not in known:
            near = get_close_matches(slug, known, n=3, cutoff=0.4) or list(known)
            raise Misuse(
                Text(f"这一期没有稿件“{slug}”", f"no such article: {slug}"),
                Text(f"有：{'、'.join(near)}", f"there is {', '.join(near)}"),
            )
    return issue.articles if every else tuple(known[slug] for slug in slugs)


command = Command(
    "sign",
    sign_articles,
    [
        date_argument(),
        click.Argument(
            ["slugs"], metavar="SLUG...", nargs=-1, shell_complete=completed_slugs
        ),
        Option(
            ["--as", "role"],
            Text(
                "哪一步：1st 初审、2nd 复审、3rd 终审、signed 签发；draft 退稿",
                "Which reading is done: 1st, 2nd, 3rd, then signed; draft sends back.",
            ),
            type=click.Choice(list(ROLES)),
            required=True,
            metavar="ROLE",
        ),
        Option(
            ["--by"],
            Text(
                "谁审的（默认是登录名）", "Who has read; the login name if not given."
            ),
            metavar="NAME",
        ),
        Option(
            ["--all", "every"],
            Text("这一期的每一篇", "Every article of the issue."),
            is_flag=True,
        ),
        json_option(),
    ],
    about=Text(
        "三审三校：给稿件签字。清单里只改这篇的 review 一项；签的是哪些字，"
        "记在 issues/DATE/.signed/ 里。",
        "Sign articles. In the manifest only their review changes; the words that "
        "were signed are kept in issues/DATE/.signed/.",
    ),
    examples=(
        "newsletter sign 2021-11-23 old-quay --as 1st --by 甲某",
        "newsletter sign 2021-11-23 --all --as signed",
        "newsletter sign 2021-11-23 old-quay --as draft",
    ),
)
