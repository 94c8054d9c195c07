"""``newsletter diff``: what has changed since the last build, or since sign-off."""

from collections.abc import Iterator
from dataclasses import asdict

import click

from newsletter.cli.options import date_argument, json_option
from newsletter.cli.session import Outcome, Session, existing
from newsletter.cli.shape import Command, Option
from newsletter.desk.differing import (
    ArticleDiff,
    Change,
    IssueDiff,
    PageDiff,
    Since,
    Stretch,
    differences,
)
from newsletter.errors import Text
from newsletter.manifest import load_issue

_STATUS = {
    "added": Text("新增", "added"),
    "removed": Text("撤下", "removed"),
    "changed": Text("有改动", "changed"),
    "unknown": Text("没有可比的", "nothing to compare with"),
}
_PARTS = {
    "kicker": Text("引题", "kicker"),
    "headline": Text("主题", "headline"),
    "deck": Text("副题", "deck"),
    "byline": Text("署名", "byline"),
    "text": Text("正文", "text"),
    "pictures": Text("图片说明", "caption"),
    "files": Text("图片文件", "picture file"),
}
_AROUND = 12
"""Characters of what stayed that are shown on either side of a change."""


def diff(session: Session, day: str, since: str, *, as_json: bool) -> Outcome:
    """Compare one issue."""
    del as_json
    date = existing(session.project, day).isoformat()
    issue = load_issue(session.project / "issues" / date)
    found = differences(issue, Since(since))
    return Outcome(
        text="\n".join(_told(session, found))
        or session.say(f"{date}：没有变化", f"{date}: nothing has changed"),
        document={"date": date, "since": since, **asdict(found)},
    )


def _told(session: Session, found: IssueDiff) -> Iterator[str]:
    for article in found.articles:
        yield from _article(session, article)
    for page in found.pages:
        yield from _page(session, page)
    if not found.has_build:
        yield session.say(
            "还没有生成过，版面无从比较", "there is no build to compare pages with"
        )


def _article(session: Session, article: ArticleDiff) -> Iterator[str]:
    status = _STATUS[article.status].said_in(session.language)
    name = click.style(article.slug, bold=True)
    yield session.say(
        f"{name} 《{article.title}》：{status}", f"{name} “{article.title}”: {status}"
    )
    for change in article.changes:
        yield f"  {_change(session, change)}"


def _change(session: Session, change: Change) -> str:
    part = _PARTS[change.part].said_in(session.language)
    return f"{part} {change.line}: " + "".join(map(_stretch, change.stretches))


def _stretch(stretch: Stretch) -> str:
    """Mark what went and came so that it shows without colours too."""
    if stretch.sign == "-":
        return click.style(f"[-{stretch.text}-]", fg="red")
    if stretch.sign == "+":
        return click.style(f"{{+{stretch.text}+}}", fg="green")
    if len(stretch.text) > 2 * _AROUND + 1:
        return f"{stretch.text[:_AROUND]}…{stretch.text[-_AROUND:]}"
    return stretch.text


def _page(session: Session, page: PageDiff) -> Iterator[str]:
    before, now = (("–" if one is None else f"{one:.1%}") for one in page.fill)
    yield session.say(
        f"第 {page.number} 版：填满 {before} → {now}",
        f"page {page.number}: {before} full → {now}",
    )
    for slug, old, new in page.moved:
        yield f"  {slug}: {old or '–'} → {new or '–'}"


command = Command(
    "diff",
    diff,
    [
        date_argument(),
        Option(
            ["--since"],
            Text(
                "同上一次生成（build）或上一次签字（signed）时比",
                "Compare with the last build, or with what was signed.",
            ),
            type=click.Choice([one.value for one in Since]),
            default=Since.BUILD.value,
            show_default=True,
        ),
        json_option(),
    ],
    about=Text(
        "上一次生成或签字之后，稿件和版面改了什么：[-删去的-]{+加上的+}。",
        "Show what changed in copy and pages since the last build or sign-off: "
        "[-gone-]{+new+}.",
    ),
    examples=(
        "newsletter diff 2021-11-23",
        "newsletter diff 2021-11-23 --since signed",
    ),
)
