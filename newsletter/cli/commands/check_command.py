"""``newsletter check``: every problem of an issue at once."""

import click

from newsletter.cli.options import date_argument, final_option, json_option
from newsletter.cli.report import Exit, github, problems_json, render_all
from newsletter.cli.session import Outcome, Session, existing
from newsletter.cli.shape import Command, Option
from newsletter.desk.check import check_issue
from newsletter.desk.signing import final_problems
from newsletter.errors import InputError, Problem, Severity, Text
from newsletter.manifest import load_issue


def check(
    session: Session, day: str, form: str, *, final: bool, as_json: bool
) -> Outcome:
    """Check one issue."""
    del as_json  # the command line looks at it
    project = session.project
    date = existing(project, day).isoformat()
    try:
        issue = load_issue(project / "issues" / date)
        problems = check_issue(issue)
        if final:
            problems += tuple(p for p in final_problems(issue) if p not in problems)
    except InputError as error:
        problems = error.problems
    return Outcome(
        text=render_all(problems, session.language)
        or session.say(f"{date}：没有问题", f"{date}: no problems"),
        document={"date": date, "problems": problems_json(problems)},
        exit=_exit(problems),
        notes="\n".join(github(one, session.language) for one in problems)
        if form == "github"
        else "",
    )


def _exit(problems: tuple[Problem, ...]) -> Exit:
    refused = any(one.severity is Severity.ERROR for one in problems)
    return Exit.INPUT if refused else Exit.DONE


command = Command(
    "check",
    check,
    [
        date_argument(),
        Option(
            ["--format", "form"],
            Text(
                "给人看、给程序读，或给代码托管平台",
                "For people, programs or a code host.",
            ),
            type=click.Choice(["text", "json", "github"]),
            default="text",
        ),
        final_option(),
        json_option(),
    ],
    about=Text(
        "列出一期的清单和稿件里的所有问题：位置、原因、改法。",
        "List every problem of an issue's manifest and copy: place, cause and cure.",
    ),
    examples=(
        "newsletter check 2021-11-23",
        "newsletter check 2021-11-23 --final",
        "newsletter check 2021-11-23 --format github",
    ),
)
