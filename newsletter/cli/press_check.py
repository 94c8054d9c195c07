"""What ``check`` asks the press; loaded only then, for it takes a while."""

from typing import Any

from newsletter.build.documents import preflights_json
from newsletter.build.issue import judged_issue
from newsletter.errors import Problem
from newsletter.layout import load_layout
from newsletter.model.issue import Issue
from newsletter.press.acceptance import preflight_problems, printer_of
from newsletter.press.advertisements.judging import booked
from newsletter.press.edition import open_shop
from newsletter.press.preflight import preflight_text


def press_check(
    issue: Issue, language: str
) -> tuple[str, list[dict[str, Any]], tuple[Problem, ...]]:
    """Make the press files of an issue and judge them.

    Returns:
        The verdicts for people and for programs, and the problems they amount to.

    Raises:
        InputError, LayoutError: the pages cannot be made.
    """
    judged = judged_issue(issue)
    text = "\n\n".join(
        f"{one.file}\n{preflight_text(one.report, language)}" for one in judged[:1]
    )
    return text, preflights_json(judged), preflight_problems(issue, judged)


def advertisement_check(issue: Issue) -> tuple[Problem, ...]:
    """Judge the advertisements of an issue, without composing its pages.

    Raises:
        InputError: one cannot be read, or a page is sold twice.
        LayoutError: the layout's settings or fonts are at fault.
    """
    shop = open_shop(issue, load_layout(issue.publication))
    return tuple(booked(issue, printer_of(issue), shop))
