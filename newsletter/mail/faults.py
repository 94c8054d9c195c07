"""What an editor should know about an issue's mail."""

from pathlib import PurePosixPath

from newsletter.errors import Place, Problem, Severity, Text
from newsletter.mail.links import links_of
from newsletter.mail.values import TOKEN_PLACEHOLDER, MailPicture
from newsletter.model.issue import Issue


def no_identity(issue: Issue) -> tuple[Problem, ...]:
    """Warn that there is nobody to send the mail."""
    if issue.publication.mail:
        return ()
    problem = Problem(
        code="E101",
        place=_paper_place(issue),
        what=Text(
            "没有“mail”一栏，邮件版没有发件人，不生成 .eml",
            "there is no mail identity, so no .eml message is made",
        ),
        cure=Text(
            "在 publication.yaml 中加上 mail: {sender: …, address: …}",
            "add mail: {sender: …, address: …} to publication.yaml",
        ),
        severity=Severity.WARNING,
    )
    return (problem,)


def bad_identity(issue: Issue, what: Text, cure: Text) -> Problem:
    """Say which value no header can carry."""
    return Problem(code="E102", place=_paper_place(issue), what=what, cure=cure)


def placeholder_in_copy(issue: Issue) -> Problem:
    """Say that a reader's token would be printed in the copy."""
    return Problem(
        code="E103",
        place=issue.place,
        what=Text(
            f"稿件中含有邮件版的保留字样“{TOKEN_PLACEHOLDER}”",
            f"the copy holds {TOKEN_PLACEHOLDER!r}, which mail reserves",
        ),
        cure=Text("改写这几个字", "write it differently"),
    )


def no_one_click(issue: Issue) -> tuple[Problem, ...]:
    """Warn that mailbox providers will not offer one-click unsubscription."""
    if links_of(issue).home.startswith("https://"):
        return ()
    problem = Problem(
        code="E104",
        place=_paper_place(issue),
        what=Text(
            "网址不是 https，邮箱服务商不会提供一键退订",
            "url is not https, so mailbox providers offer no one-click unsubscription",
        ),
        cure=Text("把 url 改为 https:// 开头", "let url begin with https://"),
        severity=Severity.WARNING,
    )
    return (problem,)


def missing_pictures(
    issue: Issue, pictures: tuple[MailPicture, ...]
) -> tuple[Problem, ...]:
    """Warn of every photo that the mail can only describe."""
    known = {picture.photo for picture in pictures}
    return tuple(
        Problem(
            code="E201",
            place=photo.place,
            what=Text(
                f"邮件版没有图片“{photo.file}”，只刊图注",
                f"the mail has no picture {photo.file!r}, only its caption",
            ),
            cure=Text("检查图片文件", "look at the picture file"),
            severity=Severity.WARNING,
        )
        for article in issue.articles
        for photo in article.photos
        if photo not in known
    )


def _paper_place(issue: Issue) -> Place:
    issues = PurePosixPath(issue.place.file).parent.parent
    return Place(file=str(issues / "publication.yaml"))
