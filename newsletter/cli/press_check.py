"""What ``check --press`` adds; loaded only then, for it takes the whole press."""

from typing import Any

from newsletter.build.documents import preflights_json
from newsletter.build.issue import judged_issue
from newsletter.errors import Problem
from newsletter.model.issue import Issue
from newsletter.press.acceptance import preflight_problems
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
