"""``newsletter new``: the next issue, with everything but the copy."""

from newsletter.cli.options import date_argument, json_option
from newsletter.cli.session import Outcome, Session, a_date, dates_of
from newsletter.cli.shape import Command
from newsletter.desk.scaffold import new_issue
from newsletter.errors import Text


def new(session: Session, day: str, *, as_json: bool) -> Outcome:
    """Begin an issue."""
    del as_json
    project = session.project
    date = a_date(day, [one.isoformat() for one in dates_of(project)])
    written = new_issue(project, date)
    files, then = [path.as_posix() for path in written], f"newsletter check {date}"
    return Outcome(
        text=session.say(
            f"已新建 issues/{date}，共 {len(files)} 个文件；写完后：{then}",
            f"issues/{date} is there, {len(files)} files; then: {then}",
        ),
        document={"date": date.isoformat(), "files": files},
    )


command = Command(
    "new",
    new,
    [date_argument(), json_option()],
    about=Text(
        "新建一期：接上一期的期号，沿用其栏目和版面，稿件留待填写。",
        "Begin an issue: the next number, the last issue's sections and pages, and "
        "articles to be written.",
    ),
    examples=("newsletter new 2021-11-30",),
)
