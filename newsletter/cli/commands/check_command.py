"""``newsletter check``: every problem of an issue at once."""

from importlib import import_module
from typing import Any

import click

from newsletter.cli.options import date_argument, final_option, json_option
from newsletter.cli.report import Exit, github, problems_json, render_all
from newsletter.cli.session import Outcome, Session, existing
from newsletter.cli.shape import Command, Option
from newsletter.desk.check import LIMIT, ErrorRate, check_issue, error_rate
from newsletter.desk.finality import final_problems
from newsletter.errors import InputError, Problem, Severity, Text
from newsletter.manifest import load_issue


def check(
    session: Session, day: str, form: str, *, press: bool, final: bool, as_json: bool
) -> Outcome:
    """Check one issue; with ``press`` what the print shop would get, too."""
    del as_json  # the command line looks at it
    project = session.project
    date = existing(project, day).isoformat()
    verdicts, document, rate = "", dict[str, Any](), None
    try:
        issue = load_issue(project / "issues" / date)
        problems = check_issue(issue)
        rate = error_rate(issue, problems)
        if final:
            problems += tuple(p for p in final_problems(issue) if p not in problems)
        if press and _exit(problems) is Exit.DONE:
            # Copy alone is checked without waiting for the press to be loaded.
            door = import_module("newsletter.cli.press_check")
            verdicts, document["preflights"], found = door.press_check(
                issue, session.language
            )
            problems = (*problems, *found)
        elif issue.advertisements:
            door = import_module("newsletter.cli.press_check")
            problems = (*problems, *door.advertisement_check(issue))
    except InputError as error:
        problems = error.problems
    told = render_all(problems, session.language) or session.say(
        f"{date}：没有问题", f"{date}: no problems"
    )
    return Outcome(
        text="\n".join(filter(None, (verdicts, told, _rate_said(session, rate)))),
        document={
            "date": date,
            "problems": problems_json(problems),
            "rate": _rate_plain(rate),
            **document,
        },
        exit=_exit(problems),
        notes="\n".join(github(one, session.language) for one in problems)
        if form == "github"
        else "",
    )


def _rate_said(session: Session, rate: ErrorRate | None) -> str:
    if rate is None:
        return ""
    return session.say(
        f"疑似差错 {rate.slips} 处，{rate.characters} 字，"
        f"每万字 {rate.per_10000:.1f}（国家规定不超过 {LIMIT:g}）",
        f"{rate.slips} likely slips in {rate.characters} characters: "
        f"{rate.per_10000:.1f} per 10,000 (the limit in China is {LIMIT:g})",
    )


def _rate_plain(rate: ErrorRate | None) -> dict[str, Any] | None:
    if rate is None:
        return None
    return {
        "characters": rate.characters,
        "slips": rate.slips,
        "per_10000": round(rate.per_10000, 2),
        "limit": LIMIT,
    }


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
        Option(
            ["--press"],
            Text(
                "排版、制作印刷文件，并照印厂要求逐条检查",
                "Make the press files, and judge them by the printer's rules.",
            ),
            is_flag=True,
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
        "newsletter check 2021-11-23 --press",
        "newsletter check 2021-11-23 --final",
        "newsletter check 2021-11-23 --format github",
    ),
)
