"""Find what a campaign sends: an issue as it was built, or a week of them."""

from datetime import date
from pathlib import Path

from newsletter.build.inputs import finished_report
from newsletter.build.issue import load_issue
from newsletter.build.records import Archive
from newsletter.circulation.campaign.digest import gathered
from newsletter.circulation.campaign.letters import Letters, pictures_of
from newsletter.circulation.clicks import links_named
from newsletter.circulation.weeks import days_of, is_week
from newsletter.errors import InputError, Problem, Text
from newsletter.layout import load_layout
from newsletter.mail import MailPicture, clicks_of
from newsletter.model.archive import PublishedIssue
from newsletter.model.issue import Issue

CODES: dict[str, Text] = {
    "K101": Text("还没有生成，或生成后改过", "not built, or changed since"),
    "K102": Text("没有中继", "no relay"),
}
"""Code -> meaning."""

_SENT_FROM = ("email", "web")
"""Editions that a mail shows or leads to."""


def letters_of(project: Path, name: str) -> Letters:
    """Make the letters of an issue or a week.

    Args:
        project: the publication's folder.
        name: ``2021-11-23`` or ``2021-W47``.

    Raises:
        InputError: the issue has problems, or is not built as it stands.
        CampaignError: there is no issue in that week.
    """
    if is_week(name):
        return _of_week(project, name)
    issue = load_issue(project / "issues" / name)
    return _letters(issue, pictures_of(issue, _record(issue)))


def _of_week(project: Path, week: str) -> Letters:
    folders = (project / "issues" / day.isoformat() for day in days_of(week))
    issues = [load_issue(one) for one in folders if (one / "issue.yaml").exists()]
    pictures = tuple(p for one in issues for p in pictures_of(one, _record(one)))
    return _letters(gathered(issues), pictures, week)


def _letters(
    issue: Issue, pictures: tuple[MailPicture, ...], week: str = ""
) -> Letters:
    paper, name = issue.publication, week or issue.date.isoformat()
    return Letters(
        issue=issue,
        layout=load_layout(paper),
        pictures=pictures,
        week=week,
        clicks=clicks_of(paper, name, links_named(paper.folder / "build", name)),
    )


def _record(issue: Issue) -> PublishedIssue:
    """Find the issue as built; readers follow links to that.

    Raises:
        InputError: it is not built, or was changed since.
    """
    site = issue.publication.folder / "build" / "site"
    record = _own(site, issue.date)
    if record is None or finished_report(issue, only=_SENT_FROM) is None:
        raise InputError([_not_built(issue)])
    return record


def _own(site: Path, day: date) -> PublishedIssue | None:
    return Archive(site, besides=day).own if site.is_dir() else None


def _not_built(issue: Issue) -> Problem:
    return Problem(
        code="K101",
        place=issue.place,
        what=Text(
            f"{issue.date} 还没有生成，或生成后改过，链接会落空",
            f"{issue.date} is not built as it stands: links would lead nowhere",
        ),
        cure=Text(
            f"newsletter build {issue.date}，把 build/site 放到网上，再发送",
            f"newsletter build {issue.date}, publish build/site, then send",
        ),
    )
