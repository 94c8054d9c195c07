"""``newsletter import``: manuscripts and pages become articles and a manifest."""

from pathlib import Path
from typing import Any

import click

from newsletter.cli.options import date_argument, json_option
from newsletter.cli.session import Outcome, Session, a_date, dates_of
from newsletter.cli.shape import Command, Option
from newsletter.desk.imported import Note
from newsletter.desk.importing import ImportReport, import_files
from newsletter.errors import Text
from newsletter.manifest import load_publication


def bring_in(
    session: Session,
    day: str,
    sources: tuple[Path, ...],
    *,
    is_weekly: bool,
    as_json: bool,
) -> Outcome:
    """Import files: all of them, or none."""
    del as_json
    project = session.project
    date = a_date(day, [one.isoformat() for one in dates_of(project)])
    publication = load_publication(project)
    folder = project / "issues" / date.isoformat()
    reports = import_files(folder, sources, publication, date, is_weekly=is_weekly)
    following = session.say(
        f"下一步：newsletter preview {date}，次序和版位在 issue.yaml 里改",
        f"next: newsletter preview {date}; order and slots are in issue.yaml",
    )
    return Outcome(
        text="\n".join((*(_told(session, report) for report in reports), following)),
        document={
            "date": date.isoformat(),
            "imports": [_plain(report) for report in reports],
        },
    )


def _told(session: Session, report: ImportReport) -> str:
    if report.was_known:
        return session.say(
            f"{report.source}：以前导入过，没有改动",
            f"{report.source}: was imported before; nothing was changed",
        )
    if report.skipped and not report.articles:
        return session.say(
            f"{report.source}：{len(report.skipped)} 篇稿件本期已经有了",
            f"{report.source}: articles that are there already: {len(report.skipped)}",
        )
    unsure = [
        f"  {_place(report, note)}: {note.what.said_in(session.language)}"
        for note in report.unsure
    ]
    head = session.say(
        f"{report.source}：{len(report.articles)} 篇稿件，"
        f"{len(unsure)} 处要看一眼，全部记录在 review.md",
        f"{report.source}: articles: {len(report.articles)}, to look at: "
        f"{len(unsure)}, every decision in review.md",
    )
    return "\n".join((head, *unsure))


def _place(report: ImportReport, note: Note) -> str:
    return f"{report.source}:{note.line}" if note.line else str(report.source)


def _plain(report: ImportReport) -> dict[str, Any]:
    return {
        "source": report.source.as_posix(),
        "encoding": report.encoding,
        "known": report.was_known,
        "files": [path.as_posix() for path in report.written],
        "articles": report.articles,
        "skipped": report.skipped,
        "notes": [
            {
                "line": note.line,
                "sure": note.sure,
                "zh": note.what.zh,
                "en": note.what.en,
            }
            for note in report.notes
        ],
    }


command = Command(
    "import",
    bring_in,
    [
        date_argument(),
        click.Argument(
            ["sources"],
            metavar="FILE...",
            nargs=-1,
            required=True,
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
        ),
        Option(
            ["--weekly", "is_weekly"],
            Text(
                "每个文件是一整期：## 是栏目，### 或列表项是稿件",
                "Each file is a whole issue: ## sections, ### items or list entries.",
            ),
            is_flag=True,
        ),
        json_option(),
    ],
    about=Text(
        "把 Word 稿（.docx）、存下的网页（.html，含公众号）、Markdown 稿和版面文字"
        "（.md、.txt）变成一期的清单和稿件，每个判断都记在 review.md 里；"
        "不覆盖任何文件。",
        "Turn Word files (.docx), saved web pages (.html, WeChat's too), Markdown "
        "articles and the text of pages (.md, .txt) into articles and a manifest. "
        "Every decision is told in review.md; nothing is overwritten.",
    ),
    examples=(
        "newsletter import 2021-11-23 page.md",
        "newsletter import 2021-11-23 manuscripts/*.docx",
        "newsletter import 2021-11-23 --weekly weekly-120.md",
    ),
)
