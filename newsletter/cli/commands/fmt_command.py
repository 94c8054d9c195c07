"""``newsletter fmt``: English keys in one order, in the manifest and the articles."""

from collections.abc import Callable
from pathlib import Path

from newsletter.cli.options import date_argument, json_option
from newsletter.cli.report import Exit
from newsletter.cli.session import Outcome, Session, existing
from newsletter.cli.shape import Command, Option
from newsletter.desk.filing import file_all
from newsletter.errors import Text
from newsletter.manifest import load_issue
from newsletter.manifest.tidy import tidied_article, tidied_manifest


def fmt(session: Session, day: str, *, only_check: bool, as_json: bool) -> Outcome:
    """Tidy one issue."""
    del as_json
    project, date = session.project, existing(session.project, day).isoformat()
    issue = load_issue(project / "issues" / date)
    names = dict.fromkeys(article.place.file for article in issue.articles)
    changed = _changed(project, (issue.place.file,), tidied_manifest)
    changed |= _changed(project, tuple(names), tidied_article)
    if not only_check:
        file_all(project, {}, {project / name: text for name, text in changed.items()})
    return Outcome(
        text="\n".join(changed)
        or session.say(f"{date}：已经整齐", f"{date}: is tidy already"),
        document={"date": date, "files": list(changed)},
        exit=Exit.INPUT if only_check and changed else Exit.DONE,
    )


def _changed(
    project: Path, names: tuple[str, ...], tidied: Callable[[str, str], str]
) -> dict[str, str]:
    texts = {name: (project / name).read_bytes().decode() for name in names}
    tidy = {name: tidied(text, name) for name, text in texts.items()}
    return {name: tidy[name] for name in names if tidy[name] != texts[name]}


command = Command(
    "fmt",
    fmt,
    [
        date_argument(),
        Option(
            ["--check", "only_check"],
            Text(
                "只列出要改的文件，不改；有就以 1 结束",
                "Only list what would change; end with 1 if anything would.",
            ),
            is_flag=True,
        ),
        json_option(),
    ],
    about=Text(
        "整理清单和稿件头：中文键换成英文键，按固定次序排；注释、引号、空行都不动。",
        "Tidy manifest and front matter: English keys, in one order. Comments, quotes "
        "and blank lines stay.",
    ),
    examples=("newsletter fmt 2021-11-23", "newsletter fmt 2021-11-23 --check"),
)
