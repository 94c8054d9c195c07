"""``newsletter init``: a paper that builds at once."""

from pathlib import Path

import click

from newsletter.cli.options import json_option
from newsletter.cli.session import Outcome, Session, a_date
from newsletter.cli.shape import Command, Option
from newsletter.desk.scaffold import new_publication
from newsletter.errors import Text
from newsletter.model.sheets import SHEETS


def init(
    session: Session,
    folder: Path,
    day: str | None,
    language: str | None,
    sheet: str | None,
    *,
    as_json: bool,
) -> Outcome:
    """Make a publication."""
    del as_json
    date = a_date(day, []) if day else session.clock().astimezone().date()
    written = new_publication(folder, date, language or session.language, sheet or "")
    there = "" if folder == Path() else f" --project {folder}"
    following = f"newsletter{there} build {date}"
    return Outcome(
        text=session.say(
            f"已新建报纸，共 {len(written)} 个文件；报名、纸张和栏目在 "
            f"issues/publication.yaml 里改；出第一期：{following}",
            f"the paper is there, {len(written)} files; its name, sheet and sections "
            f"stand in issues/publication.yaml; build its issue: {following}",
        ),
        document={
            "folder": folder.as_posix(),
            "date": date.isoformat(),
            "files": [path.as_posix() for path in written],
        },
    )


command = Command(
    "init",
    init,
    [
        click.Argument(
            ["folder"],
            metavar="[DIR]",
            default=".",
            type=click.Path(file_okay=False, path_type=Path),
        ),
        Option(
            ["--date", "day"],
            Text(
                "第一期的日期（默认今天）",
                "Date of the first issue; today's if not given.",
            ),
            metavar="DATE",
        ),
        Option(
            ["--language"],
            Text("报纸的语言", "Language of the paper."),
            type=click.Choice(["zh", "en"]),
        ),
        Option(
            ["--sheet"],
            Text(
                "纸张（默认四开；英文报纸 tabloid），过后在 publication.yaml 里改",
                "Paper; 四开 if not given, tabloid for an English paper.",
            ),
            type=click.Choice([one.name for one in SHEETS], case_sensitive=False),
        ),
        json_option(),
    ],
    about=Text(
        "新建一份报纸：设置、第一期和编辑器用的校验文件，马上就能出报。",
        "Make a paper: settings, a first issue, and schemas for your editor.",
    ),
    examples=(
        "newsletter init paper",
        "newsletter init paper --language en --sheet broadsheet",
    ),
)
