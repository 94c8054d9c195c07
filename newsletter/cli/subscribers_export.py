"""``newsletter subscribers export`` and ``undo``."""

import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import click

from newsletter.circulation.files import (
    export_people,
    undo_import,
)
from newsletter.circulation.subscriber import State
from newsletter.cli.circulation import database_option, office
from newsletter.cli.files import file_type, written_file
from newsletter.cli.options import json_option
from newsletter.cli.report import Exit
from newsletter.cli.session import Misuse, Outcome, Session
from newsletter.cli.shape import Command, Option
from newsletter.errors import Text


def export_list(session: Session, file: Path | None, **options: Any) -> Outcome:
    """Write the list."""
    if options["as_json"] and file is None:
        raise Misuse(
            Text("--json 要写明文件", "--json needs a file"),
            Text("名单和结果不能都写到标准输出", "both cannot go to standard output"),
        )
    state = State(options["state"]) if options["state"] else None
    as_lines = options["format"] == "jsonl" or bool(file and file.suffix == ".jsonl")
    with office(session, options["database"]) as desk, ExitStack() as stack:
        stream = stack.enter_context(written_file(file)) if file else _standard()
        count = export_people(desk.store, stream, as_json=as_lines, state=state)
        stream.flush()
    where = str(file) if file else ""
    return Outcome(
        text=session.say(
            f"写出 {count} 位 {where}", f"{count} written {where}"
        ).strip(),
        document={"file": where, "written": count},
    )


def _standard() -> TextIO:
    # Rows of CSV end as RFC 4180 says, and are UTF-8, whatever the terminal's locale.
    return open(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False)


def undo(session: Session, database: str, *, as_json: bool) -> Outcome:
    """Take the last import back."""
    del as_json
    with office(session, database) as desk:
        undone = undo_import(desk.store, desk.at)
    if undone is None:
        text = session.say("没有可撤销的导入", "there is no import to undo")
        return Outcome(text=text, document={"undone": None}, exit=Exit.INPUT)
    when = datetime.fromtimestamp(undone.at, UTC).isoformat()
    return Outcome(
        text=session.say(
            f"已撤销 {undone.file}：移出 {undone.removed} 位，"
            f"恢复 {undone.restored} 位，保留 {undone.kept} 位（此后有动作或已收过信）",
            f"{undone.file} undone: {undone.removed} removed, {undone.restored} "
            f"restored, {undone.kept} kept (they have acted or been mailed since)",
        ),
        document={
            "undone": {
                "file": undone.file,
                "at": when,
                "removed": undone.removed,
                "restored": undone.restored,
                "kept": undone.kept,
            }
        },
    )


export_command = Command(
    "export",
    export_list,
    [
        click.Argument(["file"], metavar="[FILE]", required=False, type=file_type()),
        Option(
            ["--format"],
            Text(
                "格式（默认看文件名，否则 csv）", "Form; by the file's name, else csv."
            ),
            type=click.Choice(["csv", "jsonl"]),
        ),
        Option(
            ["--state"],
            Text("只要这种状态的", "Only those of this state."),
            type=click.Choice([state.value for state in State]),
        ),
        database_option(),
        json_option(),
    ],
    about=Text(
        "写出订户名单（UTF-8），可原样再导入。不写文件名就写到标准输出。",
        "Write the list of subscribers (UTF-8), as import takes it back; to standard "
        "output when no file is named.",
    ),
    examples=(
        "newsletter subscribers export list.csv",
        "newsletter subscribers export --format jsonl --state confirmed > list.jsonl",
    ),
)
undo_command = Command(
    "undo",
    undo,
    [database_option(), json_option()],
    about=Text(
        "撤销上一次导入：新来的移出，被改的恢复；此后自己有动作或已收过信的读者不动。",
        "Take the last import back: who came by it goes, what it changed returns. "
        "Readers who have acted or been mailed since stay as they are.",
    ),
    examples=("newsletter subscribers undo",),
)
